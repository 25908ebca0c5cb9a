import type { Match } from '../../types/guard.ts';

/** Letters that most fonts draw as a Latin one. Greek small letters of science (alpha, mu, nu) are left out on purpose. */
const TWIN =
  '\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03f2\u03f3' +
  '\u0405\u0406\u0408\u0410\u0412\u0415\u0417\u041a\u041c-\u041e\u0420-\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445' +
  '\u0455\u0456\u0458\u04ae\u04af\u04ba\u04bb\u04c0\u04cf\u0501\u051a-\u051d\u0570\u0578\u057d\u0585';
/** Where these letters begin and end: text without them needs no search for pairs. */
const ALPHABETS = /[\u0391-\u0585]/g;
const FIRST = new RegExp(`[${TWIN}]`);
const SEAM = new RegExp(`[A-Za-z][${TWIN}]|[${TWIN}][A-Za-z]`, 'g');
const PURE = new RegExp(`^(?:[\\p{sc=Latn}\\p{Mn}${TWIN}])+$`, 'u');

/** Shorter words are mostly slips of a bilingual keyboard; longer runs are no words. */
const MIN_WORD = 3;
const MAX_WORD = 64;
const REST = /[\p{L}\p{Mn}]*/uy;
/** What of a word stands before an offset, and at least one character more than a word may have. */
const HEAD = new RegExp(`(?<=([\\p{L}\\p{Mn}]{0,${MAX_WORD + 1}}))`, 'uy');

/**
 * Finds words of Latin letters in which every other letter is the twin of a Latin one, from the first twin on: what stands
 * before it is ordinary text, and a stream need not hold it. A warning: nothing is changed.
 */
export class MixedScriptReader {
  /** Everything before it is read: no match that is still to come begins there. Offsets are of the whole text. */
  index = 0;

  /** @param text from `offset` on, with a word or more before `index` */
  read(text: string, offset: number, last: boolean): readonly Match[] {
    const from = this.index - offset;
    ALPHABETS.lastIndex = from;
    if (!ALPHABETS.test(text)) {
      this.index = text.length + offset;
      return [];
    }
    const matches: Match[] = [];
    SEAM.lastIndex = Math.max(0, from - 1);
    for (let seam = SEAM.exec(text); seam; seam = SEAM.exec(text)) {
      REST.lastIndex = seam.index;
      REST.test(text);
      const end = REST.lastIndex;
      if (end === text.length && !last) break;
      SEAM.lastIndex = end;
      const head = headOf(text, seam.index);
      const start = end - head < MIN_WORD ? undefined : twinOf(head, text, end);
      if (start === undefined) continue;
      matches.push({ rule: 'unicode/mixed-script', score: 0.5, start: start + offset, end: end + offset });
    }
    const open = last ? undefined : twinOf(headOf(text, text.length), text, text.length);
    this.index = (open ?? text.length) + offset;
    return matches;
  }
}

/** Where the first twin of a word stands, if it is of Latin letters and twins alone and not too long. */
function twinOf(start: number, text: string, end: number): number | undefined {
  if (end === start || end - start > MAX_WORD) return undefined;
  const word = text.slice(start, end);
  const first = word.search(FIRST);
  return first >= 0 && PURE.test(word) ? start + first : undefined;
}

function headOf(text: string, index: number): number {
  HEAD.lastIndex = index;
  return index - (HEAD.exec(text)?.[1]?.length ?? 0);
}
