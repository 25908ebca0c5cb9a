import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ScopeLimits } from '../../src/lib/scope-limits.ts';

const never = Number.POSITIVE_INFINITY;
const requests = (requestsPerMinute: number) => new ScopeLimits({ requestsPerMinute, tokensPerMinute: never });

test('a scope may start its minute at once, then is told to the millisecond when to come again', () => {
  const limits = requests(3);
  expect([limits.take('a', 1, 0), limits.take('a', 1, 10), limits.take('a', 1, 5_000)]).toEqual([0, 0, 0]);
  const waitMs = limits.take('a', 1, 6_000);
  expect(waitMs).toBe(54_010);
  expect(limits.take('a', 1, 6_000 + waitMs - 1)).toBe(1);
  expect(limits.take('a', 1, 6_000 + waitMs)).toBe(0);
});

test('scopes do not count for each other', () => {
  const limits = requests(1);
  expect([limits.take('a', 1, 0), limits.take('b', 1, 0)]).toEqual([0, 0]);
  expect(limits.take('a', 1, 0)).toBe(60_000);
});

test('tokens count like requests, and a refused start counts nothing', () => {
  const limits = new ScopeLimits({ requestsPerMinute: 2, tokensPerMinute: 100 });
  expect(limits.take('a', 90, 0)).toBe(0);
  expect(limits.take('a', 20, 0)).toBe(60_000);
  expect(limits.take('a', 10, 0)).toBe(0);
  expect(limits.take('a', 101, 0)).toBe(never);
});

test('no 60 s hold more than the limit, and what is told is enough', () => {
  const job = fc.record({ gapMs: fc.integer({ min: 0, max: 20_000 }), tokens: fc.integer({ min: 1, max: 60 }) });
  fc.assert(
    fc.property(fc.array(job, { maxLength: 100 }), (jobs) => {
      const limits = new ScopeLimits({ requestsPerMinute: 5, tokensPerMinute: 100 });
      const starts: { at: number; tokens: number }[] = [];
      let now = 0;
      for (const { gapMs, tokens } of jobs) {
        now += gapMs;
        const waitMs = limits.take('a', tokens, now);
        now += waitMs;
        if (waitMs > 0) expect(limits.take('a', tokens, now)).toBe(0);
        starts.push({ at: now, tokens });
      }
      for (const { at } of starts) {
        const minute = starts.filter((start) => start.at > at - 60_000 && start.at <= at);
        expect(minute.length).toBeLessThanOrEqual(5);
        expect(minute.reduce((sum, start) => sum + start.tokens, 0)).toBeLessThanOrEqual(100);
      }
    }),
  );
});

test('ten thousand scopes are remembered, and a busy one is not forgotten for many new ones', () => {
  const limits = requests(2);
  for (let index = 0; index < 10_000; index += 1) limits.take(`idle ${index}`, 1, 0);
  limits.take('busy', 1, 90_000);
  limits.take('busy', 1, 90_000);
  for (let index = 0; index < 9_999; index += 1) limits.take(`new ${index}`, 1, 91_000);
  expect(limits.take('busy', 1, 92_000)).toBeGreaterThan(0);
});

test('where all are busy the one that has used least is forgotten', () => {
  const limits = requests(3);
  for (const name of ['greedy', 'modest', 'modest', 'modest', 'greedy', 'greedy'].toReversed()) limits.take(name, 1, 0);
  limits.take('spare', 1, 0);
  for (let index = 0; index < 9_997; index += 1) for (let use = 0; use < 2; use += 1) limits.take(`${index}`, 1, 0);
  limits.take('one more', 1, 1);
  expect(limits.take('greedy', 1, 2)).toBeGreaterThan(0);
  expect(limits.take('modest', 1, 2)).toBeGreaterThan(0);
  expect([limits.take('spare', 1, 2), limits.take('spare', 1, 2), limits.take('spare', 1, 2)]).toEqual([0, 0, 0]);
});
