import { Redis } from 'ioredis';
import { Redis as Redis5 } from 'ioredis-5';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { ThrottledError } from '../../src/errors.ts';
import type { NodeRedisClient } from '../../src/redis/client.ts';
import { type RedisLimitsOptions, redisLimits } from '../../src/redis/index.ts';
import type { SharedAnswer, SharedAsk } from '../../src/types/shared-limits.ts';
import { until } from '../support/loopback.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { hasRedis, type RedisServer, redisServer } from '../support/redis.ts';

const ANY = { provider: 'any', model: 'any' };
const NONE = Number.POSITIVE_INFINITY;
const LIMITS = { requestsPerMinute: 100, tokensPerMinute: NONE, maxConcurrency: 3 };

const release = (answer: SharedAnswer) => {
  if (!answer.granted) throw new Error(`was refused for ${answer.waitMs} ms`);
  answer.release();
};

const OPTIONS = { maxRetriesPerRequest: 1, retryStrategy: () => 20 };
const versions = [
  ['ioredis 6', (url: string) => new Redis(url, OPTIONS).on('error', () => {})],
  ['ioredis 5', (url: string) => new Redis5(url, OPTIONS).on('error', () => {})],
] as const;

describe.runIf(hasRedis).each(versions)('limits shared over %s', (_, connect) => {
  let server: RedisServer;
  let client: ReturnType<typeof connect>;
  let clock: ManualClock;
  let rejections = 0;
  const count = () => {
    rejections += 1;
  };

  beforeAll(async () => {
    server = await redisServer();
    process.on('unhandledRejection', count);
  });
  beforeEach(async () => {
    client = connect(server.url);
    await client.flushall();
    await client.script('FLUSH');
    clock = manualClock();
  });
  afterEach(async () => {
    server.thaw();
    await quiet();
    client.disconnect();
  });
  afterAll(async () => {
    await server[Symbol.asyncDispose]();
    process.off('unhandledRejection', count);
    expect(rejections).toBe(0);
  });

  const limitsOf = (options: Partial<RedisLimitsOptions> = {}, target = ANY) => {
    const all = redisLimits({ client, name: 'acct-1', processes: 4, clock, ...options });
    const take = (ask: SharedAsk) => all.of(target).take(ask);
    return {
      take,
      ledger: all.ledger,
      get isAvailable() {
        return all.isAvailable;
      },
    };
  };
  /** Every command has been answered, and no place is held. */
  const quiet = () => vi.waitFor(() => expect(clock.pending).toBe(0));
  const keyOf = async (end: string) => (await client.keys(`*:${end}`))[0] ?? '';

  test('counts the places of all that share a name and a model', async () => {
    const [here, there] = [limitsOf(), limitsOf()];
    const elsewhere = [limitsOf({ name: 'acct-2' }), limitsOf({}, { provider: 'any', model: 'other' })];
    const held = [];
    for (const limits of [here, there, here]) held.push(await limits.take({ queue: 'a', tokens: 1, limits: LIMITS }));
    expect(await there.take({ queue: 'b', tokens: 1, limits: LIMITS })).toMatchObject({ granted: false });
    for (const limits of elsewhere) release(await limits.take({ queue: 'b', tokens: 1, limits: LIMITS }));
    held.forEach(release);
    await vi.waitFor(async () => expect(await client.keys('*:places')).toEqual([]));
    release(await there.take({ queue: 'b', tokens: 1, limits: LIMITS }));
  });

  test('its keys are hashes under a prefix, with one hash tag and a time to live', async () => {
    const limits = limitsOf({ prefix: 'app' });
    const held = await limits.take({ queue: 'a', tokens: 1, limits: { ...LIMITS, maxConcurrency: 1 } });
    await limits.take({ queue: 'b', tokens: 1, limits: { ...LIMITS, maxConcurrency: 1 } });
    await limits.ledger.reserve(
      { tokens: 1, cost: 0 },
      { key: 'ana@example.com', max: { tokens: 9, cost: 9 }, windowMs: 60_000 },
    );
    const keys = await client.keys('*');

    expect(keys).toHaveLength(6);
    for (const key of keys) {
      expect(key).toMatch(/^app:\{[0-9a-f]{32}\}:(rates|slots|places|line|seen|spent)$/);
      expect(await client.pttl(key)).toBeGreaterThan(0);
    }
    release(held);
  });

  test('renews the places that it holds while it holds them', async () => {
    const limits = limitsOf();
    const held = await limits.take({ queue: 'a', tokens: 1, limits: LIMITS });
    const places = await keyOf('places');
    await client.zadd(places, 'XX', '1', `${await client.zrange(places, '0', '-1')}`);
    await clock.advance(5_000);
    await vi.waitFor(async () =>
      expect(Number((await client.zrange(places, '0', '-1', 'WITHSCORES'))[1])).toBeGreaterThan(1),
    );
    release(held);
    await vi.waitFor(async () => expect(await client.zcard(places)).toBe(0));
  });

  test('a process with a shorter lease does not cut those of others', async () => {
    const [long, short] = [limitsOf({ leaseMs: 60_000 }), limitsOf({ leaseMs: 1_000 })];
    const held = [await long.take({ queue: 'a', tokens: 1, limits: LIMITS })];
    held.push(await short.take({ queue: 'b', tokens: 1, limits: LIMITS }));
    const places = await keyOf('places');
    expect(await client.pttl(places)).toBeGreaterThan(10_000);
    const before = await client.zrange(places, '0', '0', 'WITHSCORES');
    const left = await client.pttl(places);
    await vi.waitFor(async () => expect(await client.pttl(places)).toBeLessThan(left - 1)); // the server's clock has moved
    await clock.advance(400);
    await vi.waitFor(async () => expect(await client.zrange(places, '0', '0', 'WITHSCORES')).not.toEqual(before));
    expect(await client.pttl(places)).toBeGreaterThan(10_000);
    held.forEach(release);
  });

  test('a place is given back once', async () => {
    const limits = limitsOf();
    const [first, second] = [
      await limits.take({ queue: 'a', tokens: 1, limits: LIMITS }),
      await limits.take({ queue: 'a', tokens: 1, limits: LIMITS }),
    ];
    for (let time = 0; time < 3; time += 1) release(first);
    await vi.waitFor(async () => expect(await client.zcard(await keyOf('places'))).toBe(1));
    release(second);
  });

  test('without a limit of places none is leased', async () => {
    const limits = limitsOf();
    release(await limits.take({ queue: 'a', tokens: 1, limits: { ...LIMITS, maxConcurrency: NONE } }));
    expect(clock.pending).toBe(0);
    expect(await keyOf('places')).toBe('');
  });

  test('SCRIPT FLUSH goes unnoticed', async () => {
    const limits = limitsOf();
    for (let round = 0; round < 3; round += 1) {
      release(await limits.take({ queue: 'a', tokens: 1, limits: LIMITS }));
      await client.script('FLUSH');
    }
    expect(limits.isAvailable).toBe(true);
  });

  test('a Redis that starts again empty learns the places held here with the next renewal', async () => {
    const limits = limitsOf();
    const held = await limits.take({ queue: 'a', tokens: 1, limits: LIMITS });
    await server.restart();
    await vi.waitFor(() => client.ping());
    await clock.advance(5_000);
    await vi.waitFor(async () => expect(await client.zcard(await keyOf('places'))).toBe(1));
    expect(limits.isAvailable).toBe(true);
    release(held);
  });

  test('a frozen Redis costs one wait; a place that it grants late is given back', async () => {
    const limits = limitsOf();
    release(await limits.take({ queue: 'a', tokens: 1, limits: LIMITS }));
    await quiet();
    server.freeze();
    const first = limits.take({ queue: 'a', tokens: 1, limits: LIMITS });
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    await clock.advance(250);
    release(await first); // by its part of the limits
    release(await limits.take({ queue: 'a', tokens: 1, limits: { ...LIMITS, requestsPerMinute: NONE } }));
    expect(limits.isAvailable).toBe(false);
    server.thaw();
    await clock.advance(1_000);
    await limits.take({ queue: 'a', tokens: 1, limits: { ...LIMITS, maxConcurrency: NONE } });
    await until(() => limits.isAvailable);
    release(await limits.take({ queue: 'a', tokens: 1, limits: LIMITS }));
    await vi.waitFor(async () => expect(await client.zcard(await keyOf('places'))).toBe(0));
  });

  test('a Redis that answers too slowly is left out until it is quick again', async () => {
    const limits = limitsOf();
    const other = connect(server.url);
    release(await limits.take({ queue: 'a', tokens: 1, limits: LIMITS }));
    await quiet();
    const sleep = other.call('DEBUG', 'SLEEP', '0.2');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const first = limits.take({ queue: 'a', tokens: 1, limits: LIMITS });
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    await clock.advance(250);
    release(await first);
    expect(limits.isAvailable).toBe(false);
    await sleep;
    other.disconnect();
    await clock.advance(1_000);
    release(await limits.take({ queue: 'a', tokens: 1, limits: { ...LIMITS, requestsPerMinute: NONE } }));
    await until(() => limits.isAvailable);
  });

  test.each([
    ['local', 1], // of three places, one for each of four processes
    ['closed', 0],
    ['open', 50],
  ] as const)('without Redis, `%s` starts %i of 50 jobs', async (whenUnavailable, expected) => {
    await server.kill();
    const limits = limitsOf({ whenUnavailable });
    const outcomes: unknown[] = [];
    for (let job = 0; job < 50; job += 1) {
      const answer = limits.take({ queue: 'a', tokens: 1, limits: { ...LIMITS, requestsPerMinute: 120 } });
      await Promise.race([vi.waitFor(() => expect(clock.pending).toBeGreaterThan(0)), answer.catch(() => {})]);
      if (limits.isAvailable) await clock.advance(250);
      outcomes.push(await answer.catch((error) => error));
    }
    const granted = outcomes.filter((each): each is SharedAnswer => (each as SharedAnswer).granted === true);
    expect(granted).toHaveLength(expected);
    if (whenUnavailable === 'closed') {
      expect(outcomes[0]).toBeInstanceOf(ThrottledError);
      expect(outcomes[0]).toMatchObject({ retryable: true, retryAfterMs: 1_000 });
      expect(String(outcomes[0])).toMatch(/cannot be reached.*whenUnavailable/);
    }
    granted.forEach(release);
    await server.restart();
  });

  test('places taken while Redis was away are known to it once it is back', async () => {
    await server.kill();
    const limits = limitsOf();
    const first = limits.take({ queue: 'a', tokens: 1, limits: LIMITS });
    await vi.waitFor(() => expect(clock.pending).toBe(1));
    await clock.advance(250);
    const held = await first;
    await server.restart();
    await vi.waitFor(() => client.ping());
    await clock.advance(1_000);
    await limits.take({ queue: 'a', tokens: 1, limits: LIMITS });
    await until(() => limits.isAvailable);
    expect(await client.zcard(await keyOf('places'))).toBe(1);
    release(held);
  });

  test('budgets are spent jointly and settled once', async () => {
    const [here, there] = [limitsOf().ledger, limitsOf().ledger];
    const allowance = { key: 'ana', max: { tokens: 100, cost: NONE }, windowMs: 60_000 };
    const first = await here.reserve({ tokens: 60, cost: 0.25 }, allowance);
    const refused = await there.reserve({ tokens: 60, cost: 0.25 }, allowance);
    expect(refused).toMatchObject({ granted: false, left: { tokens: 40, cost: NONE } });
    expect(!refused.granted && refused.resetMs).toBeGreaterThan(59_000);
    if (!first.granted) throw new Error('was refused');
    for (let time = 0; time < 2; time += 1) await first.settle({ tokens: 10, cost: 0.1 });
    expect((await there.reserve({ tokens: 91, cost: 0 }, allowance)).granted).toBe(false);
    expect((await there.reserve({ tokens: 90, cost: 0 }, allowance)).granted).toBe(true);
  });

  test('a budget of money is kept to the fraction', async () => {
    const { ledger } = limitsOf();
    const allowance = { key: 'ana', max: { tokens: NONE, cost: 0.01 }, windowMs: 60_000 };
    expect((await ledger.reserve({ tokens: 5, cost: 0.0099 }, allowance)).granted).toBe(true);
    const refused = await ledger.reserve({ tokens: 5, cost: 0.0002 }, allowance);
    expect(refused).toMatchObject({ granted: false, left: { tokens: NONE } });
    expect(!refused.granted && refused.left.cost).toBeCloseTo(0.0001);
  });

  test('sums of fractions do not cost the last call, and a window without end lasts a year', async () => {
    const { ledger } = limitsOf();
    const allowance = { key: 'ana', max: { tokens: NONE, cost: 0.3 }, windowMs: NONE };
    for (let call = 0; call < 3; call += 1)
      expect((await ledger.reserve({ tokens: 5, cost: 0.1 }, allowance)).granted).toBe(true);
    expect((await ledger.reserve({ tokens: 5, cost: 0.1 }, allowance)).granted).toBe(false);
    expect(await client.pttl(await keyOf('spent'))).toBeGreaterThan(365 * 86_400_000);
  });

  test('what is settled after its window has ended changes no later window', async () => {
    const { ledger } = limitsOf();
    const allowance = { key: 'ana', max: { tokens: 100, cost: NONE }, windowMs: 60_000 };
    const first = await ledger.reserve({ tokens: 100, cost: 0 }, allowance);
    await client.del(await keyOf('spent'));
    await ledger.reserve({ tokens: 100, cost: 0 }, allowance);
    if (first.granted) await first.settle({ tokens: 0, cost: 0 });
    expect((await ledger.reserve({ tokens: 1, cost: 0 }, allowance)).granted).toBe(false);
  });
});

test('a client of node-redis is asked in its own words', async () => {
  const asked: unknown[] = [];
  const client: NodeRedisClient = {
    evalSha: async (sha1, options) => {
      asked.push([sha1.length, options.keys.length, options.arguments.length]);
      throw new Error('NOSCRIPT No matching script.');
    },
    eval: async (script, options) => {
      asked.push([script.includes('redis.call'), options.keys.length, options.arguments.length]);
      return [1, 0];
    },
  };
  const clock = manualClock();
  const limits = redisLimits({ client, name: 'a', processes: 1, clock }).of(ANY);
  const answer = await limits.take({ queue: 'a', tokens: 1, limits: LIMITS });
  expect(answer.granted).toBe(true);
  expect(asked).toEqual([
    [40, 5, 8],
    [true, 5, 8],
  ]);
  release(answer);
  expect(clock.pending).toBe(0);
});
