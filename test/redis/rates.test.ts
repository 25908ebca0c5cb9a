import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ThrottledError } from '../../src/errors.ts';
import { MinuteRates } from '../../src/lib/minute-rates.ts';
import { runWith } from '../../src/redis/client.ts';
import { type RedisLimitsOptions, redisLimits } from '../../src/redis/index.ts';
import { startScript } from '../../src/redis/scripts/starts.ts';
import type { RateAsk } from '../../src/types/shared-rates.ts';
import { manualClock } from '../support/manual-clock.ts';
import { hasRedis, type RedisServer, redisServer } from '../support/redis.ts';

const one = (key: string, limit: number, weight = 1): RateAsk => ({ key, limit, weight });

describe.runIf(hasRedis)('rates over Redis', () => {
  let server: RedisServer;
  let client: Redis;
  beforeAll(async () => {
    server = await redisServer();
    client = new Redis(server.url, { maxRetriesPerRequest: 1, retryStrategy: () => 20 }).on('error', () => {});
  });
  beforeEach(() => client.flushall());
  afterAll(async () => {
    client.disconnect();
    await server[Symbol.asyncDispose]();
  });
  const ratesOf = (options: Partial<RedisLimitsOptions> = {}) =>
    redisLimits({ client, name: 'gateway', processes: 2, ...options }).rates;

  test('decides as one process does, whatever comes', async () => {
    const start = fc.record({
      gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 15_000 })),
      weights: fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 1, max: 30 })),
    });
    const run = runWith(client);
    const script = startScript('local now = tonumber(ARGV[#ARGV])');
    await fc.assert(
      fc.asyncProperty(fc.array(start, { maxLength: 60, size: 'max' }), async (starts) => {
        await client.flushall();
        let now = 1_700_000_000_000;
        const clock = { now: () => now, after: () => () => {} };
        const here = new MinuteRates(clock);
        for (const { gapMs, weights } of starts) {
          now += gapMs;
          const asks = [one('a', 6, weights[0]), one('b', 25, weights[1])];
          const { granted, rooms } = here.take(asks);
          const numbers = asks.flatMap(({ weight, limit }) => [`${weight}`, `${limit}`]);
          const reply = (await run(script, ['{t}a', '{t}b'], ['60000', ...numbers, `${now}`])) as unknown[];
          const [isGranted, ...rest] = reply.map(Number);
          expect(isGranted).toBe(granted ? 1 : 0);
          for (const [key, { waitMs, left, resetMs }] of rooms.entries())
            expect(rest.slice(4 * key, 4 * key + 3)).toEqual([
              waitMs === Number.POSITIVE_INFINITY ? -1 : waitMs,
              left,
              resetMs,
            ]);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('all or nothing is counted, over all processes, and corrected once', async () => {
    const [here, there] = [ratesOf(), ratesOf()];
    const first = await here.take([one('ana', 2), one('team', 10, 8)]);
    expect(first.granted).toBe(true);
    const refused = await there.take([one('ana', 2), one('team', 10, 8)]);
    expect(refused).toMatchObject({ granted: false, rooms: [{ waitMs: 0, left: 1 }, { left: 2 }] });
    for (let time = 0; time < 2; time += 1) await first.settle([1, 3]);
    const third = await there.take([one('ana', 2), one('team', 10, 7)]);
    expect(third).toMatchObject({ granted: true, rooms: [{ left: 0 }, { left: 0 }] });
  });

  test('its keys are hashes with one tag and a time to live', async () => {
    await ratesOf().take([one('ana@example.com', 2), one('team', 10)]);
    const keys = await client.keys('*');
    expect(keys).toHaveLength(2);
    expect(new Set(keys.map((key) => /\{.*\}/.exec(key)?.[0])).size).toBe(1);
    for (const key of keys) {
      expect(key).toMatch(/^secure-llm:\{[0-9a-f]{32}\}:[0-9a-f]{32}:started$/);
      expect(await client.pttl(key)).toBeGreaterThan(59_000);
    }
  });

  test('a frozen Redis costs one wait, and what it counts late is taken back', async () => {
    const clock = manualClock();
    const rates = ratesOf({ clock });
    await rates.take([one('ana', 9)]);
    server.freeze();
    const held = rates.take([one('ana', 9, 4)]);
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    await clock.advance(250);
    expect((await held).granted).toBe(true); // by its part: 4 of 9
    expect((await rates.take([one('ana', 9)])).granted).toBe(false);
    server.thaw();
    await vi.waitFor(async () => {
      const [key = ''] = await client.keys('*:started');
      expect(await client.lindex(key, -1)).toMatch(/ 1$/);
    });
  });

  test.each([
    ['local', 5],
    ['closed', 0],
    ['open', 10],
  ] as const)('without Redis, `%s` starts %i of ten', async (whenUnavailable, expected) => {
    await server.kill();
    const clock = manualClock();
    const rates = ratesOf({ clock, whenUnavailable });
    let started = 0;
    for (let start = 0; start < 12; start += 1) {
      const answer = Promise.resolve(rates.take([one('ana', 10)])).catch((error: unknown) => error);
      await Promise.race([vi.waitFor(() => expect(clock.pending).toBeGreaterThan(0)), answer]);
      await clock.advance(250);
      const outcome = await answer;
      if (whenUnavailable === 'closed') expect(outcome).toBeInstanceOf(ThrottledError);
      else if ((outcome as { granted: boolean }).granted) started += 1;
    }
    expect(started).toBe(expected);
    await server.restart();
    await vi.waitFor(() => client.ping());
  });

  test('a restart and a flush in the middle leave no start stuck', async () => {
    const rates = ratesOf();
    const first = await rates.take([one('ana', 2)]);
    await client.flushall();
    await client.script('FLUSH');
    await first.settle([0]);
    expect((await rates.take([one('ana', 2)])).granted).toBe(true);
    await server.restart();
    await vi.waitFor(() => client.ping());
    expect((await rates.take([one('ana', 2)])).granted).toBe(true);
  });
});
