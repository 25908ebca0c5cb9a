import fc from 'fast-check';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RateGate } from '../../src/lib/gcra.ts';
import { runWith } from '../../src/redis/client.ts';
import { takeScript } from '../../src/redis/scripts/take.ts';
import { hasRedis, type RedisServer, redisServer } from '../support/redis.ts';

const KEYS = ['rates', 'slots', 'places', 'line', 'seen'].map((name) => `{test}:${name}`);
const GIVEN_TIME = 'local now = tonumber(ARGV[9])';

let server: RedisServer;
let client: Redis;
beforeAll(async () => {
  if (!hasRedis) return;
  server = await redisServer();
  client = new Redis(server.url);
});
afterAll(async () => {
  client?.disconnect();
  await server?.[Symbol.asyncDispose]();
});

interface Limits {
  readonly requests?: number;
  readonly tokens?: number;
  readonly places?: number;
}

/** Redis at a time of ours, empty at first. */
async function setup({ requests, tokens, places }: Limits, burstShare?: number) {
  await client.flushall();
  const run = runWith(client);
  const script = takeScript(GIVEN_TIME, burstShare);
  let count = 0;
  /** `true`, or milliseconds to wait. */
  return async (queue: string, weight: number, now: number): Promise<true | number> => {
    count += 1;
    const limits = [requests, tokens, places].map((limit) => `${limit ?? ''}`);
    const args = [queue, `place-${count}`, `${weight}`, ...limits, '60000', '15000', `${now}`];
    const [granted, waitMs] = (await run(script, KEYS, args)) as [number, number];
    return granted === 1 || waitMs;
  };
}

test.runIf(hasRedis)('decides as the throttle of one process does, whatever comes', async () => {
  const limit = fc.constantFrom(3, 30, 1_000, undefined);
  const job = fc.record({
    gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 15_000 })),
    tokens: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1_000 })),
  });
  await fc.assert(
    fc.asyncProperty(limit, limit, fc.array(job, { maxLength: 60, size: 'max' }), async (requests, tokens, jobs) => {
      const take = await setup({ ...(requests && { requests }), ...(tokens && { tokens }) }, 0.1);
      const gates = [
        new RateGate(requests ?? Number.POSITIVE_INFINITY),
        new RateGate(tokens ?? Number.POSITIVE_INFINITY),
      ];
      let now = 1_700_000_000_000;
      for (const job of jobs) {
        now += job.gapMs;
        const weights = [1, Math.min(job.tokens, tokens ?? 1_000)];
        const waitMs = Math.max(...gates.map((gate, kind) => gate.waitMs(weights[kind] ?? 0, now)));
        if (waitMs === 0) for (const [kind, gate] of gates.entries()) gate.take(weights[kind] ?? 0, now);
        expect(await take('queue', weights[1] ?? 0, now)).toBe(waitMs === 0 || Math.ceil(Math.min(1_000, waitMs)));
      }
    }),
    { numRuns: 100 },
  );
});

test.runIf(hasRedis)('lets no window hold more than the limit, and uses at least nine tenths of it', async () => {
  const take = await setup({ requests: 600 });
  const starts: number[] = [];
  const due = new Map(Array.from({ length: 20 }, (_, queue) => [`queue-${queue}`, 0]));
  for (let now = 0; now < 180_000; now += 10)
    for (const [queue, at] of due) {
      if (at > now) continue;
      const answer = await take(queue, 1, now);
      if (answer === true) starts.push(now);
      else due.set(queue, now + answer);
    }
  const inWindow = starts.map((end) => starts.filter((at) => at > end - 60_000 && at <= end).length);
  expect(Math.max(...inWindow)).toBeLessThanOrEqual(600);
  expect(starts.length).toBeGreaterThan(0.9 * 3 * 600);
});

test.runIf(hasRedis)('queues start in the order in which they came', async () => {
  const take = await setup({ requests: 60 }); // 3 at once, then one in 1,053 ms
  for (const queue of ['a', 'b', 'c']) expect(await take(queue, 1, 0)).toBe(true);
  expect(await take('a', 1, 1)).toBe(1_000);
  expect(await take('b', 1, 2)).toBe(1_000);
  expect(await take('b', 1, 1_001)).toBe(1_000); // the time has not come
  expect(await take('b', 1, 1_060)).toBe(1_000); // the time has come, and it is the turn of a
  expect(await take('a', 1, 1_061)).toBe(true);
  expect(await take('a', 1, 1_062)).toBe(1_000);
  expect(await take('b', 1, 2_120)).toBe(true);
});

test.runIf(hasRedis)('a queue that does not come back in time loses its turn', async () => {
  const take = await setup({ requests: 60 });
  for (const queue of ['a', 'b', 'c']) await take(queue, 1, 0);
  expect(await take('dead', 1, 1)).toBe(1_000);
  expect(await take('b', 1, 1_060)).toBe(1_000);
  expect(await take('b', 1, 1_501)).toBe(true);
});

test.runIf(hasRedis)('light jobs of others do not starve a heavy one that is first in line', async () => {
  const take = await setup({ tokens: 1_000 });
  expect(await take('light', 50, 0)).toBe(true);
  let heavy = 0;
  for (let now = 3_000; now < 130_000 && heavy === 0; now += 500) {
    if ((await take('heavy', 1_000, now)) === true) heavy = now;
    await take('light', 50, now);
  }
  expect(heavy).toBe(60_000);
});

test.runIf(hasRedis)(
  'places go to those that wait longest, and to others only where there are enough for all',
  async () => {
    const take = await setup({ places: 2 });
    for (const queue of ['a', 'a']) expect(await take(queue, 1, 0)).toBe(true);
    expect(await take('b', 1, 1)).toBe(50);
    expect(await take('c', 1, 2)).toBe(55);
    await client.zrem(KEYS[2] ?? '', 'place-1');
    expect(await take('c', 1, 30)).toBe(55);
    expect(await take('a', 1, 30)).toBe(60);
    expect(await take('b', 1, 50)).toBe(true);
    await client.zrem(KEYS[2] ?? '', 'place-1', 'place-2');
    expect(await take('c', 1, 60)).toBe(true);
  },
);

test.runIf(hasRedis)('a place that nobody renews is free again when its lease ends', async () => {
  const take = await setup({ places: 1 });
  expect(await take('a', 1, 0)).toBe(true);
  expect(await take('b', 1, 14_999)).toBe(50);
  expect(await take('b', 1, 15_000)).toBe(true);
});

test.runIf(hasRedis)('forgets what it wrote where the clock of Redis goes back and nothing can start', async () => {
  const take = await setup({ requests: 60 });
  for (const queue of ['a', 'b', 'c']) await take(queue, 1, 3_600_000);
  await client.pexpire(KEYS[0] ?? '', 30_000);
  for (const now of [0, 900]) expect(await take('a', 1, now)).toBe(1_000);
  expect(await client.pttl(KEYS[0] ?? '')).toBeLessThanOrEqual(30_000);
});

test.runIf(hasRedis)('every key has a time to live', async () => {
  const take = await setup({ requests: 60, tokens: 1_000, places: 1 });
  for (const queue of ['a', 'b']) await take(queue, 1, 0);
  const keys = await client.keys('*');
  expect(keys.sort()).toEqual([...KEYS].sort());
  for (const key of keys) expect(await client.pttl(key)).toBeGreaterThan(0);
});

test.runIf(hasRedis)('the log of starts is bounded', async () => {
  const take = await setup({ requests: 100_000 });
  for (let now = 0; now < 120_000; now += 50) await take('queue', 1, now);
  expect(await client.llen(KEYS[1] ?? '')).toBeLessThanOrEqual(601);
});
