/** The value below which a share of the values lies; 0 of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}

/** Jain's index of fairness: 1 where all have the same, 1/n where one has all. */
export function fairness(values: readonly number[]): number {
  const sum = values.reduce((total, value) => total + value, 0);
  const squares = values.reduce((total, value) => total + value * value, 0);
  return squares === 0 ? 1 : (sum * sum) / (values.length * squares);
}

/** The most moments that any span of `ms` holds. */
export function mostWithin(moments: readonly number[], ms: number): number {
  const sorted = moments.toSorted((a, b) => a - b);
  let most = 0;
  let first = 0;
  for (const [last, at] of sorted.entries()) {
    while ((sorted[first] ?? at) <= at - ms) first += 1;
    most = Math.max(most, last - first + 1);
  }
  return most;
}

export const between = (moments: readonly number[], from: number, to: number): readonly number[] =>
  moments.filter((at) => at >= from && at < to);

export const percent = (share: number): string => `${Math.round(100 * share)} %`;
export const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;
