import type { Sentence } from './rank.ts';

/** Sentences looked at; the rest of a long text cannot win. */
const CANDIDATES = 300;
/** How much a sentence loses for saying what is already said. */
const REDUNDANCY = 1.5;

/**
 * Picks sentences by rank, each taking what it repeats of those already picked as a loss (maximal marginal relevance, Carbonell
 * and Goldstein 1998), as long as `fits` takes them. Returns indices in reading order.
 */
export function selectSentences(
  sentences: readonly Sentence[],
  ranks: readonly number[],
  limit: number,
  fits: (sentence: Sentence, rank: number) => boolean,
): number[] {
  const order = sentences.map((_, index) => index).sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
  const open = order.slice(0, CANDIDATES).map((index) => ({ index, loss: 0, terms: new Set(sentences[index]?.terms) }));
  const picked: number[] = [];
  while (picked.length < limit && open.length > 0) {
    const gainOf = ({ index, loss }: { index: number; loss: number }) => (ranks[index] ?? 0) - REDUNDANCY * loss;
    const best = open.reduce((top, each) => (gainOf(each) > gainOf(top) ? each : top));
    open.splice(open.indexOf(best), 1);
    const sentence = sentences[best.index];
    if (sentence === undefined || best.loss > 0.8 || !fits(sentence, ranks[best.index] ?? 0)) continue;
    picked.push(best.index);
    for (const each of open) each.loss = Math.max(each.loss, overlap(each.terms, best.terms));
  }
  return picked.sort((a, b) => a - b);
}

function overlap(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 || b.size === 0) return 0;
  let shared = 0;
  for (const term of a) if (b.has(term)) shared++;
  return shared / Math.min(a.size, b.size);
}
