import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { UNICODE_RULES, unicode } from '../../src/guards/unicode.ts';
import { cutTexts, inSixes, readInPieces } from '../support/in-pieces.ts';

const PARTS = [
  ...UNICODE_RULES.flatMap(({ examples, lookAlikes }) => [...examples, ...lookAlikes].map((make) => make())),
  ...['a', ' ', '\n', '\r\n', '. ', 'word ', '\u2014', '\u0628', '\u05d5', '\u0915', '\u0e01', '\u1780', '\u4e00', '1', '\u1820'],
  ...['\u{1f468}', '\u2764', '\u{1f3f4}', '\u20e3', '\u0301', '\u0301'.repeat(5), '\u200b', '\u200c', '\u200d', '\u200e', '\u200f'],
  ...['\u2060', '\u202e', '\ufeff', '\ufe0f', '\ufe00', '\u{e0100}', '\u{e01ef}', '\u{e0067}', '\u{e007f}', '\u00ad', '\u034f'],
  ...['\u115f', '\u3164', '\u17b4', '\u180b', '\ufff9', '\u{1d173}', '\u{1d100}', '\0', '\f', '\x07', '\x1b', '\x9b', '\uffff'],
  ...['\x1b[31m', '\x1b[', '\x1b]0;', '\x1b\\', '\ud83d', '\udc00', '\ud83c', '\udff4', '\udb40', '\u0430', 'p', '\u0445', 'A'],
  ...['\u200b'.repeat(130), '\u200c'.repeat(127), '\u{e0041}'.repeat(66), 'a'.repeat(40), '\u043e'.repeat(40), 'word '.repeat(7), 'long '.repeat(26), '\u05d0'.repeat(130), 'paypaypaypaypaypay\u0430'],
  ...['\ufe0f\u{e0100}'.repeat(50), '\u0301'.repeat(200), '\ud800'.repeat(131), 'a\u200b', '\u0628\u200c', ' \u200b', '\u05d0\u200f'],
  ...['\uff41', '\uff22\uff10', '\uff41\uff42\uff43', '\uff41'.repeat(61), '\u{1d41a}', '\u{1d422}\u{1d420}\u{1d427}', '\u24d8', '\u1d00', '\u1d2c'],
  ...['\u3042', '\u3001', '\u3000', '\uac00', '\u0440\u0430\u0443', '\u0441\u043e\u0440\u0435', '://', '@', '\u2800', '\u4e00\u{e0100}', '\u05b0'.repeat(4)],
]; // biome-ignore format: one kind of character a line
const few = fc.uniqueArray(fc.constantFrom(...PARTS), { minLength: 1, maxLength: 6 });
const part = fc.oneof(fc.constantFrom(...PARTS), fc.string({ unit: 'binary', maxLength: 4 }));
const pieces = fc.oneof(
  cutTexts(part, 12),
  few.chain((some) => cutTexts(fc.constantFrom(...some), 30)),
);

test('a text in pieces gives the matches of the whole', () => {
  fc.assert(
    fc.property(pieces, (pieces) => {
      expect(readInPieces(unicode, pieces).matches).toEqual(unicode.scan(pieces.join('')));
    }),
    { numRuns: 3_000 },
  );
});

test('no more than a sequence, a run and what stands near are ever held', () => {
  fc.assert(
    fc.property(pieces, (pieces) => {
      for (const held of readInPieces(unicode, pieces).held) expect(held).toBeLessThanOrEqual(unicode.reach);
    }),
    { numRuns: 1_000 },
  );
});

test('a long word in full width stays ordinary when the East Asian text before it is forgotten', () => {
  for (let length = 100; length < 164; length++) {
    const text = `${'a'.repeat(length)}\u65e5${' word'.repeat(5)} ${'\uff41'.repeat(60)}`;
    expect(unicode.scan(text)).toEqual([]);
    expect(readInPieces(unicode, text.split('')).matches).toEqual([]);
  }
});

describe('what is held at the end of a piece', () => {
  test.each([
    ['nothing of prose', 'We met on Tuesday', 0],
    ['nothing of an accent that may get another', 'cafe\u0301', 0],
    ['nothing of an emoji', 'done \u{1f600}', 0],
    ['nothing of a styled emoji', 'love \u2764\ufe0f', 0],
    ['nothing of a black flag', '\u{1f3f4}', 0],
    ['a joiner, for who follows', '\u{1f468}\u200d', 1],
    ['half a pair', 'a\ud83d', 1],
    ['the letters of a region', '\u{1f3f4}\u{e0067}\u{e0062}', 4],
    ['nothing of the flag of a region', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e007f}', 0],
    ['what is removed', 'a\u202e', 1],
    ['an unfinished escape sequence', 'a\x1b[1;3', 5],
    ['nothing behind a finished one', 'a\x1b[1;31mr', 0],
    ['a stray space and what stands near', 'word \u200bwords', 6],
    ['nothing behind one that nobody joined', `word \u200b${'x'.repeat(33)}`, 0],
    ['a break in Khmer, for two characters', '\u1780\u200b\u1781', 2],
    ['nothing once they came', '\u1780\u200b\u1781\u1782', 0],
    ['nothing of a Latin word', 'pay', 0],
    ['a word from its twin on', 'p\u0430yp', 3],
    ['nothing of full width among East Asian text', '\u65e5\u672c\uff21\uff22\uff23', 0],
    ['a word in full width, for who follows', 'the \uff21\uff22\uff23', 3],
    ['nothing of one that ended', 'the \uff21\uff22\uff23 ', 0],
    ['what may become a word in styled letters', 'x \u{1d41a}', 2],
    ['nothing of a word that is not Latin', '\u043f\u0440\u0438\u0432\u0435\u0442', 0],
  ])('is %s', (_, text, held) => {
    expect(readInPieces(unicode, [text]).held).toEqual([held]);
  });

  test('is nothing, in the documents', () => {
    for (const name of ['README.md', 'docs/guide.md']) {
      const { held } = readInPieces(unicode, inSixes(readFileSync(name, 'utf8')));
      expect(held.filter((held) => held > 0)).toEqual([]);
    }
  });
});
