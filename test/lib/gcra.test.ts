import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RateGate } from '../../src/lib/gcra.ts';

interface Start {
  readonly at: number;
  readonly weight: number;
}

const within60s = (starts: readonly Start[], end: number) =>
  starts.filter(({ at }) => at > end - 60_000 && at <= end).reduce((sum, { weight }) => sum + weight, 0);

/** Starts each job as early as the gate says, one after the other. */
function run(gate: RateGate, jobs: readonly { readonly gapMs: number; readonly weight: number }[]): Start[] {
  let now = 0;
  return jobs.map(({ gapMs, weight }) => {
    now += gapMs;
    now += Math.ceil(gate.waitMs(weight, now));
    expect(gate.waitMs(weight, now)).toBeLessThan(0.001); // what it told is enough
    gate.take(weight, now);
    return { at: now, weight };
  });
}

const jobsUpTo = (limit: number) =>
  fc.array(
    fc.record({
      gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 90_000 })),
      weight: fc.oneof(
        fc.integer({ min: 1, max: Math.max(1, Math.floor(limit / 10)) }),
        fc.integer({ min: 1, max: limit }),
      ),
    }),
    { maxLength: 200, size: 'max' },
  );

test('no 60 s hold more than the limit, whatever arrives when', () => {
  const anyCase = fc.integer({ min: 1, max: 2_000 }).chain((limit) => fc.tuple(fc.constant(limit), jobsUpTo(limit)));
  fc.assert(
    fc.property(anyCase, ([limit, jobs]) => {
      const starts = run(new RateGate(limit), jobs);
      for (const { at } of starts) expect(within60s(starts, at)).toBeLessThanOrEqual(limit);
    }),
  );
});

test('a weight above the burst waits no more than 100 ms longer than the last 60 s demand', () => {
  const limit = 1_000;
  fc.assert(
    fc.property(jobsUpTo(limit), fc.integer({ min: 101, max: limit }), (jobs, weight) => {
      const gate = new RateGate(limit);
      const starts = run(gate, jobs);
      const now = starts.at(-1)?.at ?? 0;
      const waitMs = gate.waitMs(weight, now);
      if (waitMs > 101) expect(within60s(starts, now + waitMs - 101) + weight).toBeGreaterThan(limit);
    }),
  );
});

test('a tenth of the limit starts at once, the rest at nine tenths of the pace', () => {
  const starts = run(new RateGate(600), new Array(1_200).fill({ gapMs: 0, weight: 1 }));
  expect(starts.filter(({ at }) => at === 0)).toHaveLength(60);
  expect(starts[60]?.at).toBe(112); // 60 s / 540
  expect(starts.filter(({ at }) => at < 60_000).length).toBeGreaterThan(595);
  const lastMinute = (starts.at(-1)?.at ?? 0) - 60_000;
  expect(starts.filter(({ at }) => at > lastMinute).length).toBeGreaterThanOrEqual(535);
});

test('small jobs go on beside a heavy one for as long as the minute has room', () => {
  const gate = new RateGate(1_000);
  gate.take(500, 0);
  expect(gate.waitMs(100, 0)).toBe(0);
  gate.take(100, 0);
  expect(gate.waitMs(400, 0)).toBe(0);
  expect(gate.waitMs(401, 0)).toBe(60_000);
});

test('a weight above the limit never starts', () => {
  expect(new RateGate(100).waitMs(101, 0)).toBe(Number.POSITIVE_INFINITY);
});

test('no limit means no wait', () => {
  const gate = new RateGate(Number.POSITIVE_INFINITY);
  gate.take(1e15, 0);
  expect(gate.waitMs(1e15, 0)).toBe(0);
});

test('a limit below ten is used up at once and freed after a minute', () => {
  const starts = run(new RateGate(3), new Array(7).fill({ gapMs: 0, weight: 1 }));
  expect(starts.map(({ at }) => at)).toEqual([0, 0, 0, 60_000, 60_000, 60_000, 120_000]);
});

test('a lower limit counts what was started before it, and paces what it lets through', () => {
  const gate = new RateGate(500);
  for (let start = 0; start < 16; start += 1) gate.take(1, 0);
  gate.limitTo(60, 0, 100);
  const starts = run(gate, new Array(100).fill({ gapMs: 100, weight: 1 }));
  const all = [...new Array(16).fill({ at: 0, weight: 1 }), ...starts];
  for (const { at } of starts) expect(within60s(all, at)).toBeLessThanOrEqual(60);
  expect(starts[0]?.at).toBeGreaterThan(10_000); // 16 are owed at 54 a minute, and 6 of them are the burst
});

test('a higher limit holds from the next start on', () => {
  const gate = new RateGate(60);
  for (let start = 0; start < 6; start += 1) gate.take(1, 0);
  expect(gate.waitMs(1, 0)).toBeGreaterThan(1_000);
  gate.limitTo(600, 0, 0);
  expect(gate.waitMs(54, 0)).toBe(0);
  expect(gate.waitMs(55, 0)).toBeGreaterThan(0);
});

test('with a grace what was started counts for longer than a minute', () => {
  const gate = new RateGate(2);
  gate.limitTo(1, 2_000, 0);
  gate.take(1, 0);
  expect(gate.waitMs(1, 0)).toBe(62_000);
});
