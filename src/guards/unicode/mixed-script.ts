import type { Match } from '../../types/guard.ts';

/** Letters that most fonts draw as a Latin one. Greek small letters of science (alpha, mu, nu) are left out on purpose. */
const TWIN =
  '\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03f2\u03f3' +
  '\u0405\u0406\u0408\u0410\u0412\u0415\u0417\u041a\u041c-\u041e\u0420-\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445' +
  '\u0455\u0456\u0458\u04ae\u04af\u04ba\u04bb\u04c0\u04cf\u0501\u051a-\u051d\u0570\u0578\u057d\u0585';
/** Where these letters begin and end: text without them needs no search for pairs. */
const ALPHABETS = /[\u0391-\u0585]/;
const SEAM = new RegExp(`[A-Za-z][${TWIN}]|[${TWIN}][A-Za-z]`);
const WORD = /\p{L}[\p{L}\p{Mn}]*/gu;
const PURE = new RegExp(`^(?:[\\p{sc=Latn}\\p{Mn}${TWIN}])+$`, 'u');

/** Shorter words are mostly slips of a bilingual keyboard; longer runs are no words. */
const MIN_WORD = 3;
const MAX_WORD = 64;

/** Words of Latin letters in which every other letter is the twin of a Latin one. A warning: nothing is changed. */
export function mixedScript(text: string): readonly Match[] {
  if (!ALPHABETS.test(text) || !SEAM.test(text)) return [];
  const matches: Match[] = [];
  for (const { 0: word, index } of text.matchAll(WORD))
    if (word.length >= MIN_WORD && word.length <= MAX_WORD && SEAM.test(word) && PURE.test(word))
      matches.push({ rule: 'unicode/mixed-script', score: 0.5, start: index, end: index + word.length });
  return matches;
}
