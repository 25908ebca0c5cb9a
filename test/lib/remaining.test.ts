import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Remaining } from '../../src/lib/remaining.ts';

const ALL = Number.POSITIVE_INFINITY; // nothing was counted by us, so all that is used is used by others

/** Starts `weight` and answers with its mark. */
function start(remaining: Remaining, weight: number, now: number): number {
  remaining.take(weight, now);
  return remaining.started;
}

/** As it is after the reply to one first start. */
function having(quota: Parameters<Remaining['hear']>[0], ownRoom = ALL): Remaining {
  const remaining = new Remaining();
  remaining.hear(quota, start(remaining, 1, 0), ownRoom, 0);
  return remaining;
}

test('nothing is in the way before a word was heard, and after its reset', () => {
  expect(new Remaining().waitMs(1_000, 0)).toBe(0);
  const remaining = having({ limit: 100, remaining: 0, resetMs: 30_000 });
  expect(remaining.waitMs(1, 0)).toBe(30_000);
  expect(remaining.waitMs(1, 29_000)).toBe(1_000);
  expect(remaining.waitMs(1, 30_000)).toBe(0);
});

test('what was started since counts against what is left', () => {
  const remaining = having({ limit: 100, remaining: 50, resetMs: 30_000 });
  start(remaining, 30, 0);
  expect(remaining.waitMs(20, 0)).toBe(0);
  expect(remaining.waitMs(21, 0)).toBe(30_000);
});

test('what was started after the attempt that is answered is not in its reply', () => {
  const remaining = new Remaining();
  const first = start(remaining, 10, 0);
  start(remaining, 40, 0);
  remaining.hear({ limit: 100, remaining: 90, resetMs: 30_000 }, first, ALL, 0);
  expect(remaining.waitMs(50, 0)).toBe(0);
  expect(remaining.waitMs(51, 0)).toBe(30_000);
});

test('the last tenth is spread over the time that is left', () => {
  const remaining = having({ limit: 100, remaining: 10, resetMs: 20_000 });
  const starts: number[] = [];
  for (let now = 0; now < 20_000; now += 1)
    if (remaining.waitMs(1, now) === 0) {
      start(remaining, 1, now);
      starts.push(now);
    }
  expect(starts).toEqual([0, 2_000, 4_000, 6_000, 8_000, 10_000, 12_000, 14_000, 16_000, 18_000]);
  expect(remaining.waitMs(1, 20_000)).toBe(0);
});

test('the spread goes on when a reply confirms it, and ends when a reply has plenty', () => {
  const remaining = having({ limit: 100, remaining: 5, resetMs: 20_000 });
  const mark = start(remaining, 1, 0);
  remaining.hear({ limit: 100, remaining: 4, resetMs: 19_900 }, mark, ALL, 100);
  expect(remaining.waitMs(1, 100)).toBe(3_900);
  remaining.hear({ limit: 100, remaining: 90, resetMs: 60_000 }, mark, ALL, 200);
  expect(remaining.waitMs(1, 200)).toBe(0);
});

describe('a bucket', () => {
  const bucket = { limit: 60, remaining: 0, resetMs: 60_000, refills: true };

  test('is waited for as long as it needs to hold enough', () => {
    const remaining = having(bucket);
    expect(remaining.waitMs(1, 0)).toBe(1_000);
    expect(remaining.waitMs(5, 0)).toBe(5_000);
    expect(remaining.waitMs(5, 4_000)).toBe(1_000);
  });

  test('is drawn on no faster than it refills', () => {
    const remaining = having(bucket);
    let starts = 0;
    for (let now = 0; now < 59_000; now += 10)
      if (remaining.waitMs(1, now) === 0) {
        start(remaining, 1, now);
        starts += 1;
      }
    expect(starts).toBe(58);
  });
});

describe('replies out of order', () => {
  test('do not raise what is left', () => {
    const remaining = new Remaining();
    const [first, second] = [start(remaining, 1, 0), start(remaining, 1, 0)];
    remaining.hear({ limit: 100, remaining: 3, resetMs: 60_000 }, second, ALL, 10);
    expect(remaining.hear({ limit: 100, remaining: 99, resetMs: 60_000 }, first, ALL, 20)).toBe(false);
    expect(remaining.waitMs(4, 20)).toBeGreaterThan(0);
  });

  test('may lower it', () => {
    const remaining = new Remaining();
    const [first, second] = [start(remaining, 1, 0), start(remaining, 1, 0)];
    remaining.hear({ limit: 100, remaining: 50, resetMs: 60_000 }, second, ALL, 10);
    remaining.hear({ limit: 100, remaining: 5, resetMs: 60_000 }, first, ALL, 20);
    expect(remaining.waitMs(5, 20)).toBeGreaterThan(0);
    expect(remaining.waitMs(4, 20)).toBe(0);
  });

  test('never raise it, whatever they say', () => {
    const word = fc.record({
      limit: fc.integer({ min: 1, max: 1_000 }),
      remaining: fc.integer({ min: 0, max: 1_000 }),
      resetMs: fc.integer({ min: 0, max: 100_000 }),
      refills: fc.boolean(),
    });
    fc.assert(
      fc.property(word, word, fc.integer({ min: 1, max: 50 }), (latest, stale, weight) => {
        const remaining = new Remaining();
        const [first, second] = [start(remaining, 1, 0), start(remaining, 1, 0)];
        remaining.hear(latest, second, ALL, 10);
        const before = remaining.waitMs(weight, 10);
        remaining.hear(stale, first, ALL, 10);
        expect(remaining.waitMs(weight, 10)).toBeGreaterThanOrEqual(before);
      }),
    );
  });
});

test('where our own count leaves no more than the provider, its word adds nothing', () => {
  expect(having({ limit: 100, remaining: 40, resetMs: 60_000 }, 40).waitMs(50, 0)).toBe(0);
  expect(having({ limit: 100, remaining: 40, resetMs: 60_000 }, 41).waitMs(50, 0)).toBe(60_000);
});

test('a provider that is wrong slows down to one start in 60 s, and cannot stop', () => {
  const month = 30 * 86_400_000;
  const remaining = having({ limit: 100, remaining: 0, resetMs: month });
  for (let now = 60_000; now <= 300_000; now += 60_000) {
    expect(remaining.waitMs(1, now - 1)).toBe(1);
    expect(remaining.waitMs(1, now)).toBe(0);
    const mark = start(remaining, 1, now);
    remaining.hear({ limit: 100, remaining: 0, resetMs: month }, mark, ALL, now);
  }
});

test.each([
  { remaining: Number.NaN, resetMs: 1 },
  { remaining: 0, resetMs: Number.NaN },
  { remaining: -1, resetMs: 1 },
  { remaining: 0 },
  {},
])('a word without sense changes nothing: %j', (quota) => {
  expect(having(quota).waitMs(1_000, 0)).toBe(0);
});
