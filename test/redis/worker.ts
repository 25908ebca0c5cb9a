/** A process of its own that starts jobs under shared limits, as fast as they let it, and prints when each one started. */
import { Redis } from 'ioredis';
import { bottleneckThrottle } from '../../src/layers/bottleneck-throttle.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { RedisLimits } from '../../src/redis/limits.ts';
import { readRedisOptions } from '../../src/redis/options.ts';

const [url = '', requests = '', places = '', windowMs = '', leaseMs = '', holdMs = ''] = process.argv.slice(2);
const client = new Redis(url);
const limits = new RedisLimits(
  readRedisOptions({ client, name: 'joint', processes: 2, leaseMs: Number(leaseMs) }),
  Number(windowMs),
).of({ provider: 'any', model: 'any' });
const never = Number.POSITIVE_INFINITY;
const own = {
  requestsPerMinute: never,
  tokensPerMinute: never,
  maxConcurrency: never,
  maxQueue: never,
  maxWaitMs: never,
};
const joint = { ...own, requestsPerMinute: Number(requests), maxConcurrency: Number(places) };
const gate = bottleneckThrottle(
  { ...own, shared: { take: (ask) => limits.take({ ...ask, limits: joint }) } },
  systemClock,
);
const { signal } = new AbortController();

await client.ping();
console.log('ready');
for (;;) {
  const release = await gate.acquire({ tokens: 1, priority: 5, signal });
  console.log(Date.now());
  if (holdMs === '0') release();
  else systemClock.after(Number(holdMs), release);
}
