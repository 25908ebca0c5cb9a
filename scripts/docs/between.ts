/** A document with `written` in the place of what stands between `<!-- name -->` and `<!-- end of name -->`. */
export function between(markdown: string, name: string, written: string): string {
  const begin = `<!-- ${name} -->`;
  const start = markdown.indexOf(begin) + begin.length;
  const end = markdown.indexOf(`<!-- end of ${name} -->`, start);
  if (start < begin.length || end < 0) throw new Error(`The document has no place for ${name}`);
  return `${markdown.slice(0, start)}\n\n${written}\n\n${markdown.slice(end)}`;
}

/** A table of Markdown. */
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), `|${'---|'.repeat(head.length)}`, ...rows.map(row)].join('\n');

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
