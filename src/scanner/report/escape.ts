const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What XML 1.0 cannot hold at all, and what turns the direction of writing. */
const IMPOSSIBLE = /[^\P{Cc}\t\n]|[\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/** Text for XML and HTML, between tags or inside quotes. */
export const escapeXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(IMPOSSIBLE, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');

/** Text for Markdown on one line: no character of it is markup, a link or a mention. */
export const escapeMarkdown = (text: string): string =>
  escapeXml(
    text
      .replace(/\s+/g, ' ')
      .replace(/[\\`*_[\]#|~]/g, '\\$&')
      .replace(/@|\b(?:https?|ftp|mailto|xmpp)(?=:)|\bwww(?=\.)/gi, '$&\u200b'),
  );

/** Text as code in Markdown; not for tables, whose cells end at a bar. */
export function codeInMarkdown(text: string): string {
  const line = text.toWellFormed().replace(IMPOSSIBLE, '\ufffd').replace(/\s+/g, ' ');
  const longest = Math.max(0, ...Array.from(line.matchAll(/`+/g), ([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return longest > 0 ? `${fence} ${line} ${fence}` : `${fence}${line}${fence}`;
}
