import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PERSONAL_DATA_RULES, personalData } from '../../src/guards/personal-data.ts';
import type { Match } from '../../src/types/guard.ts';
import { cutTexts, inSixes, readInPieces } from '../support/in-pieces.ts';
import { always, OUTPUT, screenPieces } from '../support/screening.ts';

const made = PERSONAL_DATA_RULES.flatMap(({ examples, lookAlikes }) =>
  [...examples, ...lookAlikes].map((make) => make()),
);
const halves = made.flatMap((text) => [text.slice(0, text.length >> 1), text.slice(text.length >> 1)]);
const signs = [
  ' ',
  ', ',
  '\n',
  '\r\n',
  '@',
  ':',
  '::',
  '-',
  '.',
  '/',
  '(',
  ')',
  '+',
  '#',
  '1',
  '9',
  '0',
  'a',
  'GB29',
  'é',
  '我',
  '\u{1f600}',
  '\u200b',
];
const words = [
  `https://${'é'.repeat(70)}:jane@example.com`,
  'call ',
  'phone ',
  ' ext. 1',
  ' x',
  'SSN ',
  'card ',
  'version ',
  'the cat ',
  'mailto:',
  'https://user:',
];
const runs = [
  '555 '.repeat(40),
  '1-'.repeat(300),
  'a.'.repeat(300),
  'a:1:'.repeat(150),
  'word '.repeat(90),
  '7'.repeat(40),
  'x'.repeat(500),
];
const part = fc.oneof(
  fc.constantFrom(...made),
  fc.constantFrom(...halves, ...signs),
  fc.constantFrom(...signs, ...words),
  fc.constantFrom(...signs, ...runs),
  fc.string({ maxLength: 6 }),
); // biome-ignore format: one kind a line

test('a text in pieces gives the matches of the whole', () => {
  fc.assert(
    fc.property(cutTexts(part, 14), (pieces) => {
      expect(readInPieces(personalData, pieces).matches).toEqual(personalData.scan(pieces.join(''), OUTPUT));
    }),
    { numRuns: 1_000 },
  );
});

test('a run that is too long to be held gives the matches of the whole, too', () => {
  const long = fc.constantFrom(
    ...['1-', 'a.', 'a:1:', 'x', '1.1.1.', '+1 ', 'a@a.a@', '12'].map((unit) => unit.repeat(500)),
  );
  const texts = fc.tuple(
    fc.array(part, { maxLength: 2 }),
    fc.constantFrom(...made),
    long,
    fc.array(part, { maxLength: 4 }),
    long,
  );
  fc.assert(
    fc.property(texts, fc.integer({ min: 24, max: 100 }), (parts, size) => {
      const text = parts.flat().join('');
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      expect(readInPieces(personalData, pieces).matches).toEqual(personalData.scan(text));
    }),
    { numRuns: 40 },
  );
});

const undecided = (text: string): number => personalData.undecided?.(text) ?? Number.NaN;

test('what is decided behind a run that is too long does not end inside a match', () => {
  for (let length = 440; length < 520; length++) {
    const text = `${'word '.repeat(300)}jane.doe@mail.example.${'co.uk.'.repeat(90).slice(0, length)}`;
    const held = undecided(text);
    expect(personalData.scan(text).filter(({ start, end }) => start < held && end > held)).toEqual([]);
  }
});

test('what stands before the undecided part is the same whatever follows', () => {
  fc.assert(
    fc.property(fc.array(part, { maxLength: 10 }), fc.nat(), (parts, at) => {
      const text = parts.join('');
      const piece = text.slice(0, text.length === 0 ? 0 : at % text.length);
      const held = undecided(piece);
      const decided = (matches: readonly Match[]) => matches.filter(({ start }) => start < held);
      expect(decided(personalData.scan(piece))).toEqual(decided(personalData.scan(text)));
      for (const { end } of decided(personalData.scan(text))) expect(end).toBeLessThanOrEqual(held);
    }),
    { numRuns: 2_000 },
  );
});

describe('what is held at the end of a piece', () => {
  test.each([
    ['nothing after a sentence', 'We met on Tuesday. ', 0],
    ['a word that may become an address', 'mail jane', 4],
    ['a number', 'call 020 7946', 8],
  ])('is %s', (_, text, held) => {
    expect(readInPieces(personalData, [text]).held).toEqual([held]);
  });
});

describe('a chain of addresses, each over the beginning of the next', () => {
  const chain = (length: number): string => 'a@a.bc'.repeat(Math.ceil(length / 6)).slice(0, length);

  test('is held no longer than a while', async () => {
    const { shown } = await screenPieces(inSixes(chain(32_000)), [
      always(personalData, 'redact', { replace: (matched) => matched }),
    ]);
    expect(shown.at(-1)?.length).toBeLessThan(2_048);
  });

  test('is found in matches that do not overlap', () => {
    let before = 0;
    for (const { start, end } of personalData.scan(chain(600))) {
      expect(start).toBeGreaterThanOrEqual(before);
      before = end;
    }
  });

  test('gives the matches of the whole in pieces', () => {
    const unit = fc.constantFrom(
      'a@a.bc',
      'jane@a.bc@',
      'a@a.bc'.repeat(300),
      `${'x'.repeat(60)}@${'a.'.repeat(120)}bc`,
      '1.1.1.1@',
      ' ',
    );
    fc.assert(
      fc.asyncProperty(cutTexts(unit, 12), async (pieces) => {
        const { sightings } = await screenPieces(pieces, [always(personalData, 'redact')]);
        const found = personalData.scan(pieces.join(''), OUTPUT).map(({ start, end }) => ({ start, end }));
        expect(sightings).toMatchObject(found);
      }),
      { numRuns: 100 },
    );
  });
});
