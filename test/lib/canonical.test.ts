import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/lib/canonical.ts';

const shuffled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shuffled);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, shuffled(inner)]),
  );
};

test('the order of keys makes no difference, and nothing is lost', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(canonicalJson(shuffled(value))).toBe(canonicalJson(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('what JSON would change without a word is refused', () => {
  for (const value of [Number.NaN, () => 1, Symbol('s'), new Map([[1, 2]]), new Uint8Array(2), 1n])
    expect(() => canonicalJson({ inner: [value] })).toThrow(TypeError);
  expect(canonicalJson({ b: undefined, a: Object.create(null) })).toBe('{"a":{}}');
});
