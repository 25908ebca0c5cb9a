import { BEFORE, KIND_OF, PAIRS, pairOf } from '../../src/lib/token-units.ts';
import type { CountedText } from './texts.ts';

const SWEEPS = 60;
const HELD = 1; // how hard a weight is held to its prior
const PRIOR = 0.4;

/** How often each pair stands in a text. */
export function pairsOf(text: string): Map<number, number> {
  const counts = new Map<number, number>();
  let previous = BEFORE;
  for (let index = 0; index < text.length; index += 1) {
    const kind = KIND_OF[text.charCodeAt(index)] ?? 0;
    const pair = pairOf(previous, kind);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
    previous = kind;
  }
  return counts;
}

/**
 * Tokens of each pair, by least squares: a group and language counts by the root of its rows, an error by what is to be
 * expected at that length. No weight is below 0. Coordinate descent; the same texts give the same weights.
 */
export function fitted(texts: readonly CountedText[]): Float64Array {
  const rowsOf = Map.groupBy(texts, ({ group, lang }) => `${group} ${lang}`);
  const importance = texts.map(({ group, lang, tokens }) => {
    const size = rowsOf.get(`${group} ${lang}`)?.length ?? 1;
    return 1 / Math.sqrt(size) / ((0.12 * tokens) ** 2 + 0.35 * tokens);
  });
  const mean = importance.reduce((sum, each) => sum + each, 0) / texts.length;
  const columns: { row: number; count: number }[][] = Array.from({ length: PAIRS }, () => []);
  const weights = new Float64Array(PAIRS).fill(PRIOR);
  const errors = new Float64Array(texts.length);
  for (const [row, { text, tokens }] of texts.entries()) {
    let sum = 0;
    for (const [pair, count] of pairsOf(text)) {
      columns[pair]?.push({ row, count });
      sum += PRIOR * count;
    }
    errors[row] = tokens - sum;
  }
  for (let sweep = 0; sweep < SWEEPS; sweep += 1)
    for (const [pair, column] of columns.entries()) {
      const before = weights[pair] ?? 0;
      let slope = HELD * (PRIOR - before);
      let curve = HELD;
      for (const { row, count } of column) {
        const weight = (importance[row] ?? 0) / mean;
        slope += weight * count * (errors[row] ?? 0);
        curve += weight * count * count;
      }
      const after = Math.max(0, before + slope / curve);
      weights[pair] = after;
      for (const { row, count } of column) errors[row] = (errors[row] ?? 0) - (after - before) * count;
    }
  return weights;
}
