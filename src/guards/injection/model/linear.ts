import { type Signs, writtenAs } from '../decoded.ts';
import { Context, Echo, MOST, ownBuckets, SIZE_BITS, saysAlone } from './features.ts';
import { bitOf, Ideas, type Meaning, NONE } from './ideas.ts';
import { BLOB, type Tokens, tokensOf, UNSPACED, wordAt } from './tokens.ts';

/** Windows in tokens at which a text is read; they begin at every fourth part of their length. */
const WINDOWS = [16, 48, 160] as const;
const STEPS = 4;
/** Few features say less for certain. */
export const LEAST_FEATURES = 8;
/** More than so many say no more: a long text that leans a little to one side is not the surer for its length. */
const MOST_FEATURES = 2_000;

/** Visits the windows of a text of so many tokens that are shorter than it. */
export function forEachWindow(count: number, visit: (from: number, to: number) => void): void {
  for (const window of WINDOWS) {
    if (window >= count) return;
    const step = window / STEPS;
    for (let from = 0; from + window - step < count; from += step) visit(from, Math.min(count, from + window));
  }
}

/** What is shipped: weights of one byte each, and the words of the ideas. */
export interface Weights {
  readonly weights: Int8Array;
  readonly scale: number;
  readonly bias: number;
  readonly stems: readonly string[];
}

/** Sums up to each token, from which any window is scored at once. */
export interface Reading {
  readonly tokens: Tokens;
  readonly sums: Int32Array;
  /** The same with what is repeated, for short stretches. */
  readonly allSums: Int32Array;
  readonly counts: Int32Array;
  readonly signs: Signs;
}

/** Words of which is known what they say alone, by hash: tables of fixed size that hold no text. */
const KNOWN = 1 << 14;
/** In a slot of the table: both hashes, the number of features with the idea and flags, the sum of the weights. */
const FIELDS = 4;
const PAIRED = 1 << 16;
const [TURNED, BACKWARD] = [17, 18];

/** A linear model over hashed features. */
export class Linear {
  readonly #weights: Int8Array;
  readonly #scale: number;
  readonly bias: number;
  readonly #ideas: Ideas;
  readonly #known = new Int32Array(KNOWN * FIELDS);
  readonly #seconds = new Int32Array(KNOWN);
  readonly #meanings: (Meaning | undefined)[] = new Array(KNOWN);
  readonly #out = new Int32Array(MOST);
  readonly #echo = new Echo();

  constructor({ weights, scale, bias, stems }: Weights) {
    if (weights.length !== 1 << SIZE_BITS) throw new RangeError('The weights do not fit the features');
    this.#weights = weights;
    this.#scale = scale;
    this.bias = bias;
    this.#ideas = new Ideas(stems);
  }

  read(text: string): Reading {
    const tokens = tokensOf(text);
    const { count, kinds, hashes, seals } = tokens;
    const ideas = new Uint8Array(count).fill(NONE);
    const context = new Context(tokens, ideas);
    const echo = this.#echo;
    echo.begin(tokens);
    const sums = new Int32Array(count + 1);
    const allSums = new Int32Array(count + 1);
    let [mixed, turned, backward, isApart] = [0, 0, 0, false];
    const counts = new Int32Array(count + 1);
    const weights = this.#weights;
    const known = this.#known;
    const out = this.#out;
    let sum = 0;
    let echoed = 0;
    let features = 0;
    for (let index = 0; index < count; index++) {
      const kind = kinds[index] as number;
      const isEcho = echo.at(index);
      let part = 0;
      if (saysAlone(kinds, index)) {
        const hash = hashes[index] as number;
        let slot = hash & (KNOWN - 1);
        if (known[slot * FIELDS] !== hash || known[slot * FIELDS + 1] !== seals[index])
          slot = this.#other(tokens, index, slot);
        const at = slot * FIELDS;
        const info = known[at + 2] as number;
        features += info & 0xff;
        part += known[at + 3] as number;
        turned += (info >>> TURNED) & 1;
        backward += (info >>> BACKWARD) & 1;
        if (kind & UNSPACED) this.#ideas.readUnspaced(tokens, index, ideas);
        else if (info & PAIRED && this.#mayPair(tokens, index, slot)) {
          this.#ideas.readWord(this.#meanings[slot] as Meaning, tokens, index, ideas);
        } else {
          const idea = (info >> 8) & 0xff;
          if (idea !== NONE) ideas[index] = idea;
        }
      }
      if (kind & BLOB) {
        mixed++;
        if ((tokens.ends[index] as number) - (tokens.starts[index] as number) === 1) isApart = true;
      }
      const size = context.read(index, out);
      for (let at = 0; at < size; at++) part += weights[out[at] as number] as number;
      features += size; // an echo says nothing new, and thins out what else is said
      if (isEcho) echoed += part;
      else sum += part;
      sums[index + 1] = sum;
      allSums[index + 1] = sum + echoed;
      counts[index + 1] = features;
    }
    return { tokens, sums, allSums, counts, signs: { mixed, turned, backward, isApart } };
  }

  /** The log of the odds that the tokens from one to before another are an attack. */
  score({ sums, counts }: Pick<Reading, 'sums' | 'counts'>, from: number, to: number): number {
    const sum = (sums[to] as number) - (sums[from] as number);
    const features = (counts[to] as number) - (counts[from] as number);
    const counted = Math.min(features, MOST_FEATURES);
    return this.bias + (((sum * this.#scale) / Math.max(features, 1)) * counted) / Math.sqrt(counted + LEAST_FEATURES);
  }

  /** Whether the next word begins as one that makes a pair with this one does. */
  #mayPair({ text, starts, count }: Tokens, index: number, slot: number): boolean {
    const next = index + 1;
    return next < count && ((this.#seconds[slot] as number) & bitOf(text.charCodeAt(starts[next] as number))) !== 0;
  }

  /** The slot beside one that another word has; where the word is in neither it takes the first, whose word moves over. */
  #other(tokens: Tokens, index: number, slot: number): number {
    const beside = slot ^ 1;
    const isKnown =
      this.#known[beside * FIELDS] === tokens.hashes[index] && this.#known[beside * FIELDS + 1] === tokens.seals[index];
    if (isKnown) return beside;
    this.#known.copyWithin(beside * FIELDS, slot * FIELDS, (slot + 1) * FIELDS);
    this.#meanings[beside] = this.#meanings[slot];
    this.#seconds[beside] = this.#seconds[slot] as number;
    this.#learn(tokens, index, slot);
    return slot;
  }

  #learn(tokens: Tokens, index: number, slot: number): void {
    const own = new Int32Array(MOST);
    const size = ownBuckets(tokens, index, own);
    const part = own.subarray(0, size).reduce((sum, bucket) => sum + (this.#weights[bucket] as number), 0);
    const isWord = !((tokens.kinds[index] as number) & (UNSPACED | BLOB));
    const meaning = isWord ? this.#ideas.meaningOf(wordAt(tokens, index)) : undefined;
    const written = isWord ? writtenAs(tokens.hashes[index] as number) : undefined;
    const flags = written === 'turned' ? 1 << TURNED : written === 'backward' ? 1 << BACKWARD : 0;
    const isPaired = meaning !== undefined && meaning.pairs.length > 0;
    this.#meanings[slot] = isPaired ? meaning : undefined;
    this.#seconds[slot] = meaning?.seconds ?? 0;
    this.#known[slot * FIELDS] = tokens.hashes[index] as number;
    this.#known[slot * FIELDS + 1] = tokens.seals[index] as number;
    this.#known[slot * FIELDS + 3] = part;
    this.#known[slot * FIELDS + 2] = size | ((meaning?.idea ?? NONE) << 8) | (isPaired ? PAIRED : 0) | flags;
  }
}
