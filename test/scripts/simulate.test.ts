import fc from 'fast-check';
import { expect, test } from 'vitest';
import { virtualClock } from '../../scripts/simulate/clock.ts';
import { fairness, mostWithin, quantile } from '../../scripts/simulate/figures.ts';

const isIdle = () => false;

test('virtual time runs timers in order of time, then of setting, and none that was cancelled', async () => {
  const timers = fc.array(fc.record({ ms: fc.integer({ min: 0, max: 20 }), isOff: fc.boolean() }), { maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(timers, async (timers) => {
      const clock = virtualClock();
      const ran: (readonly [at: number, index: number])[] = [];
      for (const [index, { ms, isOff }] of timers.entries()) {
        const cancel = clock.after(ms, () => ran.push([clock.now(), index]));
        if (isOff) cancel();
      }
      await clock.runUntil(100, isIdle);
      const expected = timers
        .flatMap(({ ms, isOff }, index) => (isOff ? [] : [[ms, index] as const]))
        .sort(([one, first], [other, second]) => one - other || first - second);
      expect(ran).toEqual(expected);
      expect(clock.now()).toBe(100);
    }),
    { numRuns: 50 },
  );
});

test('virtual time does not pass while something outside is under way', async () => {
  const clock = virtualClock();
  let isBusy = false;
  const seen: number[] = [];
  clock.after(5, () => {
    isBusy = true;
    setTimeout(() => {
      isBusy = false;
      seen.push(clock.now());
    }, 2);
  });
  clock.after(6, () => seen.push(clock.now()));
  await clock.runUntil(10, () => isBusy);
  expect(seen).toEqual([5, 6]);
});

test('figures of a fleet', () => {
  expect(quantile([3, 1, 2, 4], 0.5)).toBe(3);
  expect(quantile([], 0.5)).toBe(0);
  expect(fairness([1, 1, 1, 1])).toBe(1);
  expect(fairness([1, 0, 0, 0])).toBe(0.25);
  expect(mostWithin([0, 10, 59, 60, 61, 200], 60)).toBe(4);
});
