/** Lines of aligned columns: the first to the left, the others to the right. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    widths
      .map((width, column) => (column === 0 ? (row[0] ?? '').padEnd(width) : (row[column] ?? '').padStart(width)))
      .join('  ');
  return all.map((row) => `  ${line(row).trimEnd()}`).join('\n');
}

/** Three decimals; an explicit sign where it is a difference. */
export const figure = (value: number): string => value.toFixed(3);
export const signed = (value: number): string => (value < 0 ? '' : '+') + value.toFixed(3);
export const interval = ([low, high]: readonly [number, number]): string => `${signed(low)} to ${signed(high)}`;
