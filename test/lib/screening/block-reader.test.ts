import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BlockReader } from '../../../src/lib/screening/block-reader.ts';
import type { Guard, Match } from '../../../src/types/guard.ts';
import { cut, OUTPUT, patternGuard } from '../../support/screening.ts';

const WORDS = patternGuard('words', /(?<![ab])[ab]{2,6}(?![ab])/y, 8);

function read(guard: Guard, pieces: readonly string[], size = { window: 40, overlap: 10 }): Match[] {
  const reader = new BlockReader(guard, OUTPUT, size);
  return [...pieces, ''].flatMap((piece, index) => reader.read(piece, index === pieces.length));
}

const texts = fc.string({ unit: fc.constantFrom('a', 'b', ' ', '.', '😀'), maxLength: 400, size: 'max' });
const cuts = fc.array(fc.nat(), { maxLength: 30, size: 'max' });

test('finds in windows what is found in the whole, wherever the text is cut, where nothing reaches further than the overlap', () => {
  fc.assert(
    fc.property(texts, cuts, (text, at) => {
      expect(read(WORDS, cut(text, at))).toEqual(WORDS.scan(text, OUTPUT));
    }),
    { numRuns: 500 },
  );
});

/** Looks at all it is given, as a model does. */
const longest: Guard = {
  id: 'longest',
  stages: ['output'],
  scan: (text) => {
    const runs = Array.from(text.matchAll(/[ab]+/g), ({ 0: { length }, index }) => ({ index, length }));
    return runs
      .filter(({ length }) => length === Math.max(...runs.map((run) => run.length)))
      .map(({ index, length }) => ({ rule: 'longest', score: 1, start: index, end: index + length }));
  },
};

test('what depends on a whole window is the same for every cut, lies in the text, and none is told twice', () => {
  fc.assert(
    fc.property(texts, cuts, (text, at) => {
      const found = read(longest, cut(text, at));
      expect(found).toEqual(read(longest, [text]));
      for (const [index, { start, end }] of found.entries()) {
        expect(start).toBeGreaterThanOrEqual(found[index - 1]?.end ?? 0);
        expect(end).toBeLessThanOrEqual(text.length);
      }
      if (text.length <= 40) expect(found).toEqual(longest.scan(text, OUTPUT));
    }),
    { numRuns: 500 },
  );
});

test('a match longer than a window is found in parts, with nothing between them', () => {
  const found = read(longest, [`${'a'.repeat(100)} b`]);
  expect(found.map(({ start, end }) => [start, end])).toEqual([
    [0, 40],
    [40, 70],
    [70, 100],
  ]);
});

test('reads a long text in linear time, however small its pieces are', () => {
  let units = 0;
  const counting: Guard = {
    id: 'counting',
    stages: ['output'],
    scan(text) {
      units += text.length;
      return [];
    },
  };
  const reader = new BlockReader(counting, OUTPUT, { window: 1_000, overlap: 100 });
  for (let at = 0; at < 100_000; at++) reader.read('x', false);
  reader.read('', true);
  expect(units).toBeLessThan(130_000);
});

test('a guard that answers with a promise is refused', () => {
  const late: Guard = { id: 'late', stages: ['output'], scan: async () => [] };
  expect(() => read(late, ['x'])).toThrow(TypeError);
});
