import type { Redis } from 'ioredis';
import { seeded } from '../eval/ids/make.ts';
import type { Table } from '../eval/report.ts';
import { virtualClock } from './clock.ts';
import { between, fairness, mostWithin, percent, quantile, seconds } from './figures.ts';
import { randomTimes, startFleet } from './fleet.ts';
import { simulatedProvider } from './provider.ts';
import { readyLimits, simulatedRedis } from './redis.ts';

const PROCESSES = 200;
const LIMIT = 500;
const MINUTES = 7;
const MEASURED = { from: 120_000, to: 360_000 }; // after the first bursts, before the calls that end late

/** Each with 3 calls a minute: more than the limit together. Or a tenth of them with most of what is below the limit. */
const DEMANDS: Readonly<Record<string, readonly number[]>> = {
  'even, 120 % of the limit': Array.from({ length: PROCESSES }, () => (1.2 * LIMIT) / PROCESSES),
  'uneven, 85 % of the limit': Array.from({ length: PROCESSES }, (_, process) =>
    process < PROCESSES / 10 ? (0.85 * LIMIT * 0.8) / (PROCESSES / 10) : (0.85 * LIMIT * 0.2) / ((PROCESSES * 9) / 10),
  ),
};
const WAYS = [
  'each has the whole limit',
  'each has the whole limit, and learns',
  'each has its part',
  'shared',
] as const;

/** 200 processes with one limit, in four ways. */
export async function sharing(real: Redis, seed: number): Promise<Table> {
  const rows: string[][] = [];
  for (const [demandName, demand] of Object.entries(DEMANDS))
    for (const way of WAYS) {
      await real.flushall();
      const clock = virtualClock();
      const random = seeded(seed);
      const redis = simulatedRedis(real, clock);
      const provider = simulatedProvider(LIMIT, clock, random);
      const options = { client: redis, name: 'joint', processes: PROCESSES, clock };
      const limits = way === 'shared' ? await readyLimits(PROCESSES, options) : [];
      const throttleOf = (process: number) => {
        const adaptive = way === 'each has the whole limit, and learns' || way === 'shared';
        if (way === 'each has its part') return { requestsPerMinute: Math.max(1, LIMIT / PROCESSES), adaptive };
        if (way !== 'shared') return { requestsPerMinute: LIMIT, adaptive };
        return { requestsPerMinute: LIMIT, adaptive, shared: limits[process] };
      };
      const times = demand.map((perMinute) => randomTimes(perMinute, MINUTES, random));
      const outcomes = startFleet({ clock, provider, times, throttleOf });
      await clock.runUntil(MINUTES * 60_000, redis.isBusy);
      const { from, to } = MEASURED;
      const ended = outcomes.filter(({ endedAt }) => endedAt >= from && endedAt < to);
      const answered = ended.filter(({ errorCode }) => !errorCode);
      const perMinute = (count: number) => count / ((to - from) / 60_000);
      const refusals = between(provider.refusals, from, to).length;
      const served = [...Map.groupBy(ended, ({ process }) => process).values()].map(
        (calls) => calls.filter(({ errorCode }) => !errorCode).length / calls.length,
      );
      const waits = answered.map(({ askedAt, endedAt }) => endedAt - askedAt);
      rows.push([
        `${demandName}: ${way}`,
        percent(perMinute(answered.length) / LIMIT),
        `${Math.round((100 * refusals) / Math.max(1, answered.length))}`,
        `${Math.round((100 * (ended.length - answered.length)) / Math.max(1, ended.length))} %`,
        percent(mostWithin(provider.arrivals, 60_000) / LIMIT),
        fairness(served).toFixed(2),
        seconds(quantile(waits, 0.5)),
        seconds(quantile(waits, 0.95)),
        way === 'shared' ? `${Math.round(redis.commands / ((MINUTES * 60 * PROCESSES) / 100)) / 100}` : '–',
      ]);
    }
  const head = [
    'demand: limits',
    'answered, of the limit',
    '429s for 100 answers',
    'calls that fail',
    'most in a minute, of the limit',
  ];
  return { head: [...head, 'fairness', 'time, median', 'time, 95 %', 'commands a process and second'], rows };
}
