import { Lexicon } from '../../src/providers/local/lexicon.ts';
import { feel, lengthFactor, squash } from '../../src/providers/local/sentiment-score.ts';
import type { SentimentRow } from './rows.ts';
import { SEED } from './seed-words.ts';

/** How training goes; chosen by cross-validation within the training rows. */
export interface TrainOptions {
  readonly steps: number;
  readonly rate: number;
  /** How hard a word is held to its seed weight. */
  readonly pull: number;
}

export const TRAINING: TrainOptions = { steps: 120, rate: 0.05, pull: 1 };

/** The seed words as weights. */
const seedWeights = (): Map<string, number> =>
  new Map(
    Object.entries(SEED).flatMap(([grade, words]) =>
      words
        .trim()
        .split(/\s+/)
        .map((word) => [word.replace(/-(?=\p{L})/gu, '_'), gradeOf(Number(grade))] as const),
    ),
  );

/** Praise counts less than the grades say; the factor was chosen by cross-validation. */
const gradeOf = (grade: number): number => (grade > 0 ? grade * 0.75 : grade);

interface Example {
  readonly features: readonly (readonly [key: string, factor: number])[];
  readonly target: number;
}

/**
 * Fits the weights to human ratings: Adam on the squared error of `squash(sum)` over all rows, each word pulled towards its
 * seed weight. Deterministic.
 */
export function train(rows: readonly SentimentRow[], options: TrainOptions = TRAINING): Map<string, number> {
  const prior = seedWeights();
  const lexicon = new Lexicon(prior);
  const examples = rows.flatMap((row) => (row.score === undefined ? [] : [exampleOf(row.text, row.score, lexicon)]));
  const seen = new Map<string, number>();
  for (const { features } of examples) for (const [key] of features) seen.set(key, (seen.get(key) ?? 0) + 1);
  const weights = new Map([...prior].filter(([key]) => seen.has(key)));
  const momentum = new Map<string, number>();
  const scale = new Map<string, number>();
  for (let step = 1; step <= options.steps; step++) {
    const gradient = new Map<string, number>();
    for (const [key, weight] of weights) {
      gradient.set(key, options.pull * (weight - (prior.get(key) ?? 0)));
    }
    for (const { features, target } of examples) {
      const sum = features.reduce((total, [key, factor]) => total + (weights.get(key) ?? 0) * factor, 0);
      const slope = (squash(sum + 0.01) - squash(sum - 0.01)) / 0.02;
      const error = (squash(sum) - target) * slope;
      for (const [key, factor] of features) gradient.set(key, (gradient.get(key) ?? 0) + error * factor);
    }
    const rate = options.rate * (1 - step / (options.steps + 1));
    for (const [key, slope] of gradient) {
      const mean = 0.9 * (momentum.get(key) ?? 0) + 0.1 * slope;
      const square = 0.99 * (scale.get(key) ?? 0) + 0.01 * slope * slope;
      momentum.set(key, mean);
      scale.set(key, square);
      const corrected = mean / (1 - 0.9 ** step) / (Math.sqrt(square / (1 - 0.99 ** step)) + 1e-6);
      weights.set(key, (weights.get(key) ?? 0) - rate * corrected);
    }
  }
  return new Map([...prior, ...weights]);
}

function exampleOf(text: string, score: number, lexicon: Lexicon): Example {
  const felt = feel(text, lexicon);
  const scale = lengthFactor(Math.max(1, felt.length));
  const features = felt.flatMap(({ hits }) => hits.map(({ key, factor }) => [key, factor * scale] as const));
  return { features, target: Math.max(-1, Math.min(1, score / 3)) };
}
