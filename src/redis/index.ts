import type { Ledger } from '../types/ledger.ts';
import type { SharedLimits } from '../types/shared-limits.ts';
import type { SharedRates } from '../types/shared-rates.ts';
import { RedisLimits } from './limits.ts';
import { type RedisLimitsOptions, readRedisOptions } from './options.ts';

export type { SharedAnswer, SharedAsk, SharedGate, SharedLimits } from '../types/shared-limits.ts';
export type { RateAnswer, RateAsk, RateRoom, SharedRates } from '../types/shared-rates.ts';
export type { IoredisClient, NodeRedisClient, RedisClient } from './client.ts';
export type { RedisLimitsOptions } from './options.ts';

/** Joint limits of many processes: for `throttle: { …, shared }`, `ledger` for budgets, and all of it for `limits: { shared }` of a gateway. */
export interface JointLimits extends SharedLimits {
  readonly ledger: Ledger;
  /** What may start without waiting in line, by any key. */
  readonly rates: SharedRates;
  /** Whether Redis answered when it was last asked. For a report on health; calls do not need it, and only they ask again. */
  readonly isAvailable: boolean;
}

/**
 * Shares the limits of a throttle and the windows of budgets with every process that uses the same Redis and `name`; each model of a
 * provider has its own. One script decides each start; no command is waited for longer than `timeoutMs`, and none while Redis is known to be away.
 *
 * Throws TypeError for an option that is wrong or unknown.
 */
export const redisLimits = (options: RedisLimitsOptions): JointLimits => new RedisLimits(readRedisOptions(options));
