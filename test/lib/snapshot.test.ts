import { expect, test } from 'vitest';
import { invalid } from '../../src/lib/check.ts';
import { snapshot } from '../../src/lib/snapshot.ts';

const take = (value: unknown) => snapshot(value, 'data', invalid, 10);

/** An object or array that counts how often its values are read. */
function counted<T extends object>(target: T) {
  const reads = new Map<PropertyKey, number>();
  const value = new Proxy(target, {
    get: (inner, key) => {
      reads.set(key, (reads.get(key) ?? 0) + 1);
      return Reflect.get(inner, key);
    },
  });
  return { value, reads };
}

const keyed = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, index]));

test('too many keys are refused before a value is read', () => {
  const { value, reads } = counted(keyed(100_001));
  expect(() => take(value)).toThrow('holds more than 100000 values');
  expect(reads.size).toBe(0);
});

test('too many items are refused before one is read, also where earlier values used up the room', () => {
  const first = counted(new Array(1_000_000).fill(1));
  expect(() => take(first.value)).toThrow('holds more than 100000 values');
  expect([...first.reads.keys()]).toEqual(['length']);
  const second = counted(new Array(50_000).fill(1));
  expect(() => take([new Array(50_000).fill(1), second.value])).toThrow('holds more than 100000 values');
  expect([...second.reads.keys()]).toEqual(['length']);
});

test('100,000 values are taken, and one more is not', () => {
  expect(take(new Array(99_999).fill(1))).toHaveLength(99_999);
  expect(() => take(new Array(100_000).fill(1))).toThrow('100000');
  expect(Object.keys(take(keyed(99_999)) as object)).toHaveLength(99_999);
  expect(() => take(keyed(100_000))).toThrow('100000');
});

test('every value is read exactly once', () => {
  const list = counted([1, 2]);
  const object = counted({ a: 1, b: list.value, c: undefined });
  expect(take(object.value)).toEqual({ a: 1, b: [1, 2] });
  expect(Object.fromEntries(object.reads)).toEqual({ a: 1, b: 1, c: 1 });
  expect(Object.fromEntries(list.reads)).toEqual({ length: 1, 0: 1, 1: 1 });
});
