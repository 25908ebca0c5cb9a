import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryStore } from '../../../src/layers/cache/memory-store.ts';
import { manualClock } from '../../support/manual-clock.ts';

test('what was not asked for the longest goes first', () => {
  const store = new MemoryStore(2, 1_000, manualClock());
  store.setItem('a', '1');
  store.setItem('b', '2');
  store.getItem('a');
  store.setItem('c', '3');
  expect(['a', 'b', 'c'].map((key) => store.getItem(key))).toEqual(['1', undefined, '3']);
});

test('nothing outlives its time, and being asked for does not prolong it', async () => {
  const clock = manualClock();
  const store = new MemoryStore(2, 1_000, clock);
  store.setItem('a', '1');
  await clock.advance(600);
  expect(store.getItem('a')).toBe('1');
  await clock.advance(400);
  expect(store.getItem('a')).toBeUndefined();
  expect(clock.pending).toBe(0);
});

test('holds at most 16,000,000 characters, and none of a text that is longer', () => {
  const store = new MemoryStore(100, 1_000, manualClock());
  const big = 'x'.repeat(6_000_000);
  for (const key of ['a', 'b', 'c']) store.setItem(key, big);
  expect(['a', 'b', 'c'].map((key) => store.getItem(key)?.length)).toEqual([undefined, big.length, big.length]);
  store.setItem('d', 'x'.repeat(16_000_001));
  expect(store.getItem('d')).toBeUndefined();
});

test('is what a map would be that forgets the least recently used', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e');
  const step = fc.oneof(
    fc.record({ do: fc.constant('get' as const), key }),
    fc.record({ do: fc.constant('set' as const), key, value: fc.string() }),
    fc.record({ do: fc.constant('remove' as const), key }),
  );
  fc.assert(
    fc.property(fc.array(step), fc.integer({ min: 1, max: 4 }), (steps, size) => {
      const store = new MemoryStore(size, 1_000, manualClock());
      let model: [string, string][] = []; // the least recently used first
      for (const step of steps) {
        const found = model.find(([key]) => key === step.key);
        const rest = model.filter((entry) => entry !== found);
        if (step.do === 'get') {
          expect(store.getItem(step.key)).toBe(found?.[1]);
          if (found) model = [...rest, found];
        } else if (step.do === 'set') {
          store.setItem(step.key, step.value);
          model = [...rest, [step.key, step.value] as [string, string]].slice(-size);
        } else {
          store.removeItem(step.key);
          model = rest;
        }
      }
      for (const [key, value] of model) expect(store.getItem(key)).toBe(value);
    }),
  );
});
