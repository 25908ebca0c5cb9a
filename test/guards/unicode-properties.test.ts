import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cleanUnicode, unicode } from '../../src/guards/unicode.ts';

const clean = (text: string): string => cleanUnicode(text, unicode.scan(text));

/** One or more characters that each rule looks at, and neighbours that make it keep or drop them. */
const ATOMS = [
  ...[
    'a',
    '_',
    ' ',
    '\n',
    '.',
    '\u2014',
    '\u0628',
    '\u05d5',
    '\u05b9',
    '\u0915',
    '\u094d',
    '\u0e01',
    '\u1780',
    '\u4e00',
  ],
  ...[
    '\u0f40',
    '\u0f71',
    '\u1820',
    '\uac00',
    '\u1161',
    '\u{1f468}',
    '\u2764',
    '\u{1f3f4}',
    '\u{1f3fb}',
    '\u20e3',
    '\u0301',
  ],
  ...[
    '\u0300\u0301\u0302\u0303',
    '\u{1d165}',
    '\u200b',
    '\u200c',
    '\u200d',
    '\u200e',
    '\u200f',
    '\u061c',
    '\u2060',
    '\u2061',
  ],
  ...[
    '\u202e',
    '\u2069',
    '\u206a',
    '\ufeff',
    '\ufe0f',
    '\ufe00',
    '\u{e0100}',
    '\u{e01ef}',
    '\u{e0067}',
    '\u{e007f}',
    '\u00ad',
  ],
  ...[
    '\u{1f3f4}\u{e0067}\u{e0062}\u{e0065}\u{e007f}',
    '\u034f',
    '\u115f',
    '\u3164',
    '\u17b4',
    '\u180b',
    '\ufff9',
    '\u{1d173}',
  ],
  ...[
    '\u{1d100}',
    '\0',
    '\x1b',
    '\x1b[31m',
    '\x1b]',
    '\x07',
    '\f',
    '\x9b',
    '[',
    'm',
    '\uffff',
    '\ud800',
    '\udc00',
    '\u0430',
    '\u2800',
    '\uff41\uff42\uff43',
    '\u05b0\u05b1\u05b2\u05b3',
    '\u{1d41a}',
  ],
];
const hostile = fc
  .uniqueArray(fc.constantFrom(...ATOMS), { minLength: 2, maxLength: 8 })
  .chain((few) => fc.array(fc.constantFrom(...few), { maxLength: 30 }).map((atoms) => atoms.join('')));
const anything = fc.oneof(hostile, fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));

test('cleaning twice is cleaning once, and nothing is left to remove', () => {
  fc.assert(
    fc.property(anything, (text) => {
      const cleaned = clean(text);
      expect(unicode.scan(cleaned).filter(({ score }) => score === 1)).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
});

test('a cleaned text is well formed', () => {
  fc.assert(
    fc.property(anything, (text) => clean(text).isWellFormed()),
    { numRuns: 1_000 },
  );
});

test('matches are in range, in order and apart', () => {
  fc.assert(
    fc.property(anything, (text) => {
      let end = 0;
      for (const match of unicode.scan(text)) {
        expect(match.start).toBeGreaterThanOrEqual(end);
        expect(match.end).toBeGreaterThan(match.start);
        expect(match.end).toBeLessThanOrEqual(text.length);
        end = match.end;
      }
    }),
    { numRuns: 1_000 },
  );
});

test('printable ASCII with tabs and line breaks is never touched', () => {
  const printable = fc.string({
    unit: fc.constantFrom('\t', '\n', '\r', ...Array.from({ length: 95 }, (_, code) => String.fromCharCode(32 + code))),
  });
  fc.assert(fc.property(printable, (text) => unicode.scan(text).length === 0));
});

test('every emoji of one character, with and without style, tone and partner, stays', () => {
  const codes = Array.from({ length: 0x1fb00 }, (_, code) => code).filter((code) => code > 0xff);
  const emoji = codes
    .map((code) => String.fromCodePoint(code))
    .filter((text) => /^\p{Extended_Pictographic}$/u.test(text));
  const changed = emoji
    .flatMap((one) => [
      one,
      `${one}\ufe0f`,
      `${one}\u200d${one}`,
      `${one}\ufe0f\u200d${one}`,
      `${one}\u{1f3fd}\u200d\u2642\ufe0f`,
    ])
    .filter((text) => clean(text) !== text);
  expect(changed).toEqual([]);
});

describe('time grows with length alone', () => {
  const SHAPES: readonly (readonly [name: string, shape: string])[] = [
    ['zero-width spaces', '\u200b'],
    ['split letters', 'a\u200b'],
    ['relics at blanks', 'word \u200b'],
    ['joiners in Arabic', '\u0628\u200c'],
    ['marks', '\u0301'],
    ['marks between zero-width spaces', 'a\u0301\u200b'],
    ['unfinished escapes', '\x1b['],
    ['unfinished commands', '\x1b]a'],
    ['direction marks in Latin', 'abc\u200f '],
    ['halves of pairs', '\ud800a'],
    ['look-alikes', 'p\u0430y '],
    ['twins alone', 'a \u0430\u0440\u043e\u0441 '],
    ['full width', 'a \uff41\uff42\uff43 '],
    ['mathematics', '\u{1d41a}'],
    ['variants in a row', '\u4e00\u{e0100}'],
    ['Braille blanks', 'a\u2800'],
  ];
  const time = (text: string): number => {
    const rounds = Array.from({ length: 5 }, () => {
      const from = performance.now();
      clean(text);
      return performance.now() - from;
    });
    return Math.min(...rounds);
  };
  test.each(SHAPES)('%s', (_, shape) => {
    clean(shape.repeat(10_000)); // compiled before it is timed
    const short = time(shape.repeat(20_000));
    const long = time(shape.repeat(80_000));
    expect(long).toBeLessThan(9 * short + 5); // four times the text; squared would be sixteen times
  });
});
