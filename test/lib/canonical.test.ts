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

test('it is the form of RFC 8785', () => {
  const numbers = [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001];
  const string = '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f';
  expect(canonicalJson({ numbers, string, literals: [null, true, false] })).toBe(
    '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
  ); // section 3.2.2
  const keys = ['\u20ac', '\r', '\ufb33', '1', '\u{1f600}', '\u0080', '\u00f6'];
  const sorted = Object.keys(JSON.parse(canonicalJson(Object.fromEntries(keys.map((key) => [`_${key}`, 0])))));
  expect(sorted.map((key) => key.slice(1))).toEqual(['\r', '1', '\u0080', '\u00f6', '\u20ac', '\u{1f600}', '\ufb33']); // 3.2.3
  expect(canonicalJson({ 10: 'b', 9: 'c', a: 'd', 1: 'a' })).toBe('{"1":"a","10":"b","9":"c","a":"d"}');
  expect(canonicalJson([-0, 5e-324, 1.7976931348623157e308, 9007199254740992, 295147905179352830000, 1e21])).toBe(
    '[0,5e-324,1.7976931348623157e+308,9007199254740992,295147905179352830000,1e+21]',
  ); // appendix B
});
