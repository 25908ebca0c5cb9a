/** `https` to `hxxps`, `ftp` to `fxp`: the case is kept, the scheme is gone. */
const defang = (text: string): string =>
  text.replace(/tt(?=ps?$)/i, (found) => (found === found.toUpperCase() ? 'XX' : 'xx')).replace(/ftp$/i, 'fxp');

/** What an opener becomes: inert as Markdown and as raw HTML, and still readable. Nothing new begins where it stood. */
export function inert(matched: string): string {
  if (matched === '![') return '! [';
  if (matched === '&') return '&amp;';
  if (matched === '<//') return '&lt;hxxp://';
  if (matched === '//') return 'hxxp://';
  if (/^www$/i.test(matched)) return `${matched} `; // with its dot it would be the words of a link to what follows
  if (/^(?:www\.|xmpp:)$/i.test(matched)) return `${matched.slice(0, -1)}[${matched.slice(-1)}]`;
  if (matched.startsWith('<')) return `&lt;${defang(matched.slice(1))}`;
  if (matched.startsWith(']')) return `] ${defang(matched.slice(1))}`;
  return defang(matched);
}
