import { endsInHalf } from '../../lib/half.ts';
import { Offsets } from '../../lib/screening/offsets.ts';
import type { Match } from '../../types/guard.ts';
import type { Stretch } from './view.ts';

/** Characters that may stand for a plain one: blanks, dashes, full width, digits of all scripts, letters of styles. */
const FOLDABLE =
  /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u2010-\u2015\u2212\u2024\ufb00-\ufb06\ufe52\ufe6b\uff01-\uff5e\uff61\u2460-\u24ff\u2100-\u218f]|(?![0-9])\p{Nd}|[\u{1d400}-\u{1d7ff}\u{1f100}-\u{1f1ff}]/gu;
const MAY_FOLD = /[^\0-\x9f\u00a1-\u065f]/;
const MOST = 4_096;
const known = new Map<string, string>(); // a text has few different characters

/** Reads a text in pieces, each character as the ASCII that it stands for. Linear; nothing is done for plain Latin text. */
export class Fold {
  readonly #offsets = new Offsets();
  #half = '';
  #length = 0;
  /** How much of the text was read. */
  given = 0;

  read(piece: string, last: boolean): string {
    let text = this.#half + piece;
    this.#half = '';
    if (!last && endsInHalf(text)) {
      this.#half = text.slice(-1);
      text = text.slice(0, -1);
    }
    const folded = MAY_FOLD.test(text) ? this.#fold(text) : text;
    this.given += text.length;
    this.#length += folded.length;
    return folded;
  }

  /** Where a view's offset lies in the given text. */
  start(offset: number): number {
    return this.#offsets.start(offset);
  }

  restore(match: Match): Match {
    return this.#offsets.restore(match);
  }

  #fold(text: string): string {
    const stretches: Stretch[] = [];
    for (const { 0: given, index: start } of text.matchAll(FOLDABLE)) {
      const plain = plainOf(given);
      if (plain !== given) stretches.push({ start, end: start + given.length, plain });
    }
    return this.#offsets.edit(text, stretches, (_, { plain }) => plain, this.#length, this.given);
  }
}

/** The ASCII that a character stands for; itself where it stands for none. */
function plainOf(given: string): string {
  let plain = known.get(given);
  if (plain === undefined) {
    if (known.size === MOST) known.clear();
    plain = lookUp(given);
    known.set(given, plain);
  }
  return plain;
}

function lookUp(given: string): string {
  if (/\p{Zs}/u.test(given)) return ' ';
  if (/\p{Pd}|\u2212/u.test(given)) return '-';
  if (given === '\uff61') return '.';
  const compatible = given.normalize('NFKC');
  if (/\p{N}/u.test(given)) return /\p{Nd}/u.test(given) ? digitOf(compatible) : given;
  return /^[\x21-\x7e]{1,4}$/.test(compatible) ? compatible : given;
}

/** The digits of a script stand in order, ten or tens of them side by side. */
function digitOf(given: string): string {
  if (/^\d$/.test(given)) return given;
  const code = given.codePointAt(0) ?? 0;
  let before = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - before - 1))) before++;
  return String(before % 10);
}
