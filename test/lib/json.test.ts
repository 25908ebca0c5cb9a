import { expect, test } from 'vitest';
import { parseJson } from '../../src/lib/json.ts';

test('reads any JSON value', () => {
  expect(['{"a":[1,null]}', '"x"', 'null', '0'].map(parseJson)).toEqual([{ a: [1, null] }, 'x', null, 0]);
});

test.each(['', '{', '{"a":}', 'undefined', '<html>', '[1,]'])(
  'says undefined for text that is not JSON: %j',
  (text) => {
    expect(parseJson(text)).toBeUndefined();
  },
);

test.each([
  '{"a":{"__proto__":{"polluted":1},"b":1}}',
  '{"a":{"\\u005f_proto__":{"polluted":1},"b":1}}',
  '{"a":{"constructor":{"prototype":{"polluted":1}},"b":1}}',
  '{"a":{"constructor":{"\\u0070rototype":{"polluted":1}},"b":1}}',
])('keeps no key that could reach a prototype: %s', (text) => {
  const value = parseJson(text) as { a: object };
  expect(JSON.stringify(value)).toBe('{"a":{"b":1}}');
  expect(Object.getPrototypeOf(value.a)).toBe(Object.prototype);
});

test('keeps a harmless key named constructor', () => {
  expect(parseJson('{"constructor":"Ferrari","prototype":1}')).toEqual({ constructor: 'Ferrari', prototype: 1 });
});

test('reads deeply nested JSON that names a prototype', () => {
  const depth = 20_000;
  expect(parseJson(`${'['.repeat(depth)}{"__proto__":1}${']'.repeat(depth)}`)).toBeInstanceOf(Array);
});
