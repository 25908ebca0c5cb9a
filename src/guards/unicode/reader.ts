import { byStart } from '../../lib/stretches.ts';
import type { GuardReader, Match } from '../../types/guard.ts';
import { Company } from './company.ts';
import { DressedReader } from './dressed.ts';
import { HiddenReader } from './hidden.ts';
import { MixedScriptReader } from './mixed-script.ts';
import { isSuspect } from './suspect.ts';

/** Pieces of this alone leave at once what no rule waits for. */
const PLAIN = /^[\t\n\r -~]+$/;
const HIGH_HALF = /[\ud800-\udbff]$/;
/** What the rules look back at: 64 characters before a word, and 32 for right-to-left text. */
const LOOK_BEHIND = 72;
const FORGOTTEN = 64;
/** From here on it pays to ask whether a piece needs a closer look at all. */
const LONG = 64;

/**
 * Reads a text in pieces, or in one. What it remembers, such as how many marks a base has or whether a row of joiners spells
 * a message, does not depend on where the pieces end.
 */
export class UnicodeReader implements GuardReader {
  decided = 0;
  #text = ''; // from #offset on
  #offset = 0;
  #half = ''; // of a pair, at the end of a piece
  #idle = true;
  readonly #hidden = new HiddenReader();
  readonly #company = new Company();
  readonly #words = new MixedScriptReader();
  readonly #dressed = new DressedReader();
  #removals: Match[] = [];
  #warnings: Match[] = [];

  read(piece: string, last: boolean): readonly Match[] {
    const plain = this.#idle && PLAIN.test(piece);
    let rest = plain ? piece : this.#half + piece;
    this.#half = '';
    if (!plain && !last && HIGH_HALF.test(rest)) {
      this.#half = rest.slice(-1);
      rest = rest.slice(0, -1);
    }
    this.#forget();
    this.#text += rest;
    const { length } = this.#text;
    if (plain && this.#hidden.skip(this.#text, this.#offset)) {
      this.#words.index = this.decided = length + this.#offset;
      this.#dressed.pass(this.decided);
      return [];
    }
    const clean = this.#idle && rest.length >= LONG && !isSuspect(rest) && this.#hidden.skip(this.#text, this.#offset);
    this.#look(clean, last);
    return this.#settled(last);
  }

  #look(clean: boolean, last: boolean): void {
    if (!clean || last) {
      const runs = this.#hidden.read(this.#text, this.#offset, last);
      const going = this.#company.settle(runs, this.#hidden.at, last);
      for (const { rule, start, end } of going) this.#removals.push({ rule, score: 1, start, end });
    }
    const mixed = this.#words.read(this.#text, this.#offset, last);
    const dressed = this.#dressed.read(this.#text, this.#offset, last);
    if (mixed.length + dressed.length > 0) this.#warnings = [...this.#warnings, ...mixed, ...dressed].sort(byStart);
  }

  /** What is decided now and was not before. */
  #settled(last: boolean): readonly Match[] {
    const length = this.#text.length + this.#offset;
    let until = Math.min(this.#hidden.decided, this.#company.open ?? length, this.#words.index, this.#dressed.index);
    for (let before = -1; before !== until; ) {
      before = until;
      until = startOf(this.#removals, startOf(this.#warnings, until));
    }
    this.decided = until;
    const isDone = ({ start }: Match): boolean => start < until;
    const matches = interleave(this.#removals.filter(isDone), apart(this.#warnings.filter(isDone)));
    const isOpen = ({ start }: Match): boolean => start >= until;
    this.#removals = this.#removals.filter(isOpen);
    this.#warnings = this.#warnings.filter(isOpen);
    this.#idle = until === length && this.#half === '' && !last;
    return matches;
  }

  /** In large steps, so that a text in small pieces is not copied for each of them. */
  #forget(): void {
    const past = Math.min(this.#hidden.index, this.#words.index, this.#dressed.index) - this.#offset - LOOK_BEHIND;
    if (past < FORGOTTEN) return;
    this.#text = this.#text.slice(past);
    this.#offset += past;
  }
}

/** An offset, or where the match begins that reaches past it. */
const startOf = (matches: readonly Match[], offset: number): number =>
  matches.find(({ start, end }) => start < offset && end > offset)?.start ?? offset;

/** Without those that lie in a longer one, as a word in full width does in one of mixed scripts. */
function apart(warnings: readonly Match[]): readonly Match[] {
  let last = 0;
  return warnings.filter(({ start, end }) => {
    if (start < last) return false;
    last = end;
    return true;
  });
}

/** Both in order; a warning that a removal cuts into gives way. */
function interleave(removals: readonly Match[], warnings: readonly Match[]): readonly Match[] {
  if (warnings.length === 0) return removals;
  if (removals.length === 0) return warnings;
  let next = 0;
  const kept = warnings.filter(({ start, end }) => {
    while ((removals[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    return (removals[next]?.start ?? end) >= end;
  });
  return [...removals, ...kept].sort(byStart);
}
