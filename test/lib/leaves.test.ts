import { expect, test } from 'vitest';
import { mapLeaves } from '../../src/lib/leaves.ts';

test('keys that become the same are numbered, each with a number of its own', async () => {
  const value = { a: 1, b: 2, '[KEY] (2)': 3, c: 4 };
  const mapped = await mapLeaves(value, async (text, kind) => (kind === 'key' && text.length === 1 ? '[KEY]' : text));
  expect(mapped).toEqual({ '[KEY]': 1, '[KEY] (2)': 2, '[KEY] (2) (2)': 3, '[KEY] (3)': 4 });
});

test('twenty thousand keys that become the same take no longer each than a few', { timeout: 5_000 }, async () => {
  const value = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`key ${index}`, index]));
  const mapped = await mapLeaves(value, async (text, kind) => (kind === 'key' ? '' : text));
  expect(Object.keys(mapped as object)).toHaveLength(20_000);
  expect(mapped).toHaveProperty([' (20000)'], 19_999);
});

test.each([
  ['as it is', '__proto__', '__proto__'],
  ['hidden in another', 'hidden', '__proto__'],
])('a key that could reach a prototype is left out: %s', async (_, key, becomes) => {
  const value = JSON.parse(`{"${key}":{"admin":true},"a":1}`);
  const mapped = await mapLeaves(value, async (text) => (text === key ? becomes : text));
  expect(JSON.stringify(mapped)).toBe('{"a":1}');
});
