import { blocksOf } from './markdown.ts';
import type { Question } from './request-text.ts';
import { sentencesOf } from './sentences.ts';
import { countWords, termsOf } from './words.ts';

const QUOTING = '[local] No language model: quoting the most relevant sentences.';
const NOTHING_FOUND = '[local] No language model: found no sentence in the conversation that matches the question.';

/** Robertson and Zaragoza 2009: how soon repeats stop counting, and how much length counts. */
const SATURATION = 1.2;
const LENGTH_WEIGHT = 0.75;
/** A quote below this share of the best one's rank is left out. */
const WORTH = 0.35;

interface Candidate {
  readonly text: string;
  readonly terms: readonly string[];
}

/** Quotes the sentences that match the question best (BM25), in reading order, and says that this is all it does. */
export function answerByQuoting({ question, sources }: Question, maxQuotes: number): string {
  const asked = [...new Set(termsOf(question))];
  const candidates = sources.flatMap(candidatesOf);
  const ranks = rank(candidates, asked);
  const best = ranks.reduce((top, each) => Math.max(top, each), 0);
  if (best === 0) return NOTHING_FOUND;
  const order = candidates
    .map((_, index) => index)
    .filter((index) => (ranks[index] ?? 0) >= best * WORTH)
    .sort((a, b) => (ranks[b] ?? 0) - (ranks[a] ?? 0) || a - b);
  const quotes = new Map<string, number>();
  for (const index of order) {
    const text = candidates[index]?.text ?? '';
    if (quotes.size < maxQuotes && !quotes.has(text)) quotes.set(text, index);
  }
  const lines = [...quotes].sort(([, a], [, b]) => a - b).map(([text]) => `> ${text}`);
  return [QUOTING, '', ...lines].join('\n');
}

const candidatesOf = (source: string): Candidate[] =>
  blocksOf(source)
    .flatMap(({ text }) => sentencesOf(text))
    .filter((text) => countWords(text) > 1)
    .map((text) => ({ text, terms: termsOf(text) }));

function rank(candidates: readonly Candidate[], asked: readonly string[]): number[] {
  const spread = new Map<string, number>();
  for (const { terms } of candidates) for (const term of new Set(terms)) spread.set(term, (spread.get(term) ?? 0) + 1);
  const mean = candidates.reduce((sum, { terms }) => sum + terms.length, 0) / Math.max(1, candidates.length);
  return candidates.map(({ terms }) => {
    const counts = new Map<string, number>();
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1);
    return asked.reduce((sum, term) => {
      const count = counts.get(term) ?? 0;
      if (count === 0) return sum;
      const held = spread.get(term) ?? 0;
      const rarity = Math.log(1 + (candidates.length - held + 0.5) / (held + 0.5));
      const length = 1 - LENGTH_WEIGHT + (LENGTH_WEIGHT * terms.length) / Math.max(1, mean);
      return sum + (rarity * count * (SATURATION + 1)) / (count + SATURATION * length);
    }, 0);
  });
}
