const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
let segmenter: Intl.Segmenter | undefined; // costs milliseconds to make, and most texts do not need it

/** Words between white space; in scripts that write no spaces, words by Unicode's rules (UAX 29). */
export function wordCount(text: string): number {
  let count = 0;
  for (const [token] of text.matchAll(/\S+/g)) count += wordsIn(token);
  return count;
}

/**
 * At most `maxWords` words of a text: cut behind the last whole sentence when that keeps at least half of them, else behind
 * a word, with an ellipsis. Lines stay as they are.
 */
export function limitWords(text: string, maxWords: number): string {
  let count = 0;
  let sentence = { end: 0, count: 0 };
  for (const { 0: token, index } of text.matchAll(/\S+/g)) {
    const size = wordsIn(token, maxWords - count + 1);
    if (count + size > maxWords) {
      if (sentence.count * 2 >= maxWords) return text.slice(0, sentence.end);
      const head = size === 1 ? '' : firstWords(token, maxWords - count);
      return `${withoutTail(text.slice(0, index) + head)}…`;
    }
    count += size;
    if (/[.!?。！？]["'”’)\]]*$/.test(token.slice(-8))) sentence = { end: index + token.length, count };
  }
  return text;
}

/** A text without the white space, commas and dashes at its end; a regex anchored there alone would take squared time. */
function withoutTail(text: string): string {
  let end = text.length;
  while (end > 0 && /[\s,;:–-]/.test(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Words of a token, counted no further than `most`. */
function wordsIn(token: string, most = Number.POSITIVE_INFINITY): number {
  if (!UNSPACED.test(token)) return 1;
  let count = 0;
  for (const { isWordLike } of segments(token)) if (isWordLike && ++count >= most) break;
  return Math.max(1, count);
}

function firstWords(token: string, count: number): string {
  let left = count;
  let end = 0;
  for (const { segment, index, isWordLike } of segments(token)) {
    if (isWordLike && left-- === 0) break;
    end = index + segment.length;
  }
  return token.slice(0, end);
}

function segments(token: string): Intl.Segments {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return segmenter.segment(token);
}
