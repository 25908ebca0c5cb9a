import { NONE } from './ideas.ts';
import { BLOB, CAPITALS, mixed, OPENS_LINE, OPENS_SENTENCE, SIGN, type Tokens, UNSPACED, wordAt } from './tokens.ts';

/** The table of weights has 2 to the power of this many. */
export const SIZE_BITS = 18;
const MASK = (1 << SIZE_BITS) - 1;

/** How far back ideas are put together, in tokens. */
const NEAR = 12;
const START = 0x51ed;

const KINDS = [
  'word',
  'gram',
  'pair',
  'skip',
  'sentence',
  'line',
  'sign',
  'idea',
  'ideas',
  'threeIdeas',
  'ideaOpens',
  'capitals',
  'runOf2',
  'runOf3',
  'runOf4',
  'ideaBehind',
] as const;
const SEED = Object.fromEntries(KINDS.map((kind, index) => [kind, mixed(index + 101)])) as Record<
  (typeof KINDS)[number],
  number
>;

const bucket = (seed: number, value: number): number => mixed(value ^ seed) & MASK;
/** Two hashes in their order as one value. */
const joined = (one: number, other: number): number => Math.imul(one, 0x01000193) ^ other;

/** Whether a token says something alone: signs do not, and of what is no word the first in a row does. */
export function saysAlone(kinds: Uint8Array, index: number): boolean {
  const kind = kinds[index] as number;
  if (kind & SIGN) return false;
  return !(kind & BLOB) || index === 0 || !((kinds[index - 1] as number) & BLOB);
}

/** What a word says alone: itself, and its runs of four letters where it is longer. Written to `out`; returns the count. */
export function ownBuckets(tokens: Tokens, index: number, out: Int32Array): number {
  out[0] = bucket(SEED.word, tokens.hashes[index] as number);
  if ((tokens.kinds[index] as number) & (UNSPACED | BLOB)) return 1;
  const word = wordAt(tokens, index);
  let size = 1;
  if (word.length > 4) for (let at = -1; at + 4 <= word.length; at++) out[size++] = bucket(SEED.gram, gramAt(word, at));
  return size;
}

/** Four letters from an offset; -1 is the sign before the word, and the one after its end counts as well. */
function gramAt(word: string, at: number): number {
  let hash = 0x1234;
  for (let place = at; place < at + 4; place++)
    hash = Math.imul(hash ^ (place < 0 ? 1 : place >= word.length ? 2 : word.charCodeAt(place)), 0x01000193);
  return hash;
}

/** Within so many tokens what is said again counts no more: a sum would grow with every repetition. */
const ECHO = 160;
const ECHOES = 1 << 12;
/** Beyond it places begin again: what remains is more than any text has. */
const FAR = 1 << 30;

/** Tells which tokens repeat, with the one before them, what was said shortly before. Asked in order, after `begin`. */
export class Echo {
  #hashes: Int32Array = new Int32Array();
  /** In a slot the hash of a pair and where it stood; places count on from text to text, so that nothing is cleared. */
  readonly #slots = new Int32Array(ECHOES * 2);
  #origin = 0;
  #before = START;

  begin({ hashes }: Tokens): void {
    this.#origin += this.#hashes.length + ECHO + 1;
    if (this.#origin > FAR) {
      this.#slots.fill(0);
      this.#origin = ECHO + 1;
    }
    this.#hashes = hashes;
    this.#before = START;
  }

  at(index: number): boolean {
    const hash = this.#hashes[index] as number;
    const pair = mixed(joined(this.#before, hash));
    const place = this.#origin + index;
    const slot = (pair & (ECHOES - 1)) * 2;
    const isEcho = this.#slots[slot] === pair && place - (this.#slots[slot + 1] as number) <= ECHO;
    this.#slots[slot] = pair;
    this.#slots[slot + 1] = place;
    this.#before = hash;
    return isEcho;
  }
}

/** Reads tokens in order and says what each says together with those before it. */
export class Context {
  /** How many of the buckets that were read last say what words stand there rather than what ideas. */
  lexical = 0;
  readonly #tokens: Tokens;
  readonly #ideas: Uint8Array;
  #one = START; // the words before
  #two = START;
  #three = START;
  #sign = START;
  #oldest = -1; // where the last three ideas stand
  #older = -1;
  #old = -1;

  constructor(tokens: Tokens, ideas: Uint8Array) {
    this.#tokens = tokens;
    this.#ideas = ideas;
  }

  /** The buckets of the token at an index, which follows the last one that was read. Written to `out`; returns the count. */
  read(index: number, out: Int32Array): number {
    const hash = this.#tokens.hashes[index] as number;
    const kind = this.#tokens.kinds[index] as number;
    if (kind & SIGN) {
      out[0] = bucket(SEED.sign, joined(hash, kind & OPENS_LINE));
      out[1] = bucket(SEED.sign, joined(this.#sign, hash));
      this.#sign = hash;
      if (kind & OPENS_LINE) this.#one = joined(START, hash);
      this.lexical = 2;
      return 2;
    }
    let size = 0;
    const one = this.#one;
    const two = this.#two;
    const three = this.#three;
    this.#three = two;
    this.#two = one;
    this.#one = hash;
    this.lexical = 0;
    if (kind & BLOB) return 0;
    if (kind & UNSPACED) {
      out[size++] = bucket(SEED.runOf2, joined(one, hash));
      const ofThree = joined(two, joined(one, hash));
      out[size++] = bucket(SEED.runOf3, ofThree);
      out[size++] = bucket(SEED.runOf4, joined(three, ofThree));
    } else {
      out[size++] = bucket(SEED.pair, joined(one, hash));
      out[size++] = bucket(SEED.skip, joined(two, hash));
      if (kind & OPENS_SENTENCE) out[size++] = bucket(SEED.sentence, hash);
      if (kind & OPENS_LINE) out[size++] = bucket(SEED.line, hash);
    }
    this.lexical = size;
    const idea = this.#ideas[index] as number;
    if (kind & CAPITALS) out[size++] = bucket(SEED.capitals, idea);
    return idea === NONE ? size : this.#readIdea(idea, index, one, kind, out, size);
  }

  #readIdea(idea: number, index: number, before: number, kind: number, out: Int32Array, from: number): number {
    let size = from;
    out[size++] = bucket(SEED.idea, idea);
    out[size++] = bucket(SEED.ideaBehind, joined(before, idea));
    if (kind & OPENS_SENTENCE) out[size++] = bucket(SEED.ideaOpens, idea);
    const far = index - NEAR;
    const first = this.#before(this.#oldest, far);
    const second = this.#before(this.#older, far);
    const third = this.#before(this.#old, far);
    if (first !== NONE) out[size++] = bucket(SEED.ideas, first * 64 + idea);
    if (second !== NONE) {
      out[size++] = bucket(SEED.ideas, second * 64 + idea);
      if (first !== NONE) out[size++] = bucket(SEED.threeIdeas, (first * 64 + second) * 64 + idea);
    }
    if (third !== NONE) {
      out[size++] = bucket(SEED.ideas, third * 64 + idea);
      if (second !== NONE) out[size++] = bucket(SEED.threeIdeas, (second * 64 + third) * 64 + idea);
    }
    this.#oldest = this.#older;
    this.#older = this.#old;
    this.#old = index;
    return size;
  }

  #before(index: number, far: number): number {
    return index < far || index < 0 ? NONE : (this.#ideas[index] as number);
  }
}

/** More than a token ever has. */
export const MOST = 64;
