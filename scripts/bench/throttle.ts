import { setTimeout as pause } from 'node:timers/promises';
import Bottleneck from 'bottleneck';
import { bottleneckThrottle } from '../../src/layers/bottleneck-throttle.ts';
import type { Throttle } from '../../src/layers/throttle.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { heapBytes, type Measure, median } from './support/report.ts';

/** Runs a job under limits. */
type Runner = (job: () => Promise<void>, signal: AbortSignal) => Promise<void>;

const ROUNDS = 5;
const PLACES = 16;
const HIGH = 1e12; // limits that are set and counted, but not reached
const { signal: unheard } = new AbortController();
const noop = async () => {};

const ourThrottle = (maxConcurrency = PLACES): Throttle =>
  bottleneckThrottle(
    { requestsPerMinute: HIGH, tokensPerMinute: HIGH, maxConcurrency, maxQueue: HIGH, maxWaitMs: 600_000 },
    systemClock,
  );

function ours(): Runner {
  const throttle = ourThrottle();
  return async (job, signal) => {
    const release = await throttle.acquire({ tokens: 500, priority: 5, signal });
    try {
      await job();
    } finally {
      release();
    }
  };
}

function shipped(): Runner {
  const limiter = new Bottleneck({ maxConcurrent: PLACES, reservoir: HIGH });
  return (job) => limiter.schedule(job);
}

/** Submits all in one go. Signals are made before the clock runs. */
async function queued(runner: Runner, jobs: number): Promise<{ readonly perSecond: number; readonly lost: number }> {
  const signals = Array.from({ length: jobs }, () => new AbortController().signal);
  let started = 0;
  const job = async () => {
    started += 1;
  };
  const since = performance.now();
  await Promise.all(signals.map((signal) => runner(job, signal)));
  return { perSecond: (started / (performance.now() - since)) * 1_000, lost: jobs - started };
}

/** Microseconds of one call, made one after the other. */
async function idle(runner: Runner, calls: number): Promise<number> {
  const since = performance.now();
  for (let call = 0; call < calls; call += 1) await runner(noop, unheard);
  return ((performance.now() - since) / calls) * 1_000;
}

/** Bytes of heap a job, for `jobs` of them behind one that does not end. */
async function waiting(submit: (signal: AbortSignal) => Promise<unknown>, jobs: number): Promise<number> {
  const controllers = Array.from({ length: jobs }, () => new AbortController());
  const kept = [submit(unheard)];
  await pause(50);
  const before = heapBytes();
  for (const { signal } of controllers) kept.push(submit(signal));
  await pause(50);
  const bytes = (heapBytes() - before) / jobs;
  for (const promise of kept) promise.catch(noop);
  for (const controller of controllers) controller.abort();
  return bytes;
}

function waitingOurs(jobs: number): Promise<number> {
  const throttle = ourThrottle(1);
  return waiting((signal) => throttle.acquire({ tokens: 500, priority: 5, signal }), jobs);
}

function waitingShipped(jobs: number): Promise<number> {
  const limiter = new Bottleneck({ maxConcurrent: 1, reservoir: HIGH });
  return waiting(() => limiter.schedule(() => new Promise(() => {})), jobs);
}

export async function bench(): Promise<Measure[]> {
  await queued(ours(), 10_000); // compiles it
  const drains = [];
  const idles = [];
  const heaps = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    drains.push({ ours: await queued(ours(), 10_000), shipped: await queued(shipped(), 2_000) });
    const none = await idle((job) => job(), 10_000);
    idles.push({ ours: (await idle(ours(), 10_000)) - none, shipped: (await idle(shipped(), 200)) - none });
    heaps.push({ ours: await waitingOurs(10_000), shipped: await waitingShipped(10_000) });
  }
  const peer = (value: number) => ({ name: 'bottleneck as shipped', value });
  return [
    {
      what: 'starts with 10,000 queued (bottleneck: 2,000)',
      unit: '/s',
      ours: median(drains.map((round) => round.ours.perSecond)),
      peer: peer(median(drains.map((round) => round.shipped.perSecond))),
      bar: { atLeast: 20 },
    },
    {
      what: 'jobs lost in all rounds',
      unit: 'jobs',
      ours: drains.reduce((sum, round) => sum + round.ours.lost, 0),
      bar: { atMost: 0 },
    },
    {
      what: 'added to an idle call, limits set',
      unit: 'µs',
      ours: median(idles.map((round) => round.ours)),
      peer: peer(median(idles.map((round) => round.shipped))),
      bar: { atMost: 0.02 },
    },
    {
      what: 'heap of a waiting job that can be aborted',
      unit: 'bytes',
      ours: median(heaps.map((round) => round.ours)),
      bar: { atMost: 1_500 },
    },
    {
      what: 'heap of a waiting job of bottleneck as shipped, which cannot',
      unit: 'bytes',
      ours: median(heaps.map((round) => round.shipped)),
    },
  ];
}
