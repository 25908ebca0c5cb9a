import { type Check, clock, fields, integer, misuse, number, oneOf, show, string } from '../lib/check.ts';
import { systemClock } from '../lib/clock.ts';
import type { Clock } from '../types/clock.ts';
import type { RedisClient } from './client.ts';

export interface RedisLimitsOptions {
  /** A client of ioredis 5 or 6, or of node-redis, connected to Redis 5 or later. It stays yours to configure and close. */
  readonly client: RedisClient;
  /** The account that is limited: all that share a name share its limits, each model by itself. Redis sees a hash of it. */
  readonly name: string;
  /** How many processes share the limits; `whenUnavailable: 'local'` gives each its part. Integer, 1 or more. */
  readonly processes: number;
  /**
   * What a process does while Redis does not answer: keeps to its part of the limits (`local`), refuses calls with
   * ThrottledError (`closed`), or keeps to the limits as if it were alone (`open`). @default 'local'
   */
  readonly whenUnavailable?: 'local' | 'closed' | 'open' | undefined;
  /** Milliseconds that a command may take; then Redis counts as unavailable. 1 to 60,000. @default 250 */
  readonly timeoutMs?: number | undefined;
  /** Milliseconds after which a place of a process that has died is free again. 1,000 or more. @default 15_000 */
  readonly leaseMs?: number | undefined;
  /** What every key begins with. @default 'secure-llm' */
  readonly prefix?: string | undefined;
  /** Time, for tests. @default the system's */
  readonly clock?: Clock | undefined;
}

export type RedisLimitsSettings = {
  readonly [Key in keyof RedisLimitsOptions]-?: Exclude<RedisLimitsOptions[Key], undefined>;
};

const DEFAULTS = Object.freeze({
  whenUnavailable: 'local',
  timeoutMs: 250,
  leaseMs: 15_000,
  prefix: 'secure-llm',
} as const);

const client: Check<RedisClient> = (value, field, refuse) => {
  const { evalsha, evalSha } = (value ?? {}) as { evalsha?: unknown; evalSha?: unknown };
  if (typeof evalsha === 'function' || typeof evalSha === 'function') return value as RedisClient;
  throw refuse(field, `must be a client of ioredis or node-redis, got ${show(value)}`);
};

/** Throws TypeError naming field, rule and type received. */
export function readRedisOptions(given: RedisLimitsOptions): RedisLimitsSettings {
  const options = fields<RedisLimitsOptions>(given, 'options', unprefixed, {
    client,
    name: string,
    processes: integer(1),
    whenUnavailable: oneOf<RedisLimitsSettings['whenUnavailable']>('local', 'closed', 'open'),
    timeoutMs: number(1, 60_000),
    leaseMs: number(1_000, 2 ** 31),
    prefix: string,
    clock,
  });
  const { client: to, name, processes } = options;
  if (to === undefined) throw misuse('client', 'is missing: pass a client of ioredis or node-redis');
  if (name === undefined) throw misuse('name', 'is missing: name the account whose limits are shared');
  if (processes === undefined) throw misuse('processes', 'is missing: say how many processes share the limits');
  return { ...DEFAULTS, clock: systemClock, ...options, client: to, name, processes };
}

const unprefixed = (field: string, rule: string): Error => misuse(field.replace(/^options\./, ''), rule);
