const LABELS = ['positive', 'negative', 'neutral'] as const;
export type Label = (typeof LABELS)[number];

/** The mean of the F1 of the three labels, over the rows that `rows` names. */
export function macroF1(
  gold: readonly Label[],
  given: readonly Label[],
  rows: readonly number[] = gold.map((_, row) => row),
): number {
  const right = new Map<Label, number>();
  const total = new Map<Label, number>(); // rows of this label plus rows given it
  for (const row of rows) {
    const [wanted, got] = [gold[row], given[row]];
    if (wanted === undefined || got === undefined) continue;
    total.set(wanted, (total.get(wanted) ?? 0) + 1);
    total.set(got, (total.get(got) ?? 0) + 1);
    if (wanted === got) right.set(wanted, (right.get(wanted) ?? 0) + 1);
  }
  const scores = LABELS.map((label) => (2 * (right.get(label) ?? 0)) / (total.get(label) || 1));
  return scores.reduce((sum, score) => sum + score, 0) / LABELS.length;
}

/** A score as a label: above `high` positive, below `low` negative. */
export const labelOf = (score: number, [low, high]: Cut): Label =>
  score > high ? 'positive' : score < low ? 'negative' : 'neutral';
export type Cut = readonly [low: number, high: number];

/** The two thresholds that give the best macro-F1 on these rows, from 20 quantiles on either side of 0. */
export function bestCut(scores: readonly number[], gold: readonly Label[]): Cut {
  const below = quantiles(scores.filter((score) => score < 0));
  const above = quantiles(scores.filter((score) => score > 0));
  let best: { readonly cut: Cut; readonly value: number } = { cut: [0, 0], value: -1 };
  for (const low of [0, ...below]) {
    for (const high of [0, ...above]) {
      const value = macroF1(
        gold,
        scores.map((score) => labelOf(score, [low, high])),
      );
      if (value > best.value) best = { cut: [low, high], value };
    }
  }
  return best.cut;
}

function quantiles(values: readonly number[]): number[] {
  const sorted = values.toSorted((a, b) => a - b);
  return Array.from({ length: 20 }, (_, index) => sorted[Math.floor((index / 20) * sorted.length)] ?? 0);
}
