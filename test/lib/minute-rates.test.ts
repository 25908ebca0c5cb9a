import { expect, test } from 'vitest';
import { MinuteRates } from '../../src/lib/minute-rates.ts';
import { manualClock } from '../support/manual-clock.ts';

test('a limit may start at once, and comes back as its starts leave', async () => {
  const clock = manualClock();
  const rates = new MinuteRates(clock);
  const ask = () => rates.take([{ key: 'ana', weight: 1, limit: 2 }]);
  expect(ask().rooms).toEqual([{ waitMs: 0, left: 1, resetMs: 60_000 }]);
  await clock.advance(20_000);
  expect(ask()).toMatchObject({ granted: true, rooms: [{ left: 0, resetMs: 40_000 }] });
  expect(ask()).toMatchObject({ granted: false, rooms: [{ waitMs: 40_000, left: 0 }] });
  await clock.advance(40_000);
  expect(ask().granted).toBe(true);
});

test('what was refused by one limit counts at none', () => {
  const rates = new MinuteRates(manualClock());
  const both = (weight: number) =>
    rates.take([
      { key: 'a', weight: 1, limit: 2 },
      { key: 'b', weight, limit: 5 },
    ]);
  expect(both(6).rooms[1]?.waitMs).toBe(Number.POSITIVE_INFINITY);
  expect(both(5).rooms).toMatchObject([{ left: 1 }, { left: 0 }]);
  expect(both(5).granted).toBe(false);
  expect(rates.take([{ key: 'a', weight: 1, limit: 2 }]).rooms[0]?.left).toBe(0);
});

test('what it came to takes the place of what was asked, once and within its window', async () => {
  const clock = manualClock();
  const rates = new MinuteRates(clock);
  const take = (weight: number) => rates.take([{ key: 'a', weight, limit: 10 }]);
  const first = take(9);
  first.settle([2]);
  first.settle([0]);
  expect(take(7).rooms[0]?.left).toBe(1);
  await clock.advance(60_000);
  const late = take(9);
  await clock.advance(60_000);
  late.settle([0]);
  expect(take(10).granted).toBe(true);
  expect(take(1).granted).toBe(false);
});

test('times of a clock with fractions are told without rounding up past the window', () => {
  for (let now = 1_234.1; now < 9_000; now += 97.3) {
    const rates = new MinuteRates({ now: () => now, after: () => () => {} });
    expect(rates.take([{ key: 'a', weight: 1, limit: 2 }]).rooms[0]?.resetMs).toBe(60_000);
  }
});
