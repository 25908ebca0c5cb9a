import type { Lexicon } from './lexicon.ts';
import { type Token, tokenize } from './sentiment-tokens.ts';
import { findHits, type Hit, type Part, partsOf } from './valence.ts';

/** A sentence with its words of feeling. */
export interface Felt {
  readonly tokens: readonly Token[];
  /** Of each token. */
  readonly parts: readonly Part[];
  readonly hits: readonly Hit[];
}

const ENDS = /^[.!?…\n。！？]$/;

/** Cuts a text into sentences and finds the words of feeling in each. Linear in the length of the text. */
export function feel(text: string, lexicon: Lexicon): Felt[] {
  const tokens = tokenize(text);
  const words = tokens.filter(({ kind }) => kind === 'word');
  const shouting = words.length > 3 && words.filter(({ shouted }) => shouted).length > words.length / 2;
  return split(tokens).map((sentence) => {
    const parts = partsOf(sentence);
    return { tokens: sentence, parts, hits: findHits(sentence, parts, lexicon, shouting) };
  });
}

function split(tokens: readonly Token[]): Token[][] {
  const sentences: Token[][] = [];
  let current: Token[] = [];
  let ended = false;
  for (const token of tokens) {
    const end = token.kind === 'mark' && ENDS.test(token.key);
    if (ended && !end && token.kind === 'word') {
      sentences.push(current);
      current = [];
      ended = false;
    }
    ended ||= end;
    if (token.key !== '\n') current.push(token);
  }
  if (current.length > 0) sentences.push(current);
  return sentences.filter((sentence) => sentence.some(({ kind }) => kind !== 'mark'));
}

/** What the hits of a sentence add up to. */
export const sumOf = (hits: readonly Hit[]): number =>
  hits.reduce((sum, { weight, factor }) => sum + weight * factor, 0);

/** How a text of `sentences` sentences weighs their sum: a long text says more, but not in proportion. */
export const lengthFactor = (sentences: number): number => sentences ** -LENGTH_EXPONENT;

const LENGTH_EXPONENT = 0.5;
const SOFTNESS = 6;

/** Bends a sum into -1 to 1. */
export const squash = (sum: number): number => sum / Math.sqrt(sum * sum + SOFTNESS);
