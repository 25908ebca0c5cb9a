import { STOP_WORDS } from './stop-words.ts';

const SPACELESS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const UNIT = new RegExp(`${SPACELESS.source}\\p{M}*|(?:(?!${SPACELESS.source})\\S)+`, 'gu');

/** Words as a limit counts them: what stands between spaces; in scripts without spaces, each character. */
export const countWords = (text: string): number => text.match(UNIT)?.length ?? 0;

/** The first `limit` words of a text, with `…` where it was cut inside a sentence. */
export function clipWords(text: string, limit: number): string {
  let count = 0;
  for (const { index, 0: unit } of text.matchAll(UNIT)) {
    if (++count < limit) continue;
    const end = index + unit.length;
    if (text.slice(end).trim() === '') return text.trim();
    return `${text
      .slice(0, end)
      .replace(/[\s,;:–—-]{1,8}$/u, '')
      .trim()}…`;
  }
  return text.trim();
}

const TERM = /\p{L}[\p{L}\p{M}\p{N}]*(?:['’]\p{L}+)?|\p{N}+/gu;

/** The words of a text that carry its topic, as stems; scripts without spaces as pairs of characters. */
export function termsOf(text: string): string[] {
  return Array.from(text.matchAll(TERM), ([word]) => word.toLowerCase()).flatMap((word) => {
    if (SPACELESS.test(word)) return pairs(word);
    const plain = word.replace(/['’]/g, '');
    return plain.length < 2 || STOP_WORDS.has(plain)
      ? []
      : [stem(plain.replace(/s$/, (s) => (/['’]s$/.test(word) ? '' : s)))];
  });
}

function pairs(word: string): string[] {
  const characters = Array.from(word);
  return characters.length < 3
    ? [word]
    : characters.slice(1).map((character, index) => `${characters[index]}${character}`);
}

/** A rough English stem: enough for "moves", "moved" and "moving" to meet. */
export function stem(word: string): string {
  if (word.length < 4 || word.length > 40) return word;
  const base = word
    .replace(/(?:ations?|ators?)$/, 'at')
    .replace(/ies$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/([^su])s$/, '$1');
  const short = base.length > 5 ? base.replace(/(?:ing|edly|ed|ly|ment|ness)$/, '') : base;
  const root = short.length < 3 ? base : short;
  return root
    .replace(/e$/, '')
    .replace(/y$/, 'i')
    .replace(/([^aeiousl])\1$/, '$1');
}
