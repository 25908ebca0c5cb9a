import type { Redis } from 'ioredis';
import { seeded } from '../eval/ids/make.ts';
import type { Table } from '../eval/report.ts';
import { virtualClock } from './clock.ts';
import { between, mostWithin, percent } from './figures.ts';
import { randomTimes, startFleet } from './fleet.ts';
import { simulatedProvider } from './provider.ts';
import { readyLimits, simulatedRedis } from './redis.ts';

const PROCESSES = 20;
export const LIMIT = 600;
export const MINUTES = 8;
/** Redis is away; when it is back it is empty. */
export const AWAY = { from: 180_000, to: 300_000 };

export interface Loss {
  readonly name: 'local' | 'closed' | 'open';
  /** When calls were answered. */
  readonly answered: readonly number[];
  readonly row: readonly string[];
}

/** 20 processes that want just what the limit allows, while Redis goes and comes back. */
export async function loss(real: Redis, seed: number): Promise<readonly Loss[]> {
  const losses: Loss[] = [];
  for (const name of ['local', 'closed', 'open'] as const) {
    await real.flushall();
    const clock = virtualClock();
    const random = seeded(seed);
    const redis = simulatedRedis(real, clock);
    const provider = simulatedProvider(LIMIT, clock, random);
    const options = { client: redis, name: 'joint', processes: PROCESSES, whenUnavailable: name, clock };
    const limits = await readyLimits(PROCESSES, options);
    const throttleOf = (process: number) => ({ requestsPerMinute: LIMIT, shared: limits[process] });
    const times = Array.from({ length: PROCESSES }, () => randomTimes(LIMIT / PROCESSES, MINUTES, random));
    const outcomes = startFleet({ clock, provider, times, throttleOf });
    clock.after(AWAY.from, () => {
      redis.isAway = true;
      void real.flushall();
    });
    clock.after(AWAY.to, () => {
      redis.isAway = false;
    });
    await clock.runUntil(MINUTES * 60_000, redis.isBusy);
    const { from, to } = AWAY;
    const ended = outcomes.filter(({ endedAt }) => endedAt >= from && endedAt < to);
    const answered = outcomes.flatMap(({ endedAt, errorCode }) => (errorCode ? [] : [endedAt]));
    const during = between(answered, from, to).length;
    const firstAfter = Math.min(...answered.filter((at) => at >= to));
    losses.push({
      name,
      answered,
      row: [
        `\`${name}\``,
        percent(during / (LIMIT * ((to - from) / 60_000))),
        percent((ended.length - during) / ended.length),
        `${Math.round((100 * between(provider.refusals, from, to).length) / Math.max(1, during))}`,
        percent(mostWithin(provider.arrivals, 60_000) / LIMIT),
        `${((firstAfter - to) / 1_000).toFixed(1)} s`,
      ],
    });
  }
  return losses;
}

export const lossTable = (losses: readonly Loss[]): Table => ({
  head: [
    'while Redis is away for two minutes',
    'answered, of the limit',
    'calls that fail',
    '429s for 100 answers',
    'most in a minute, of the limit',
    'first answer after its return',
  ],
  rows: losses.map(({ row }) => [...row]),
});
