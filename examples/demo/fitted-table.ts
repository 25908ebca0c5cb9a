import { type Align, table } from '../../src/cli/terminal/table.ts';
import { width } from '../../src/cli/terminal/width.ts';
import { wrap } from '../../src/cli/terminal/wrap.ts';

const LEAST = 16; // columns; a narrower one would be a word a line

/** A table no wider than `columns`: the cells of the column `flexible` take as many lines as that needs. */
export function fittedTable(
  rows: readonly (readonly string[])[],
  columns: number,
  flexible: number,
  align?: readonly Align[],
): string[] {
  let room = columns;
  for (let index = 0; index < Math.max(...rows.map((row) => row.length)); index++)
    if (index !== flexible) room -= 2 + Math.max(...rows.map((row) => width(row[index] ?? '')));
  const lines = rows.flatMap((row) =>
    wrap(row[flexible] ?? '', Math.max(LEAST, room)).map((line, nth) =>
      row.map((cell, index) => (index === flexible ? line : nth === 0 ? cell : '')),
    ),
  );
  return table(lines, align);
}
