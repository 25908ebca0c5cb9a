import { expect, test } from 'vitest';
import { fields, integer, invalid, listOf } from '../../src/lib/check.ts';

/** An object or array whose every read is noted. */
function noted<T extends object>(target: T) {
  const reads: PropertyKey[] = [];
  const value = new Proxy(target, {
    get: (inner, key) => {
      reads.push(key);
      return Reflect.get(inner, key);
    },
  });
  return { value, reads };
}

const CHECKS = { size: integer(0), count: integer(0) };

test('an object with an unknown key is refused before a value is read', () => {
  const { value, reads } = noted({ size: 1, typo: 2 });
  expect(() => fields(value, 'options', invalid, CHECKS)).toThrow('has no option `typo`');
  expect(reads).toEqual([]);
});

test('known keys are read once each', () => {
  const { value, reads } = noted({ size: 1 });
  expect(fields(value, 'options', invalid, CHECKS)).toEqual({ size: 1 });
  expect(reads).toEqual(['size', 'count']);
});

test('a list that is too long is refused by its length alone', () => {
  const { value, reads } = noted(new Array(1_000_000).fill(1));
  expect(() => listOf(integer(0), 3)(value, 'list', invalid)).toThrow('at most 3 items, got 1000000');
  expect(reads).toEqual(['length']);
});
