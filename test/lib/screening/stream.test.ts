import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Safeguard, Sighting } from '../../../src/lib/screening/safeguard.ts';
import { StreamScreen } from '../../../src/lib/screening/stream.ts';
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

const SECRET = patternGuard('secret', /key-[a-z0-9]{12}/y, 20);

/** Every way of cutting a text into three pieces, the last two of which may be empty. */
function* threePieces(text: string): Generator<readonly [string, string, string]> {
  for (let one = 0; one <= text.length; one++)
    for (let two = one; two <= text.length; two++) yield [text.slice(0, one), text.slice(one, two), text.slice(two)];
}

describe('a secret in a stream', () => {
  const text = 'Use key-abc123def456 here.';

  test('SE-04: is never shown in part, wherever the stream is cut', async () => {
    for (const pieces of threePieces(text)) {
      const { shown, text: all } = await screenPieces(pieces, [always(SECRET, 'redact')]);
      expect(all).toBe('Use [PATTERN] here.');
      expect(shown.every((piece) => !/key-?[a-z0-9]|abc|def/.test(piece))).toBe(true);
    }
  });

  test('SE-04: is not shown where the stream breaks off in the middle of it', () => {
    for (let at = 0; at <= text.length; at++) {
      const screen = new StreamScreen([always(SECRET, 'redact')], OUTPUT, rethrow, () => {});
      const shown = Array.from(text.slice(0, at), (char) => screen.write(char)).join(''); // and nobody calls `end`
      expect('Use '.startsWith(shown) || shown.startsWith('Use [PATTERN]')).toBe(true);
    }
  });

  test('is reported before anything of it is let go, where it is blocked', async () => {
    const reported: number[] = [];
    const screen = new StreamScreen([always(SECRET, 'block')], OUTPUT, rethrow, ({ start }) => reported.push(start));
    let shown = '';
    for (const char of `${text} And so on, for a while.`) {
      const piece = screen.write(char);
      if (reported.length > 0) break;
      shown += piece;
    }
    expect(reported).toEqual([4]);
    expect('Use '.startsWith(shown)).toBe(true);
  });
});

test('a guard that only warns holds nothing back, and has seen all of it in the end', async () => {
  const { shown, sightings } = await screenPieces([...'Use key-abc123def456 here.'], [always(SECRET, 'warn')]);
  expect(shown.slice(0, -1).join('')).toBe('Use key-abc123def456 here.');
  expect(sightings).toMatchObject([{ action: 'warn', start: 4, end: 20 }]);
});

test('a guard without reach is asked once, about the whole', async () => {
  const asked: string[] = [];
  const model = {
    id: 'model',
    stages: ['output' as const],
    scan: async (text: string) => {
      asked.push(text);
      return [{ rule: 'model/bad', score: 1, start: 0, end: 3 }];
    },
  };
  const { shown } = await screenPieces(['bad', ' text'], [always(model, 'redact')]);
  expect(asked).toEqual(['bad text']);
  expect(shown).toEqual(['', '', '[BAD] text']);
});

test('a guard that throws in the middle is left out from there, where that is allowed', async () => {
  let calls = 0;
  const weak = {
    ...SECRET,
    id: 'weak',
    scan: () => {
      calls++;
      throw new Error('tell nobody');
    },
  };
  const failed: string[] = [];
  const screen = new StreamScreen(
    [always(weak, 'redact')],
    OUTPUT,
    ({ id }) => failed.push(id),
    () => {},
  );
  const shown = [screen.write('x'.repeat(50)), screen.write('y'), await screen.end()].join('');
  expect([shown, failed, calls]).toEqual([`${'x'.repeat(50)}y`, ['weak'], 1]);
});

test('a long wait costs no squared time: a guard looks again only after a while', async () => {
  let read = 0;
  const waiting = {
    ...patternGuard('waiting', /x/y, 4_096),
    undecided: (text: string) => {
      read += text.length;
      return 0;
    },
  };
  const pieces = Array.from({ length: 4_000 }, () => 'abcdef');
  const { text } = await screenPieces(pieces, [always(waiting, 'redact')]);
  expect(text.length).toBe(24_000);
  expect(read).toBeLessThan(24_000 * 16);
});
