import { stem, termsOf } from './words.ts';

/** A sentence of a text, ready to be ranked. */
export interface Sentence {
  readonly text: string;
  readonly terms: readonly string[];
  readonly words: number;
  /** 0 (first) to 1 (last) place among all sentences. */
  readonly place: number;
  readonly opensBlock: boolean;
}

export interface RankOptions {
  /** What the reader wants to know; '' for no such wish. */
  readonly focus: string;
  /** Words of the title or first heading. */
  readonly title: string;
}

const PROPOSES =
  /\b(?:we (?:propose|present|introduce|show|develop|describe|study|investigate|demonstrate|find|found|argue|report|design|explore|provide)|in this (?:paper|work|study|article|report)|this (?:paper|work|study|article|report|project|library|package|tool|document))\b/i;
const ANNOUNCES =
  /\b(?:(?:this|the|our) (?:paper|work|study|article|report|project|library|package|tool|document|meeting)|in (?:summary|short|conclusion)|to sum up|overall|as a result|in total|concluded|decided|agreed|announced|results (?:show|suggest|indicate)|the (?:aim|goal|purpose|main|key|point|idea|problem)|most important|need to|is an?)\b/i;
const DETAILS =
  /\b(?:for (?:example|instance)|e\.g\.|such as|see (?:also|figure|table|section)|moreover|furthermore|in addition|specifically|in particular)\b/i;
const LEANS =
  /^(?:this|that|these|those|it|they|he|she|but|and|so|however|then|also|yet|thus|or|such|here|there|finally|besides)\b/i;

/** How well each sentence stands for the whole, highest best. Linear in the number of words. */
export function rankSentences(sentences: readonly Sentence[], { focus, title }: RankOptions): number[] {
  const spread = new Map<string, number>(); // in how many sentences a term stands
  for (const { terms } of sentences) for (const term of new Set(terms)) spread.set(term, (spread.get(term) ?? 0) + 1);
  const wanted = new Set(termsOf(focus));
  const named = new Set(termsOf(title));
  const asked = (term: string) => wanted.has(term) || wanted.has(stem(term));
  return sentences.map(({ text, terms, words, place, opensBlock }, index) => {
    const own = [...new Set(terms)];
    const central =
      own.reduce((sum, term) => sum + weigh(spread.get(term) ?? 1), 0) / Math.sqrt(Math.max(own.length, 4));
    const lead = 0.7 / (1 + index) + 0.3 * (1 - place) + (opensBlock ? 0.1 : 0);
    const matched = own
      .filter(asked)
      .reduce((sum, term) => sum + Math.log(1 + sentences.length / (spread.get(term) ?? 1)), 0);
    return (
      central * 0.45 +
      lead +
      own.filter((term) => named.has(term)).length * 0.1 +
      matched * 1.2 +
      (PROPOSES.test(text) ? 1.2 : ANNOUNCES.test(text) ? 0.3 : 0) -
      (DETAILS.test(text) ? 0.2 : 0) -
      (LEANS.test(text) ? 0.2 : 0) -
      (/[\p{L}\p{N}]$/u.test(text) ? 0.2 : 0) - // a title or a list item
      shortness(words)
    );
  });
}

/** A term in one sentence says nothing of the whole; one in many says more, ever more slowly. */
const weigh = (spread: number): number => Math.log(spread);

/** How far a sentence is from a length that reads well alone. */
const shortness = (words: number): number => (words < 12 ? 0.1 * (12 - words) : words > 45 ? 0.02 * (words - 45) : 0);
