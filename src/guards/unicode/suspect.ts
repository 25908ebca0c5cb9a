import { HEAVIEST, MOST_MARKS } from './hidden.ts';
import { IS, traitsOf } from './traits.ts';

/** Anything that a rule may look at inside Latin-1. */
const CONTROLS = /[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad]/;

/** The rest, in small classes, which V8 scans at about 1 ms per MB each (all in one: 8), and in Latin-1 at 0. A few visible
 * neighbours, such as Khmer vowels, only cost a closer look. */
const HIDERS = [
  /[\u200b-\u200f\u2028-\u202e\u2060-\u206f]/,
  /[\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff]/,
  /[\u034f\u061c\u2800\u3164\ufdd0-\ufdef]/,
  /[\u115f\u1160\u17b4-\u180f]/,
  /[\ud82f\ud834\udb40-\udb43]/,
  /[\ud83f\ud87f\ud8bf\ud8ff\ud93f\ud97f\ud9bf\ud9ff\uda3f\uda7f\udabf\udaff\udb3f\udb7f\udbbf\udbff][\udffe\udfff]/,
];

/** Whether more than `most` marks stand in a row. Looks at every unit of that distance first: a longer row cannot pass between. */
function stacked(text: string, most: number): boolean {
  const stride = most + 1;
  for (let index = most; index < text.length; index += stride) {
    if (text.charCodeAt(index) < 0x300 || !isMark(text, index)) continue;
    let start = index;
    while (start > 0 && index - start < stride && isMark(text, start - 1)) start--;
    let end = index + 1;
    while (end < text.length && end - start < stride && isMark(text, end)) end++;
    if (end - start >= stride) return true;
  }
  return false;
}

/** Half a pair counts as a mark here: marks beyond the basic plane are rare, and a false alarm costs only time. */
function isMark(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  return (unit >= 0xd800 && unit <= 0xdfff) || (unit >= 0x300 && (traitsOf(unit) & IS.mark) !== 0);
}

/** Whether a text needs a closer look. False for nearly all real text, at about 2 ms per MB of Latin-1. */
export const isSuspect = (text: string): boolean =>
  CONTROLS.test(text) ||
  HIDERS.some((pattern) => pattern.test(text)) ||
  !text.isWellFormed() ||
  stacked(text, MOST_MARKS / HEAVIEST);
