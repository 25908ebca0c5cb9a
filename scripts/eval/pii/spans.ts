/** A stretch of text that is of some type; end exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly type: string;
}

/** How many were to be found, how many were found, and how many of those were right. */
export interface Counts {
  readonly wanted: number;
  readonly found: number;
  readonly right: number;
}

export const add = (one: Counts, other: Counts): Counts => ({
  wanted: one.wanted + other.wanted,
  found: one.found + other.found,
  right: one.right + other.right,
});
export const NONE: Counts = { wanted: 0, found: 0, right: 0 };

/** NaN where there is nothing to divide by. */
export const precision = ({ found, right }: Counts): number => right / found;
export const recall = ({ wanted, right }: Counts): number => right / wanted;
export const f1 = ({ wanted, found, right }: Counts): number => (2 * right) / (wanted + found);

export type Fits = (wanted: Span, found: Span) => boolean;

/** Of the same type, and some text in common. */
export const overlaps: Fits = (wanted, found) =>
  wanted.type === found.type && wanted.start < found.end && found.start < wanted.end;

/** Of the same type, from the same unit to the same unit. */
export const equals: Fits = (wanted, found) =>
  wanted.type === found.type && wanted.start === found.start && wanted.end === found.end;

/** Pairs each wanted span with one found span at most, so that neither two halves nor one long find count twice. */
export function count(wanted: readonly Span[], found: readonly Span[], fits: Fits): Counts {
  const free = new Set(found.toSorted((one, other) => one.end - other.end));
  let right = 0;
  for (const span of wanted.toSorted((one, other) => one.end - other.end)) {
    const partner = [...free].find((each) => fits(span, each));
    if (partner === undefined) continue;
    free.delete(partner);
    right += 1;
  }
  return { wanted: wanted.length, found: found.length, right };
}
