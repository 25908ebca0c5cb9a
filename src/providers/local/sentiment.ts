import { aspectSum } from './aspects.ts';
import { englishness } from './language.ts';
import type { Lexicon } from './lexicon.ts';
import { type Felt, feel, lengthFactor, squash, sumOf } from './sentiment-score.ts';

export interface Feeling {
  /** `mixed`: clear praise and clear blame in different parts of the text, about as strong. */
  readonly label: 'positive' | 'negative' | 'neutral' | 'mixed';
  /** -1 to 1. */
  readonly score: number;
  /**
   * 0 to 1: about the share of English texts with such a score whose label was right in cross-validation; at most 0.3
   * for a text that does not look English.
   */
  readonly confidence: number;
}

export interface Sentiment extends Feeling {
  readonly aspects: { readonly [aspect: string]: Feeling };
}

/** Scores between minus this and this are neutral. */
const NEUTRAL_BAND = 0.17;
const FOREIGN_CONFIDENCE = 0.3;
const NOT_MENTIONED: Feeling = { label: 'neutral', score: 0, confidence: 0 };

/** How a text feels, by a lexicon of English words. Deterministic; linear in the length of the text. */
export function scoreSentiment(text: string, aspects: readonly string[], lexicon: Lexicon): Sentiment {
  const felt = feel(text, lexicon);
  const words = felt.flatMap(({ tokens }) => tokens.filter(({ kind }) => kind === 'word').map(({ key }) => key));
  const foreign = englishness(text, words, (word) => lexicon.word(word) !== undefined) < 0.75;
  const scale = lengthFactor(Math.max(1, felt.length));
  const sum = felt.reduce((total, { hits }) => total + sumOf(hits), 0) * scale;
  const feeling = feelingOf(sum, foreign);
  const mixed = isMixed(felt, scale) || (feeling.label === 'neutral' && isTorn(felt));
  const whole: Feeling = mixed ? { ...feeling, label: 'mixed' } : feeling;
  const entries = [...new Set(aspects)].map((aspect) => {
    const found = aspectSum(felt, aspect, aspects);
    return [aspect, found === undefined ? NOT_MENTIONED : feelingOf(found, foreign)] as const;
  });
  return { ...whole, aspects: Object.fromEntries(entries) };
}

function feelingOf(sum: number, foreign: boolean): Feeling {
  const score = round(squash(sum));
  const strength = Math.abs(score);
  const label = strength < NEUTRAL_BAND ? 'neutral' : score > 0 ? 'positive' : 'negative';
  const confidence = label === 'neutral' ? 0.58 - 1.2 * strength : 0.5 + 0.5 * strength;
  return { label, score, confidence: round(foreign ? Math.min(FOREIGN_CONFIDENCE, confidence) : confidence) };
}

const MIXED_STRENGTH = 1.1;
const MIXED_BALANCE = 0.5;

function isMixed(felt: readonly Felt[], scale: number): boolean {
  let praise = 0;
  let blame = 0;
  for (const { hits } of felt) {
    const parts = new Map<number, number>();
    for (const { weight, factor, part, partFactor } of hits) {
      parts.set(part, (parts.get(part) ?? 0) + (weight * factor) / partFactor);
    }
    for (const sum of parts.values()) {
      if (sum > 0) praise += sum * scale;
      else blame -= sum * scale;
    }
  }
  const weaker = Math.min(praise, blame);
  return weaker >= MIXED_STRENGTH && weaker >= MIXED_BALANCE * Math.max(praise, blame);
}

const TORN_STRENGTH = 0.9;

/** Whether the words of a text that comes out even are praise and blame that cancel out, rather than no feeling at all. */
function isTorn(felt: readonly Felt[]): boolean {
  const weights = felt.flatMap(({ hits }) => hits.map(({ weight, factor }) => weight * factor));
  const strongest = (sign: 1 | -1) => weights.reduce((most, weight) => Math.max(most, sign * weight), 0);
  return Math.min(strongest(1), strongest(-1)) >= TORN_STRENGTH;
}

const round = (value: number): number => Math.round(value * 1000) / 1000 || 0; // never -0
