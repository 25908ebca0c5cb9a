/** The cells of every row whose first cell is code, without the backticks around a cell; `\|` is not used in our tables. */
export const rowsOf = (markdown: string): readonly (readonly string[])[] =>
  markdown
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replace(/^`([^`]*)`$/, '$1')),
    );

/** A default as the tables write it: `100_000`, `'redact'`, `true`. */
export function written(value: unknown): string {
  if (typeof value === 'number') return value.toLocaleString('en').replaceAll(',', '_');
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}
