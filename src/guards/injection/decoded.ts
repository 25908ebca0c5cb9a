import { hashOf } from './model/tokens.ts';

/** A stretch of a text as it reads once decoded. */
export interface Decoded {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Small words, which tell what a text is written in: every third word or so of English is one of them. */
const SMALL =
  'the and you your all is of to in that this for with are not what from now must will have any my do it'.split(' ');

export const rot13 = (text: string): string =>
  text.replace(/[a-z]/gi, (letter) => {
    const unit = letter.charCodeAt(0);
    return String.fromCharCode((unit & 0x1f) > 13 ? unit - 13 : unit + 13);
  });
const reversed = (text: string): string => Array.from(text).reverse().join('');

type Reading = 'plain' | 'turned' | 'backward';
const READINGS: ReadonlyMap<number, Reading> = new Map([
  ...SMALL.map((word): [number, Reading] => [hashOf(reversed(word)), 'backward']),
  ...SMALL.map((word): [number, Reading] => [hashOf(rot13(word)), 'turned']),
  ...SMALL.map((word): [number, Reading] => [hashOf(word), 'plain']),
]);

/** How a small word is written, by its hash. */
export const writtenAs = (hash: number): Reading | undefined => READINGS.get(hash);

/** What in a text tells that something may be decoded. */
export interface Signs {
  /** Words of letters and digits. */
  readonly mixed: number;
  /** Small words in ROT13, and backwards. */
  readonly turned: number;
  readonly backward: number;
  /** Whether letters stand apart in a row. */
  readonly isApart: boolean;
}

/** So many small words of one reading tell that a line is written in it. */
const LEAST = 3;
const LEAST_MIXED = 2;

const LETTERS: Readonly<Record<string, string>> = { 0: 'o', 1: 'i', 3: 'e', 4: 'a', 5: 's', 7: 't', '@': 'a', $: 's' };
/** A word with a digit or sign in the place of a letter. */
const MIXED = /(?<![\w@$])(?=[\w@$]{0,20}[a-zA-Z])(?=[\w@$]{0,20}[013457@$])[\w@$]{2,24}/g;
/** Six or more letters that signs part; the wider gaps part their words. */
const SPACED = /(?<![\p{L}\p{N}])[\p{L}\p{N}](?:[^\p{L}\p{N}]{1,5}[\p{L}\p{N}](?![\p{L}\p{N}\p{M}])){5,2000}/gu;
const BINARY = /(?<![01])[01]{8}(?:[ ,]?[01]{8}){5,500}/g;

/**
 * What hides in a text by means that a model sees through: letters set apart, digits for letters, ROT13, lines backwards, ASCII
 * in binary digits. Base64, hexadecimal and escapes are read by the shadow copy. Linear; most texts cost one look at each word.
 */
export function decodedIn(text: string, { mixed, turned, backward, isApart }: Signs): readonly Decoded[] {
  const isOtherwise = mixed >= LEAST_MIXED || turned >= LEAST || backward >= LEAST;
  return [
    ...(isApart ? spacedIn(text) : []),
    ...(isOtherwise ? linesIn(text) : []),
    ...(text.includes('01') ? binaryIn(text) : []),
  ];
}

const spacedIn = (text: string): readonly Decoded[] =>
  Array.from(text.matchAll(SPACED), ({ 0: found, index }) => {
    const gaps = found.match(/[^\p{L}\p{N}]+/gu) ?? [];
    const least = gaps.reduce((length, gap) => Math.min(length, gap.length), 5);
    const words = found.replace(/[^\p{L}\p{N}]+/gu, (gap) => (gap.length > least ? ' ' : ''));
    return { text: words, start: index, end: index + found.length };
  });

const binaryIn = (text: string): readonly Decoded[] =>
  Array.from(text.matchAll(BINARY), ({ 0: found, index }) => ({
    text: (found.match(/[01]{8}/g) ?? []).map((byte) => String.fromCharCode(Number.parseInt(byte, 2))).join(''),
    start: index,
    end: index + found.length,
  }));

function linesIn(text: string): readonly Decoded[] {
  const found: Decoded[] = [];
  let start = 0;
  for (const line of text.split('\n')) {
    const end = start + line.length;
    for (const decoded of readingsOf(line)) found.push({ text: decoded, start, end });
    start = end + 1;
  }
  return found;
}

function readingsOf(line: string): readonly string[] {
  const counts = { plain: 0, turned: 0, backward: 0 };
  for (const [word] of line.toLowerCase().matchAll(/[a-z]+/g)) {
    const reading = writtenAs(hashOf(word));
    if (reading) counts[reading]++;
  }
  const found: string[] = [];
  if (counts.turned >= LEAST) found.push(rot13(line));
  if (counts.backward >= LEAST && counts.backward > counts.plain / 2)
    found.push(reversed(line), line.replace(/\S+/g, reversed));
  if ((line.match(MIXED)?.length ?? 0) >= LEAST_MIXED)
    found.push(line.replace(MIXED, (word) => word.replace(/[013457@$]/g, (sign) => LETTERS[sign] ?? sign)));
  return found;
}
