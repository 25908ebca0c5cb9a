import type { Match } from '../../types/guard.ts';

const FULL_WIDTH = '\\uff10-\\uff19\\uff21-\\uff3a\\uff41-\\uff5a';
/** Mathematical alphabets and what of them lies elsewhere; enclosed letters; small capitals; raised and lowered letters. */
const STYLED =
  '\\u{1d400}-\\u{1d7cb}\\u{1ccd6}-\\u{1ccef}\\u2102\\u210a-\\u2115\\u2119-\\u211d\\u2124\\u2128\\u212c-\\u2134\\u2145-\\u2149' +
  '\\u249c-\\u24e9\\u{1f110}-\\u{1f129}\\u{1f130}-\\u{1f149}\\u{1f150}-\\u{1f169}\\u{1f170}-\\u{1f189}' +
  '\\u0262\\u026a\\u0274\\u0280\\u028f\\u0299\\u029c\\u029f\\u1d00-\\u1d22\\ua730\\ua731\\ua7af' +
  '\\u02b0-\\u02b8\\u02e1-\\u02e3\\u1d2c-\\u1d6a\\u2071\\u207f\\u2090-\\u209c';
/** Any of them, or half of one. */
const GATE = /[\u0262-\u02e3\u1d00-\u1d6a\u2071-\u24e9\ua730-\ua7af\uff10-\uff5a\ud833\ud835\ud83c]/g;
/** A longer run comes in parts. */
const RUN = new RegExp(`[${FULL_WIDTH}]{1,64}|[${STYLED}]{1,64}`, 'gu');
const FIRST = new RegExp(`^[${FULL_WIDTH}]`);
/** Shorter words in full width are often signs; four signs of mathematics are seldom set side by side. */
const MIN_FULL_WIDTH = 3;
const MIN_STYLED = 4;

/** How far before a word East Asian letters make its width ordinary. Less than what the reader remembers. */
const BEFORE = 64;
const EASTERN = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Bopo}\p{sc=Hang}]/u;
const LETTER = /\p{L}/u;

/**
 * Finds words in full width with no East Asian text near, and words in letters of mathematics, circles, small capitals and
 * the like. Warnings: nothing is changed.
 */
export class DressedReader {
  /** Everything before it is read: no match that is still to come begins there. Offsets are of the whole text. */
  index = 0;
  #run = 0; // where one begins that reaches to `index`, if one does

  /** Passes over text that holds nothing of interest. */
  pass(index: number): void {
    this.index = index;
    this.#run = index;
  }

  /** @param text from `offset` on, with 64 characters before `index`, and no half of a pair at its end unless `last` */
  read(text: string, offset: number, last: boolean): readonly Match[] {
    const decided = this.index - offset;
    const from = this.#run - offset;
    this.pass(text.length + offset);
    GATE.lastIndex = from;
    if (!GATE.test(text)) return [];
    const matches: Match[] = [];
    RUN.lastIndex = from;
    for (let run = RUN.exec(text); run; run = RUN.exec(text)) {
      const [word] = run;
      const start = run.index;
      const end = start + word.length;
      const isFull = FIRST.test(word);
      const isUsual = start < decided || (isFull && !isOdd(text, start));
      if (end === text.length && !last) {
        this.#run = start + offset;
        if (!isUsual) this.index = this.#run;
      } else if (!isUsual && isWord(word, isFull) && !(isFull && EASTERN.test(characterAt(text, end)))) {
        const rule = isFull ? 'unicode/full-width' : 'unicode/styled-letters';
        matches.push({ rule, score: 0.5, start: start + offset, end: end + offset });
      }
    }
    return matches;
  }
}

const isWord = (run: string, isFull: boolean): boolean =>
  isFull ? run.length >= MIN_FULL_WIDTH : Array.from(run).length >= MIN_STYLED;

/** Whether letters stand before a word in full width, and none of them is East Asian. */
function isOdd(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - BEFORE), start);
  return LETTER.test(before) && !EASTERN.test(before);
}

const characterAt = (text: string, index: number): string => String.fromCodePoint(text.codePointAt(index) ?? 0);
