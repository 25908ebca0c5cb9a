import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Safeguard, Sighting } from '../../../src/lib/screening/safeguard.ts';
import { screenWhole } from '../../../src/lib/screening/whole.ts';
import type { Action } from '../../../src/types/guard.ts';
import { always, cut, OUTPUT, patternGuard, rethrow, screenPieces } from '../../support/screening.ts';

const GUARDS = [
  patternGuard('digits', /(?<!\d)\d{2,4}(?!\d)/y, 6),
  patternGuard('crosses', /x[^x]{0,5}x/y, 8),
  patternGuard('capitals', /[A-Z]{2}/y, 3, '<caps>'),
  patternGuard('words', /(?<=to )ab{1,3}/y, 8),
  patternGuard('pairs', /a(?=[\s\S]{0,3}b)/y, 5, ''),
  { ...patternGuard('whole', /ca+/y, 0), reach: undefined as never },
  {
    ...patternGuard('later', /1[\s\S]b/y, 4),
    undecided: (text: string) => Math.max(0, text.length - 3),
    lookBehind: 4,
  },
];
const CLEANERS = [patternGuard('hidden', /[\u200b\u202e]/y, 1, ''), patternGuard('halves', /\0/y, 1, '\ufffd')];

const atoms = [
  'a',
  'b',
  'c',
  'x',
  '1',
  '2',
  'A',
  'B',
  ' ',
  'to ',
  '\u200b',
  '\u202e',
  '\0',
  '\n',
  '\r\n',
  '😀',
  'e\u0301',
  'ש',
];
const texts = fc
  .array(fc.oneof({ weight: 2, arbitrary: fc.constantFrom('to ', 'ab', 'x', 'A', '12') }, fc.constantFrom(...atoms)), {
    maxLength: 60,
    size: 'max',
  })
  .map((each) => each.join(''));
const actions = fc.constantFrom<Action>('redact', 'warn', 'allow');
const safeguards = fc
  .tuple(
    fc.option(fc.tuple(fc.constantFrom(...CLEANERS), actions), { nil: undefined }),
    fc.uniqueArray(fc.tuple(fc.constantFrom(...GUARDS), actions), {
      maxLength: 4,
      size: 'max',
      selector: ([guard]) => guard,
    }),
  )
  .map(([cleaner, others]): readonly Safeguard[] => [
    ...(cleaner ? [always(cleaner[0], cleaner[1], { cleans: true })] : []),
    ...others.map(([guard, action]) => always(guard, action)),
  ]);
const cuts = fc.array(fc.nat(), { maxLength: 20, size: 'max' });

const sorted = (sightings: readonly Sighting[]) => sightings.map((each) => JSON.stringify(each)).sort();

describe('a stream', () => {
  test('shows the same text and finds the same as the whole does, for every guard and every chunking', async () => {
    await fc.assert(
      fc.asyncProperty(texts, safeguards, cuts, async (text, guards, at) => {
        const whole = await screenWhole(text, guards, OUTPUT, rethrow);
        const stream = await screenPieces(cut(text, at), guards);
        expect(stream.text).toBe(whole.text);
        expect(sorted(stream.sightings)).toEqual(sorted(whole.sightings));
      }),
      { numRuns: 3_000 },
    );
  });

  test('shows nothing that it has to take back', async () => {
    await fc.assert(
      fc.asyncProperty(texts, safeguards, cuts, async (text, guards, at) => {
        const { text: whole } = await screenWhole(text, guards, OUTPUT, rethrow);
        let soFar = '';
        for (const piece of (await screenPieces(cut(text, at), guards)).shown) {
          soFar += piece;
          expect(whole.startsWith(soFar)).toBe(true);
        }
      }),
    );
  });
});
