import { BLOB, type Tokens, UNSPACED, wordAt } from './tokens.ts';

/** Stands for no idea. */
export const NONE = 255;

/** The beginning of the word that has to follow, and what both stand for. */
interface Pair {
  readonly second: string;
  readonly idea: number;
}

/** What a word stands for, alone and with others that may follow. */
export interface Meaning {
  readonly idea: number;
  readonly pairs: readonly Pair[];
  /** With what the second words of the pairs begin, as `bitOf` has it; 0 where there are no pairs. */
  readonly seconds: number;
}

/** A bit for the unit with which a word begins: one for a letter of ASCII in either case, any for other units. */
export const bitOf = (unit: number): number => (unit < 0x80 ? 1 << (unit & 0x1f) : -1);

/**
 * Knows the ideas of words. `stems` has for each idea its entries, folded and parted by spaces: a beginning of words, `=word`,
 * or `one+two` for words that follow each other. The longest beginning counts.
 */
export class Ideas {
  readonly #stems = new Map<string, number>();
  readonly #wholes = new Map<string, number>();
  readonly #pairs = new Map<string, Pair[]>();
  /** By the unit with which a word begins: how long an entry is at most. */
  readonly #longest = new Uint8Array(0x10000);

  constructor(stems: readonly string[]) {
    for (const [idea, entries] of stems.entries()) for (const entry of entries.split(' ')) this.#add(entry, idea);
  }

  #add(entry: string, idea: number): void {
    const isWhole = entry.charCodeAt(0) === 0x3d; // =
    const plus = entry.indexOf('+');
    const stem = isWhole ? entry.slice(1) : plus < 0 ? entry : entry.slice(0, plus);
    if (stem === '') return;
    const unit = stem.charCodeAt(0);
    if (stem.length > (this.#longest[unit] as number)) this.#longest[unit] = stem.length;
    if (plus >= 0) {
      const pair = { second: entry.slice(plus + 1), idea };
      const pairs = this.#pairs.get(stem);
      if (pairs) pairs.push(pair);
      else this.#pairs.set(stem, [pair]);
    } else {
      const table = isWhole ? this.#wholes : this.#stems;
      if (!table.has(stem)) table.set(stem, idea);
    }
  }

  meaningOf(word: string): Meaning {
    const pairs: Pair[] = [];
    let idea = NONE;
    const most = Math.min(word.length, this.#longest[word.charCodeAt(0) || 0] as number);
    for (let length = 1; length <= most; length++) {
      const stem = word.slice(0, length);
      idea = this.#stems.get(stem) ?? idea;
      pairs.push(...(this.#pairs.get(stem) ?? []));
    }
    const seconds = pairs.reduce((bits, { second }) => bits | bitOf(second.charCodeAt(0)), 0);
    return { idea: this.#wholes.get(word) ?? idea, pairs, seconds };
  }

  /** Writes the idea of a word of a known meaning, and of the next where the two are a pair. */
  readWord({ idea, pairs }: Meaning, tokens: Tokens, index: number, ideas: Uint8Array): void {
    const paired = pairs.length > 0 ? pairedAt(tokens, index, pairs) : undefined;
    if (paired !== undefined) ideas[index + 1] = paired;
    if (paired !== undefined || idea !== NONE) ideas[index] = paired ?? idea;
  }

  /** Writes the idea of the characters that begin at one of a script without spaces. */
  readUnspaced({ text, starts, kinds, count }: Tokens, index: number, ideas: Uint8Array): void {
    const start = starts[index] as number;
    const most = this.#longest[text.charCodeAt(start)] as number;
    for (let length = 1; length <= most; length++) {
      const last = index + length - 1;
      if (last >= count || ((kinds[last] as number) & UNSPACED) === 0 || starts[last] !== start + length - 1) return;
      const idea = this.#stems.get(text.slice(start, start + length));
      if (idea !== undefined) ideas[index] = idea;
    }
  }
}

function pairedAt(tokens: Tokens, index: number, pairs: readonly Pair[]): number | undefined {
  if (index + 1 >= tokens.count) return undefined;
  for (const { second, idea } of pairs) if (begins(tokens, index + 1, second)) return idea;
  return undefined;
}

/** Whether a word begins with another one. ASCII is compared as it stands, anything else as it is read. */
function begins(tokens: Tokens, index: number, word: string): boolean {
  const { text, starts, ends } = tokens;
  const start = starts[index] as number;
  const end = ends[index] as number;
  for (let at = 0; at < word.length; at++) {
    const unit = start + at < end ? text.charCodeAt(start + at) : 0;
    if (unit > 0x7f || unit === 0x27 || unit === 0x2d) return wordAt(tokens, index).startsWith(word); // ' and - are dropped
    const small = unit >= 0x41 && unit <= 0x5a ? unit | 0x20 : unit;
    if (small !== word.charCodeAt(at)) return false;
  }
  return ((tokens.kinds[index] as number) & BLOB) === 0;
}
