import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bottleneckThrottle } from '../../src/layers/bottleneck-throttle.ts';
import { manualClock } from '../support/manual-clock.ts';

const never = Number.POSITIVE_INFINITY;
const limits = fc.record({
  requestsPerMinute: fc.constantFrom(3, 30, never),
  tokensPerMinute: fc.constantFrom(100, 1_000, never),
  maxConcurrency: fc.constantFrom(1, 3, never),
  maxQueue: fc.constantFrom(0, 3, never),
  maxWaitMs: fc.constantFrom(0, 30_000, never),
});
const job = fc.record({
  gapMs: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 20_000 })),
  tokens: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1_100 })),
  priority: fc.integer({ min: 0, max: 9 }),
  holdMs: fc.integer({ min: 0, max: 20_000 }),
  patienceMs: fc.oneof(fc.constant(never), fc.integer({ min: 0, max: 40_000 })),
});

test('whatever comes: no limit is passed, no job lost, none overtaken by its equal, nothing left behind', async () => {
  await fc.assert(
    fc.asyncProperty(limits, fc.array(job, { maxLength: 60, size: 'max' }), async (limits, jobs) => {
      const clock = manualClock();
      const gate = bottleneckThrottle(limits, clock);
      const starts: { at: number; tokens: number }[] = [];
      const waiting = new Map<number, number>(); // arrival to priority
      const faults: string[] = [];
      let passes = 0; // starts since one was of the job that waits longest
      let running = 0;
      let settled = 0;
      for (const [arrival, { gapMs, tokens, priority, holdMs, patienceMs }] of jobs.entries()) {
        await clock.advance(gapMs);
        const controller = new AbortController();
        waiting.set(arrival, priority);
        const stopWaiting = patienceMs === never ? () => {} : clock.after(patienceMs, () => controller.abort('enough'));
        const leave = () => {
          settled += 1;
          stopWaiting();
          if (arrival === Math.min(...waiting.keys())) passes = 0;
          waiting.delete(arrival);
        };
        let isStarted = false;
        const start = () => {
          if (isStarted) return;
          isStarted = true;
          const isOldest = arrival === Math.min(...waiting.keys());
          const isItsTurn = passes >= 10;
          passes = isOldest ? 0 : passes + 1;
          leave();
          if (isItsTurn && !isOldest) faults.push(`${arrival} came in the turn of an older one`);
          for (const [other, itsPriority] of waiting)
            if ((itsPriority < priority && !isItsTurn) || (itsPriority === priority && other < arrival))
              faults.push(`${arrival} overtook ${other}`);
          running += 1;
          if (running > limits.maxConcurrency) faults.push(`${running} run`);
          starts.push({ at: clock.now(), tokens });
        };
        const before = gate.inFlight;
        const place = gate.acquire({ tokens, priority, signal: controller.signal });
        if (gate.inFlight > before) start(); // the first of those that it let start, though it is told after them
        place.then((release) => {
          start();
          clock.after(holdMs, () => {
            running -= 1;
            release();
            release();
          });
        }, leave);
      }
      await clock.advance(jobs.length * 100_000);
      for (const { at } of starts) {
        const minute = starts.filter((start) => start.at > at - 60_000 && start.at <= at);
        if (minute.length > limits.requestsPerMinute) faults.push(`${minute.length} requests in a minute`);
        const tokens = minute.reduce((sum, start) => sum + start.tokens, 0);
        if (tokens > limits.tokensPerMinute) faults.push(`${tokens} tokens in a minute`);
      }
      expect({ faults, settled, running, timers: clock.pending }).toEqual({
        faults: [],
        settled: jobs.length,
        running: 0,
        timers: 0,
      });
    }),
    { numRuns: 200 },
  );
});
