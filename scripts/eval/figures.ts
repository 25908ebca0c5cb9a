/** Three decimals; an explicit sign where it is a difference; a share with one decimal, of a count or of verdicts. */
export const figure = (value: number): string => value.toFixed(3);
export const signed = (value: number): string => (value < 0 ? '' : '+') + value.toFixed(3);
export const interval = ([low, high]: readonly [number, number]): string => `${signed(low)} to ${signed(high)}`;
export const percent = (value: number): string => (Number.isNaN(value) ? '–' : `${(100 * value).toFixed(1)} %`);

/** The share that is true; NaN of none. */
export const shareOf = (verdicts: readonly boolean[]): number => verdicts.filter(Boolean).length / verdicts.length;
export const share = (verdicts: readonly boolean[]): string => percent(shareOf(verdicts));

/** Rows by a name that each has, names in order. */
export function groups<Row>(rows: readonly Row[], nameOf: (row: Row) => string): (readonly [string, readonly Row[]])[] {
  const named = Map.groupBy(rows, nameOf);
  return [...named].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** The median, the upper one of two; NaN of none. */
export const middle = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? Number.NaN;
