import { Redis } from 'ioredis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { expect, test } from 'vitest';
import { RedisLimits } from '../../src/redis/limits.ts';
import { readRedisOptions } from '../../src/redis/options.ts';
import { hasRedis, redisServer } from '../support/redis.ts';

const LIMIT = 20; // a second
const ANY = { provider: 'any', model: 'any' };
const never = Number.POSITIVE_INFINITY;

/** One start; then, across the end of the second that it opened, as many as are let through. */
async function startsInOneSecond(mayStart: () => Promise<boolean>): Promise<number> {
  const starts: number[] = [];
  const openedAt = performance.now();
  await mayStart();
  while (performance.now() < openedAt + 850) await new Promise((resolve) => setTimeout(resolve, 10));
  while (performance.now() < openedAt + 1_300) if (await mayStart()) starts.push(performance.now());
  return Math.max(...starts.map((end) => starts.filter((at) => at > end - 1_000 && at <= end).length));
}

test.runIf(hasRedis)(
  'where rate-limiter-flexible lets nearly twice the limit through, ours keeps to it',
  {
    retry: 2,
  },
  async () => {
    await using server = await redisServer();
    const client = new Redis(server.url);
    const windows = new RateLimiterRedis({ storeClient: client, points: LIMIT, duration: 1 });
    const theirs = await startsInOneSecond(() =>
      windows.consume('joint').then(
        () => true,
        () => false,
      ),
    );
    const limits = new RedisLimits(readRedisOptions({ client, name: 'joint', processes: 2 }), 1_000).of(ANY);
    const joint = { requestsPerMinute: LIMIT, tokensPerMinute: never, maxConcurrency: never };
    const ours = await startsInOneSecond(
      async () => (await limits.take({ queue: 'a', tokens: 1, limits: joint })).granted,
    );
    client.disconnect();
    expect(theirs).toBe(2 * LIMIT - 1);
    expect(ours).toBeLessThanOrEqual(LIMIT);
  },
);
