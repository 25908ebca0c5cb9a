import { Context, Echo, MOST, ownBuckets, SIZE_BITS, saysAlone } from '../../src/guards/injection/model/features.ts';
import { type Ideas, NONE } from '../../src/guards/injection/model/ideas.ts';
import { forEachWindow, LEAST_FEATURES } from '../../src/guards/injection/model/linear.ts';
import { BLOB, type Tokens, tokensOf, UNSPACED, WORD, wordAt } from '../../src/guards/injection/model/tokens.ts';

/** Marks the buckets that say what words stand there. */
const LEXICAL = 1 << 30;
export const BUCKET = LEXICAL - 1;

/** The buckets of a text in order, and where those of each token end. */
export interface Features {
  readonly buckets: Int32Array;
  readonly ends: Int32Array;
}

export interface Example {
  /** Of the text, and of what can be decoded in it. */
  readonly features: readonly Features[];
  readonly isAttack: boolean;
  readonly weight: number;
}

/** What the model of the package knows of a text. */
export function featuresOf(text: string, ideas: Ideas): Features {
  const tokens = tokensOf(text);
  const context = new Context(tokens, ideasOf(tokens, ideas));
  const out = new Int32Array(MOST);
  const buckets: number[] = [];
  const ends = new Int32Array(tokens.count);
  const echo = new Echo();
  echo.begin(tokens);
  for (let index = 0; index < tokens.count; index++) {
    const isEcho = echo.at(index);
    const size = context.read(index, out);
    for (let at = 0; at < size && !isEcho; at++)
      buckets.push((out[at] as number) | (at < context.lexical ? LEXICAL : 0));
    if (saysAlone(tokens.kinds, index) && !isEcho)
      for (let at = 0, own = ownBuckets(tokens, index, out); at < own; at++)
        buckets.push((out[at] as number) | LEXICAL);
    ends[index] = buckets.length;
  }
  return { buckets: Int32Array.from(buckets), ends };
}

/** The idea of each token, or NONE. */
function ideasOf(tokens: Tokens, ideas: Ideas): Uint8Array {
  const found = new Uint8Array(tokens.count).fill(NONE);
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kinds[index] as number;
    if (kind & UNSPACED) ideas.readUnspaced(tokens, index, found);
    else if (kind & WORD && !(kind & BLOB))
      ideas.readWord(ideas.meaningOf(wordAt(tokens, index)), tokens, index, found);
  }
  return found;
}

interface Window {
  readonly from: number;
  readonly to: number;
  readonly score: number;
}

const RATE = 0.15;
const DECAY = 1e-6;
const SURE = 0.98;
/** The share of examples that are learned by their ideas alone. */
const WORDLESS = 0.3;

/** The model as it learns. AdaGrad (Duchi et al. 2011) on the log loss of the window that looks most like an attack. */
export class Learner {
  readonly weights = new Float32Array(1 << SIZE_BITS);
  bias = 0;
  readonly #squares = new Float32Array(1 << SIZE_BITS).fill(1e-4);
  #biasSquare = 1e-4;

  /** The window with the highest score. */
  best({ buckets, ends }: Features): Window {
    const count = ends.length;
    const sums = new Float64Array(count + 1);
    let sum = 0;
    let at = 0;
    for (let index = 0; index < count; index++) {
      for (const end = ends[index] as number; at < end; at++)
        sum += this.weights[(buckets[at] as number) & BUCKET] as number;
      sums[index + 1] = sum;
    }
    const score = (from: number, to: number): number => {
      const features = (ends[to - 1] ?? 0) - (from > 0 ? (ends[from - 1] as number) : 0);
      return this.bias + ((sums[to] as number) - (sums[from] as number)) / Math.sqrt(features + LEAST_FEATURES);
    };
    let best: Window = { from: 0, to: count, score: score(0, count) };
    forEachWindow(count, (from, to) => {
      const value = score(from, to);
      if (value > best.score) best = { from, to, score: value };
    });
    return best;
  }

  /** @param isWordless whether only the ideas are looked at, so that what they say is learned apart from the words */
  learn({ features, isAttack, weight }: Example, isWordless: boolean): void {
    let best: Window | undefined;
    let read: Features | undefined;
    for (const reading of features) {
      if (reading.ends.length === 0) continue;
      const window = this.best(reading);
      if (!best || window.score > best.score) [best, read] = [window, reading];
    }
    if (!best || !read) return;
    const from = best.from > 0 ? (read.ends[best.from - 1] as number) : 0;
    const to = read.ends[best.to - 1] as number;
    const kept = isWordless
      ? read.buckets.subarray(from, to).filter((bucket) => bucket < LEXICAL)
      : read.buckets.subarray(from, to);
    const size = Math.sqrt(kept.length + LEAST_FEATURES);
    const score = isWordless
      ? this.bias + kept.reduce((sum, bucket) => sum + (this.weights[bucket] as number), 0) / size
      : best.score;
    const probability = 1 / (1 + Math.exp(-score));
    const slope = (probability - (isAttack ? SURE : 1 - SURE)) * weight;
    const each = slope / size;
    for (let at = 0; at < kept.length; at++) {
      const bucket = (kept[at] as number) & BUCKET;
      const old = this.weights[bucket] as number;
      const gradient = each + DECAY * old;
      const square = (this.#squares[bucket] as number) + gradient * gradient;
      this.#squares[bucket] = square;
      this.weights[bucket] = old - (RATE * gradient) / Math.sqrt(square);
    }
    this.#biasSquare += slope * slope;
    this.bias -= (RATE * slope) / Math.sqrt(this.#biasSquare);
  }
}

/** Learns from all examples, in an order of its own for each round. */
export function train(examples: readonly Example[], rounds: number, random: () => number): Learner {
  const learner = new Learner();
  const order = [...examples];
  for (let round = 0; round < rounds; round++) {
    for (let index = order.length - 1; index > 0; index--) {
      const other = Math.floor(random() * (index + 1));
      [order[index], order[other]] = [order[other] as Example, order[index] as Example];
    }
    for (const example of order) learner.learn(example, random() < WORDLESS);
  }
  return learner;
}
