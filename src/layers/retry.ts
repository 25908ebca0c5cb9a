import pRetry from 'p-retry';
import type { DelayFor } from '../lib/backoff.ts';
import { sleep } from '../lib/clock.ts';
import { isContent } from '../lib/fold.ts';
import type { Layer } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { ChatEvent } from '../types/event.ts';

export interface RetryPolicy {
  readonly maxRetries: number;
  readonly delayFor: DelayFor;
  readonly clock: Clock;
}

/** p-retry owns the attempts, up to the first content; the wait is ours, so Retry-After is exact and the clock is injected. */
export const retry = ({ maxRetries, delayFor, clock }: RetryPolicy): Layer =>
  async function* retry(call, next) {
    let events: AsyncIterator<ChatEvent> | undefined; // the attempt in progress; closed below however we leave
    try {
      const held = await pRetry(
        async () => {
          events = next(call)[Symbol.asyncIterator]();
          const held: ChatEvent[] = [];
          for (let step = await events.next(); !step.done; step = await events.next()) {
            held.push(step.value);
            if (isContent(step.value)) break;
          }
          return held;
        },
        {
          retries: maxRetries,
          minTimeout: 0,
          signal: call.signal,
          shouldRetry: async ({ error, attemptNumber }) => {
            const wait = delayFor(error, attemptNumber);
            if (wait === undefined) return false;
            await sleep(clock, wait, call.signal);
            call.trace.waits.push({ reason: 'backoff', durationMs: wait });
            return true;
          },
        },
      );
      yield* held;
      const rest = events; // the attempt that p-retry let through
      if (rest) for (let step = await rest.next(); !step.done; step = await rest.next()) yield step.value;
    } finally {
      await events?.return?.(); // p-retry throws on an abort that races the first content; without this the attempt leaks
    }
  };
