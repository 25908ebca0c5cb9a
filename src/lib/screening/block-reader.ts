import type { Guard, GuardReader, Match, ScanContext } from '../../types/guard.ts';
import { borderBefore } from '../stretches.ts';
import { readMatches, splitsPair } from './matches.ts';

/** What is read together of a long text, in UTF-16 units. */
export interface BlockSize {
  /** At most so much is read at once. */
  readonly window: number;
  /** How much of it was read before, and how much is read again: what a match may depend on. */
  readonly overlap: number;
}

const NONE: readonly Match[] = [];

/**
 * Reads a text of any length with a guard that only knows whole texts: in windows that overlap, cut by length alone, so that
 * the matches do not depend on how the text comes in pieces. A text no longer than a window is read as the whole that it is.
 */
export class BlockReader implements GuardReader {
  readonly #guard: Guard;
  readonly #context: ScanContext;
  readonly #size: BlockSize;
  #text = '';
  #base = 0; // where #text begins in the whole
  decided = 0;

  constructor(guard: Guard, context: ScanContext, size: BlockSize) {
    this.#guard = guard;
    this.#context = context;
    this.#size = size;
  }

  read(piece: string, last: boolean): readonly Match[] {
    this.#text += piece;
    const { window, overlap } = this.#size;
    if (this.#text.length <= window && !last) return NONE;
    const matches: Match[] = [];
    while (this.#text.length > window) {
      const end = window - Number(splitsPair(this.#text, window));
      matches.push(...this.#decide(this.#text.slice(0, end), end - overlap));
    }
    if (last) matches.push(...this.#decide(this.#text, this.#text.length));
    return matches;
  }

  /** Everything in a window that is not decided yet, up to a border; further where something reaches over all that is new. */
  #decide(window: string, border: number): readonly Match[] {
    const from = this.decided - this.#base;
    const found = readMatches(this.#scan(window), window).flatMap((match) => over(match, from));
    let until = borderBefore(found, border);
    if (until <= from) until = endOf(found, border);
    const base = this.#base;
    this.decided = base + until;
    const gone = Math.max(0, until - this.#size.overlap);
    this.#text = this.#text.slice(gone);
    this.#base += gone;
    return found
      .filter(({ start }) => start < until)
      .map((match) => ({ ...match, start: match.start + base, end: match.end + base }));
  }

  #scan(window: string): readonly Match[] {
    const matches = this.#guard.scan(window, this.#context);
    if (matches instanceof Promise) throw new TypeError('A guard that is read in windows must answer at once');
    return matches;
  }
}

/** What reaches over the border to what is decided: it counts from there on where it lies behind it for the most part. */
const over = (match: Match, from: number): readonly Match[] => {
  if (match.start >= from) return [match];
  return (match.end - from) * 2 >= match.end - match.start ? [{ ...match, start: from }] : NONE;
};

/** The first offset behind another that nothing reaches over; matches are in order of start. */
const endOf = (found: readonly Match[], offset: number): number =>
  found.reduce((end, match) => (match.start < end ? Math.max(end, match.end) : end), offset);
