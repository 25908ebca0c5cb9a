import type { Match } from '../../types/guard.ts';
import { TWINS } from './data.ts';
import { lookAlike } from './look-alikes.ts';

/** Where these letters begin and end: text without them needs no search for pairs. */
const ALPHABETS = /[\u037a-\u058f\u13a0-\u16ff\u1d26\u2c80-\u2d7f\ua4d0-\ua64f\uab70-\uabbf]/g;
const FIRST = new RegExp(`[${TWINS}]`);
/** A letter beside a twin, or one and what may stand between two words of a text or a host name. */
const SEAM = new RegExp(`[A-Za-z](?:[ .@_-]|://)?[${TWINS}]|[${TWINS}][A-Za-z]`, 'g');
const PURE = new RegExp(`^[\\p{sc=Latn}\\p{Mn}${TWINS}]+$`, 'u');
const LATIN = /\p{sc=Latn}/u;
/** All twins, and not a word in capitals: abbreviations such as those of states are read in another script by right. */
const WHOLE = new RegExp(`^(?=.*[\\p{Ll}\\p{Lo}])[${TWINS}]+$`, 'u');
/** A letter that is neither Latin nor a twin. */
const FOREIGN = new RegExp(`(?![\\p{sc=Latn}${TWINS}])\\p{L}`, 'u');

/** Shorter words are mostly slips of a bilingual keyboard; longer runs are no words. */
const MIN_WORD = 3;
const MAX_WORD = 64;
/** Shorter words wholly of twins are too often real words. */
const MIN_WHOLE = 4;
/** How far before such a word nothing of its script may stand. Less than what the reader remembers. */
const BEFORE = 64;
const REST = /[\p{L}\p{Mn}]*/uy;
/** What of a word stands before an offset, and at least one character more than a word may have. */
const HEAD = new RegExp(`(?<=([\\p{L}\\p{Mn}]{0,${MAX_WORD + 1}}))`, 'uy');

/**
 * Whether a word holds Latin letters and others, each of which is drawn like a Latin one: what a detector reads as the word
 * that it imitates. Wider than the rule, which asks for letters that are drawn alike in most fonts.
 */
export function isMixedScript(word: string): boolean {
  let latin = false;
  let other = false;
  for (const character of word) {
    if (LATIN.test(character)) latin = true;
    else if (lookAlike(character.codePointAt(0) ?? 0) !== undefined) other = true;
    else if (/\p{L}/u.test(character)) return false;
  }
  return latin && other;
}

/**
 * Finds words of Latin letters in which every other letter is the twin of a Latin one, from the first twin on: what stands
 * before it is ordinary text, and a stream need not hold it. Also words wholly of twins right behind Latin text. A warning:
 * nothing is changed.
 */
export class MixedScriptReader {
  /** Everything before it is read: no match that is still to come begins there. Offsets are of the whole text. */
  index = 0;

  /** @param text from `offset` on, with 64 characters and a word or more before `index` */
  read(text: string, offset: number, last: boolean): readonly Match[] {
    const from = this.index - offset;
    ALPHABETS.lastIndex = from;
    if (!ALPHABETS.test(text)) {
      this.index = text.length + offset;
      return [];
    }
    const matches: Match[] = [];
    SEAM.lastIndex = Math.max(0, from - 4);
    for (let seam = SEAM.exec(text); seam; seam = SEAM.exec(text)) {
      const [{ length }] = seam;
      const inside = seam.index + length - 1;
      REST.lastIndex = inside;
      REST.test(text);
      const end = REST.lastIndex;
      if (end === text.length && !last) break;
      SEAM.lastIndex = end - 1; // its last letter may be what stands before the next
      const start = disguiseOf(text, length > 2 ? inside : headOf(text, inside), end);
      if (start === undefined || start < from) continue;
      matches.push({ rule: 'unicode/mixed-script', score: 0.5, start: start + offset, end: end + offset });
    }
    const open = last ? undefined : twinOf(headOf(text, text.length), text, text.length);
    this.index = (open ?? text.length) + offset;
    return matches;
  }
}

/** Where the disguise of a word begins, if it is one. */
function disguiseOf(text: string, start: number, end: number): number | undefined {
  const twin = end - start < MIN_WORD ? undefined : twinOf(start, text, end);
  if (twin === undefined || LATIN.test(text.slice(start, end))) return twin;
  const whole = end - start >= MIN_WHOLE && WHOLE.test(text.slice(start, end));
  return whole && !FOREIGN.test(text.slice(Math.max(0, start - BEFORE), start)) ? start : undefined;
}

/** Where the first twin of a word stands, if it is of Latin letters and twins alone and not too long. */
function twinOf(start: number, text: string, end: number): number | undefined {
  if (end === start || end - start > MAX_WORD) return undefined;
  const word = text.slice(start, end);
  const first = word.search(FIRST);
  return first >= 0 && PURE.test(word) ? start + first : undefined;
}

/** Where the word begins of which a part stands before an offset, or farther back than a word may reach. */
export function headOf(text: string, index: number): number {
  HEAD.lastIndex = index;
  return index - (HEAD.exec(text)?.[1]?.length ?? 0);
}
