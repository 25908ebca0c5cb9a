import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { bottleneckThrottle } from '../../src/layers/bottleneck-throttle.ts';
import { manualClock } from '../support/manual-clock.ts';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

const usedAfter = async (calls: number, call: () => Promise<void>) => {
  for (let index = 0; index < calls; index += 1) await call();
  collect();
  return process.memoryUsage().heapUsed;
};

test('a job keeps no memory, whether it was aborted behind a full throttle or has run', {
  timeout: 60_000,
}, async () => {
  const clock = manualClock();
  const limits = { requestsPerMinute: 1e9, tokensPerMinute: 1e12, maxConcurrency: 2, maxQueue: 10, maxWaitMs: 60_000 };
  const gate = bottleneckThrottle(limits, clock);
  const forever = new AbortController().signal;
  const acquire = (signal: AbortSignal) => gate.acquire({ tokens: 10, priority: 5, signal });
  await acquire(forever);
  const call = async () => {
    const release = await acquire(forever);
    const controller = new AbortController();
    const waits = acquire(controller.signal).catch(() => {});
    controller.abort('enough');
    await waits;
    release();
    for (let microtask = 0; microtask < 10; microtask += 1) await undefined;
  };
  const before = await usedAfter(5_000, call);
  const after = await usedAfter(50_000, call);
  expect((after - before) / 50_000).toBeLessThan(20); // bytes a call
});
