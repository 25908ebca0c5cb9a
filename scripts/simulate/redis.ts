import type { Redis } from 'ioredis';
import type { IoredisClient } from '../../src/redis/client.ts';
import { type JointLimits, type RedisLimitsOptions, redisLimits } from '../../src/redis/index.ts';
import type { VirtualClock } from './clock.ts';

/** The scripts run as they are; only what they ask of time is answered from virtual time, and nothing expires by real time. */
const AT_VIRTUAL_TIME = `
local at, real = tonumber(table.remove(ARGV)), redis
local redis = { call = function(name, ...)
  if name == 'TIME' then return { math.floor(at / 1000), math.floor(at % 1000) * 1000 } end
  if name == 'PEXPIRE' or name == 'PTTL' then return 1 end
  return real.call(name, ...)
end }
`;

const TARGET = { provider: 'simulated', model: 'simulated' };

export interface SimulatedRedis extends IoredisClient {
  /** While true every command fails, as after a lost connection. */
  isAway: boolean;
  /** Whether commands are under way. */
  isBusy(): boolean;
  /** Commands so far. */
  readonly commands: number;
}

/** A real Redis at virtual time. */
export function simulatedRedis(client: Redis, clock: VirtualClock): SimulatedRedis {
  let underWay = 0;
  let commands = 0;
  const simulated: SimulatedRedis = {
    isAway: false,
    isBusy: () => underWay > 0,
    get commands() {
      return commands;
    },
    evalsha: () => Promise.reject(new Error('NOSCRIPT')),
    async eval(text, keyCount, ...rest) {
      if (simulated.isAway) throw new Error('Connection is closed.');
      underWay += 1;
      commands += 1;
      try {
        return await client.eval(`${AT_VIRTUAL_TIME}${text}`, keyCount, ...rest, `${Math.floor(clock.now()) + 1}`);
      } finally {
        underWay -= 1;
      }
    },
  };
  return simulated;
}

/** Limits that have hashed their names already: hashing takes real time, which virtual time does not wait for. */
export async function readyLimits(count: number, options: RedisLimitsOptions): Promise<readonly JointLimits[]> {
  const never = Number.POSITIVE_INFINITY;
  const limits = { requestsPerMinute: never, tokensPerMinute: never, maxConcurrency: never };
  const all = Array.from({ length: count }, () => redisLimits(options));
  await Promise.all(all.map((each) => each.of(TARGET).take({ queue: 'first', tokens: 0, limits })));
  return all;
}
