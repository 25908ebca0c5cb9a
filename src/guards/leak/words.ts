import { endsInHalf } from '../../lib/half.ts';
import { isAscii, signOf } from './signs.ts';

/** A word in lower case without accents or punctuation, or one letter of a script that writes no spaces. */
export interface Word {
  readonly text: string;
  /** Where it stands: UTF-16 units from the beginning, end exclusive. */
  readonly start: number;
  readonly end: number;
  /** What it counts for in a run: `ENOUGH` is a run. */
  readonly weight: number;
}

/** Twelve words, forty letters of a script without spaces, or a mixture. */
export const ENOUGH = 120;
const WORD = 10;
export const LETTER = 3;

/** A longer word is cut, so that none is kept whole: in letters, and in units with all that is unseen in it. */
const LONGEST_WORD = 64;
const LONGEST_SPAN = 256;

/** Reads a text word by word, in pieces cut anywhere. */
export class Words {
  readonly #take: (word: Word) => void;
  #text = ''; // of the word that has begun
  #start = 0;
  #end = 0;
  #half = ''; // of a character whose other half is still to come
  length = 0;

  constructor(take: (word: Word) => void) {
    this.#take = take;
  }

  /** Where the word begins that is not complete; the length where there is none. */
  get open(): number {
    return this.#text === '' ? this.length : this.#start;
  }

  read(piece: string, last: boolean): void {
    const text = this.#half + piece;
    this.#half = !last && endsInHalf(text) ? text.slice(-1) : '';
    const base = this.length;
    const length = text.length - this.#half.length;
    let at = 0;
    while (at < length) {
      const from = at;
      const most = Math.min(length, at + LONGEST_WORD - this.#text.length);
      while (at < most && isAscii(text.charCodeAt(at))) at++;
      if (at > from) this.#add(text.slice(from, at).toLowerCase(), base + from, base + at);
      else at += this.#other(text.codePointAt(at) ?? 0, base + at);
    }
    this.length = base + length;
    if (last) this.#close();
  }

  /** Takes any other character; returns its size. */
  #other(code: number, start: number): number {
    const size = code > 0xffff ? 2 : 1;
    const { kind, folded } = signOf(code);
    if (start - this.#start >= LONGEST_SPAN) this.#close();
    if (kind === 'word') this.#add(folded, start, start + size);
    else if (kind !== 'nothing') this.#close();
    if (kind === 'alone') this.#take({ text: folded, start, end: start + size, weight: LETTER });
    return size;
  }

  #add(text: string, start: number, end: number): void {
    if (start - this.#start >= LONGEST_SPAN) this.#close();
    if (this.#text === '') this.#start = start;
    this.#text += text;
    this.#end = end;
    if (this.#text.length >= LONGEST_WORD) this.#close();
  }

  #close(): void {
    if (this.#text === '') return;
    const text = this.#text;
    this.#text = '';
    this.#take({ text, start: this.#start, end: this.#end, weight: WORD });
  }
}
