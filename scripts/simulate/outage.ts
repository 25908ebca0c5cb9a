import { seeded } from '../eval/ids/make.ts';
import type { Table } from '../eval/report.ts';
import { virtualClock } from './clock.ts';
import { startFleet } from './fleet.ts';
import { simulatedProvider } from './provider.ts';

const MINUTES = 10;
const RETRIES = 2;
/** The defaults of this client. */
const QUOTA = { bucket: 100, retryCosts: 5 };
const BREAKER = { failures: 10, openMs: 30_000 };

interface Guard {
  readonly quota?: boolean;
  readonly breaker?: boolean;
  /** Layers that each retry on their own account, as an SDK under a framework does. */
  readonly stacked?: number;
}

const WAYS: readonly (readonly [string, Guard])[] = [
  ['two layers that each retry twice', { stacked: 2 }],
  ['two retries', {}],
  ['two retries, a quota for them', { quota: true }],
  ['two retries, a breaker', { breaker: true }],
  ['two retries, quota and breaker', { quota: true, breaker: true }],
];

/** Requests that one process sends while every one of them fails. A plain model: a retry comes a second after its failure. */
function requestsOf(callTimes: readonly number[], { quota, breaker, stacked = 1 }: Guard): number {
  const due = callTimes.map((at) => ({ at, left: (RETRIES + 1) ** stacked - 1 }));
  let tokens = QUOTA.bucket;
  let openUntil = Number.NEGATIVE_INFINITY;
  let requests = 0;
  for (let next = due.shift(); next; next = due.shift()) {
    const { at, left } = next;
    if (breaker && at < openUntil) continue;
    const isProbe = openUntil > Number.NEGATIVE_INFINITY;
    requests += 1;
    if (isProbe || requests >= BREAKER.failures) openUntil = at + BREAKER.openMs;
    if (left === 0 || (quota && tokens < QUOTA.retryCosts)) continue;
    tokens -= QUOTA.retryCosts;
    const index = due.findIndex((other) => other.at > at + 1_000);
    due.splice(index < 0 ? due.length : index, 0, { at: at + 1_000, left: left - 1 });
  }
  return requests;
}

/** How many requests a provider that is down gets for each call, by how many calls a process makes. */
export async function outage(seed: number): Promise<Table> {
  const counts = [10, 100, 1_000];
  const timesOf = (calls: number) => {
    const random = seeded(seed);
    return Array.from({ length: calls }, () => random() * MINUTES * 60_000).sort((a, b) => a - b);
  };
  const rows = WAYS.map(([name, guard]) => [
    name,
    ...counts.map((calls) => (requestsOf(timesOf(calls), guard) / calls).toFixed(2)),
  ]);
  const asItIs = [];
  for (const calls of counts) {
    const clock = virtualClock();
    const provider = simulatedProvider(Number.POSITIVE_INFINITY, clock, seeded(seed));
    provider.isDown = true;
    const throttleOf = () => ({ requestsPerMinute: Number.POSITIVE_INFINITY });
    const outcomes = startFleet({ clock, provider, times: [timesOf(calls)], throttleOf });
    await clock.runUntil((MINUTES + 1) * 60_000, () => false);
    asItIs.push((provider.arrivals.length / outcomes.length).toFixed(2));
  }
  return {
    head: ['in an outage of 10 minutes', ...counts.map((calls) => `${calls} calls a process`)],
    rows: [...rows, ['this client, its real layers', ...asItIs]],
  };
}
