import { width } from './width.ts';

/** How a column stands: text to the left, numbers to the right. */
export type Align = 'left' | 'right';

/** Rows as lines, columns two blanks apart. Cells may be coloured; a line has no blanks at its end. */
export function table(rows: readonly (readonly string[])[], align: readonly Align[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows)
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, width(cell));
  return rows.map((row) =>
    row
      .map((cell, index) => {
        const blank = ' '.repeat((widths[index] ?? 0) - width(cell));
        return align[index] === 'right' ? blank + cell : cell + blank;
      })
      .join('  ')
      .trimEnd(),
  );
}
