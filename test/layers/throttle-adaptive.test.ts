import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bottleneckThrottle, type ThrottleLimits } from '../../src/layers/bottleneck-throttle.ts';
import type { Place } from '../../src/layers/throttle.ts';
import type { RateLimits } from '../../src/types/rate-limits.ts';
import { type Counting, limitedProvider, load } from '../support/limited-provider.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';

const never = Number.POSITIVE_INFINITY;
const LIMITS: ThrottleLimits = {
  requestsPerMinute: 500,
  tokensPerMinute: never,
  maxConcurrency: 16,
  maxQueue: never,
  maxWaitMs: never,
  ceilings: { requestsPerMinute: 500, tokensPerMinute: never },
};
const MINUTE_MS = 60_000;

/** Milliseconds from 50 on, the same in every run. */
const jitter = (mostMs: number) => {
  let state = 7;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return 50 + (state / 2 ** 31) * mostMs;
  };
};

const mostInAMinute = (times: readonly number[]): number =>
  Math.max(0, ...times.map((end) => times.filter((at) => at > end - MINUTE_MS && at <= end).length));

const countIn = (times: readonly number[], from: number, to: number): number =>
  times.filter((at) => at >= from && at < to).length;

/** A provider of 60 a minute under a client that may send 500, with more calls than either takes. */
async function simulated(
  counting: Counting,
  { startMs = 0, travelMs = 300, limit = 60, limits = LIMITS, minutes = 10 } = {},
  during: (clock: ManualClock, provider: ReturnType<typeof limitedProvider>) => void = () => {},
) {
  const clock = manualClock();
  await clock.advance(startMs);
  const provider = limitedProvider(clock, counting, limit);
  during(clock, provider);
  const throttle = bottleneckThrottle(limits, clock);
  const outcome = load({ clock, throttle, provider, calls: 40, travelMs: jitter(travelMs) });
  await clock.advance(minutes * MINUTE_MS);
  outcome.stop();
  await clock.advance(10 * MINUTE_MS);
  return { ...outcome, clock };
}

describe.each<Counting>(['sliding', 'fixed', 'bucket'])('under a provider that counts %s', (counting) => {
  test.each([
    { startMs: 0, travelMs: 0 },
    { startMs: 57_000, travelMs: 300 },
    { startMs: 31_000, travelMs: 1_500 },
  ])('no call is refused, no minute holds more than its limit, nine tenths of it are used: %j', async (timing) => {
    const { arrivals, refusals, clock } = await simulated(counting, timing);
    expect(refusals).toEqual([]);
    expect(mostInAMinute(arrivals)).toBeLessThanOrEqual(60);
    expect(arrivals.length).toBeGreaterThanOrEqual(0.9 * 600);
    expect(clock.pending).toBe(0);
  });

  test('what the first replies cannot tell in time is refused, nothing after them', async () => {
    const { refusals, firstReplyAt } = await simulated(counting, { limit: 5 });
    expect(refusals.length).toBeLessThanOrEqual(11); // of the 16 that were under way
    expect(refusals.filter((at) => at > firstReplyAt() + 700)).toEqual([]);
  });

  test('the rate follows the limit down and up again', async () => {
    const { arrivals, refusals } = await simulated(counting, { minutes: 16 }, (clock, provider) => {
      clock.after(4 * MINUTE_MS, () => {
        provider.limit = 20;
      });
      clock.after(8 * MINUTE_MS, () => {
        provider.limit = 200;
      });
    });
    expect(refusals.length).toBeLessThanOrEqual(1); // the call that learns of it
    expect(countIn(arrivals, 6 * MINUTE_MS, 8 * MINUTE_MS)).toBeGreaterThanOrEqual(36);
    expect(countIn(arrivals, 6 * MINUTE_MS, 8 * MINUTE_MS)).toBeLessThanOrEqual(40);
    expect(countIn(arrivals, 10 * MINUTE_MS, 16 * MINUTE_MS)).toBeGreaterThanOrEqual(0.9 * 6 * 200);
  });

  test('what others use of the same key is left to them: hardly a call is refused', async () => {
    const { arrivals, refusals } = await simulated(counting, {}, (clock, provider) => {
      const ask = () => {
        provider.ask();
        clock.after(2_000, ask); // 30 a minute
      };
      ask();
    });
    expect(refusals.length).toBeLessThanOrEqual(6);
    expect(arrivals.length).toBeGreaterThanOrEqual(0.75 * 300);
  });

  test('without learning most calls are refused', async () => {
    const { refusals } = await simulated(counting, { limits: { ...LIMITS, ceilings: undefined }, minutes: 2 });
    expect(refusals.length).toBeGreaterThan(300);
  });
});

describe('a word of the provider', () => {
  /** A throttle, and a way to ask for a place in it and see what came of it. */
  function setup(limits: Partial<ThrottleLimits> = {}) {
    const clock = manualClock();
    const throttle = bottleneckThrottle({ ...LIMITS, ...limits }, clock);
    const log: string[] = [];
    const ask = async (name: string, tokens = 1): Promise<Place> => {
      const place = await throttle.acquire({ tokens, priority: 5, signal: new AbortController().signal });
      log.push(`${name}@${clock.now()}`);
      return place;
    };
    return { clock, log, ask };
  }

  test('raises a default, and not what was configured', async () => {
    for (const [ceiling, started] of [
      [never, 1_000],
      [500, 50],
    ] as const) {
      const { clock, log, ask } = setup({
        maxConcurrency: never,
        ceilings: { requestsPerMinute: ceiling, tokensPerMinute: never },
      });
      (await ask('first')).learn?.({ requests: { limit: 10_000 } });
      for (let index = 1; index < 2_000; index += 1) void ask('later');
      await clock.advance(0);
      expect(log).toHaveLength(started);
    }
  });

  test('with Retry-After pauses every call, and only for so long', async () => {
    const { clock, log, ask } = setup();
    const first = await ask('a');
    first.learn?.({ retryAfterMs: 5_000 });
    first.learn?.({ retryAfterMs: 1_000 });
    void ask('b');
    void ask('c');
    await clock.advance(4_999);
    expect(log).toEqual(['a@0']);
    await clock.advance(1);
    expect(log).toEqual(['a@0', 'b@5000', 'c@5000']);
    expect(clock.pending).toBe(0);
  });

  test('that a job waits for is heard at once when it changes', async () => {
    const { clock, log, ask } = setup();
    const [first, second] = [await ask('a'), await ask('b')];
    first.learn?.({ requests: { limit: 500, remaining: 0, resetMs: 50_000 } });
    void ask('c');
    await clock.advance(3_000);
    second.learn?.({ requests: { limit: 500, remaining: 400, resetMs: 47_000 } });
    await clock.advance(0);
    expect(log).toEqual(['a@0', 'b@0', 'c@3000']);
  });

  test('is not heard where the throttle does not learn', async () => {
    const { ask } = setup({ ceilings: undefined });
    expect((await ask('a')).learn).toBeUndefined();
  });

  test('does not refuse a call that is estimated above a limit it told: the provider judges', async () => {
    const { clock, log, ask } = setup({ tokensPerMinute: 10_000 });
    (await ask('a', 10)).learn?.({ tokens: { limit: 1_000 } });
    void ask('heavy', 5_000);
    await clock.advance(0);
    expect(log).toEqual(['a@0']);
    await clock.advance(62_000);
    expect(log).toEqual(['a@0', 'heavy@62000']);
    await expect(ask('too heavy', 10_001)).rejects.toMatchObject({ retryable: false });
  });

  test('holds up tokens like requests', async () => {
    const { clock, log, ask } = setup({ tokensPerMinute: 100_000 });
    (await ask('a', 100)).learn?.({ tokens: { limit: 100_000, remaining: 500, resetMs: 10_000, refills: true } });
    void ask('b', 995);
    await clock.advance(60_000);
    expect(log).toEqual(['a@0', 'b@50']); // 9,950 tokens come back in a second
  });

  test('stops nobody for ever, loses no job and leaves no timer, whatever it is', async () => {
    const quota = fc.record(
      {
        limit: fc.oneof(fc.integer({ min: -1, max: 1_000 }), fc.constantFrom(Number.NaN, never, 0.5)),
        remaining: fc.oneof(fc.integer({ min: -1, max: 1_000 }), fc.constantFrom(Number.NaN, never)),
        resetMs: fc.oneof(fc.integer({ min: -1, max: 32 * 86_400_000 }), fc.constantFrom(Number.NaN, never)),
        refills: fc.boolean(),
      },
      { requiredKeys: [] },
    );
    const word: fc.Arbitrary<RateLimits> = fc.record(
      {
        requests: quota,
        tokens: quota,
        retryAfterMs: fc.oneof(fc.integer({ min: -1, max: MINUTE_MS }), fc.constant(Number.NaN)),
      },
      { requiredKeys: [] },
    );
    const job = fc.record({
      tokens: fc.integer({ min: 0, max: 900 }),
      holdMs: fc.integer({ min: 0, max: 5_000 }),
      word,
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 4 }),
        async (jobs, maxConcurrency) => {
          const { clock, log, ask } = setup({ tokensPerMinute: 1_000, maxConcurrency });
          for (const [index, { tokens, holdMs, word }] of jobs.entries())
            ask(`${index}`, tokens).then(async (place) => {
              await new Promise<void>((resolve) => clock.after(holdMs, resolve));
              place.learn?.(word);
              place();
            });
          await clock.advance(jobs.length * 4 * MINUTE_MS);
          expect(log).toHaveLength(jobs.length);
          expect(clock.pending).toBe(0);
        },
      ),
    );
  });
});
