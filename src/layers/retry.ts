import pRetry from 'p-retry';
import { isSecureLLMError } from '../errors.ts';
import type { DelayFor } from '../lib/backoff.ts';
import type { Breaker } from '../lib/breaker.ts';
import { sleep } from '../lib/clock.ts';
import { isContent } from '../lib/fold.ts';
import { opened, resumed } from '../lib/opened.ts';
import type { RetryQuota } from '../lib/retry-quota.ts';
import type { Call, Layer } from '../types/call.ts';
import type { Target } from '../types/client-event.ts';
import type { Clock } from '../types/clock.ts';
import type { ChatEvent } from '../types/event.ts';

export interface RetryPolicy {
  readonly maxRetries: number;
  readonly delayFor: DelayFor;
  readonly clock: Clock;
  /** Who is tried again. */
  readonly target: Target;
  /** Shared by all calls to the provider. A wait that the provider itself asked for with a 429 is not charged. */
  readonly quota: RetryQuota;
  /** No retry waits for what this would refuse. */
  readonly breaker?: Breaker | undefined;
}

/** p-retry owns the attempts, up to the first content; the wait is ours, so Retry-After is exact and the clock is injected. */
export const retry = (policy: RetryPolicy): Layer =>
  function retry(call, next) {
    return opened(async () => {
      const { maxRetries, quota } = policy;
      let events: AsyncIterator<ChatEvent> | undefined; // the attempt in progress
      let charged = false; // for the attempt in progress
      try {
        const answer = await pRetry(
          async () => {
            const begun = next(call)[Symbol.asyncIterator]();
            events = begun;
            const held: ChatEvent[] = [];
            for (let step = await begun.next(); !step.done; step = await begun.next()) {
              held.push(step.value);
              if (isContent(step.value)) break;
            }
            return resumed(held, begun);
          },
          {
            retries: maxRetries,
            minTimeout: 0,
            signal: call.signal,
            shouldRetry: async ({ error, attemptNumber }) => {
              const waitMs = waitFor(policy, error, attemptNumber);
              if (waitMs === undefined) return false;
              charged = !isAskedFor(error);
              if (charged && !quota.spend()) return false;
              await waitOut(policy, call, { error, attempt: attemptNumber, waitMs }).catch((reason) => {
                if (charged) quota.refund();
                throw reason;
              });
              return true;
            },
          },
        );
        if (charged) quota.refund();
        else quota.earn();
        return answer;
      } catch (error) {
        await events?.return?.(); // p-retry throws on an abort that races the first content; without this the attempt leaks
        throw error;
      }
    });
  };

function waitFor({ delayFor, breaker }: RetryPolicy, error: unknown, attempt: number): number | undefined {
  const waitMs = delayFor(error, attempt);
  return waitMs === undefined || (breaker && breaker.waitMs > waitMs) ? undefined : waitMs;
}

const isAskedFor = (error: unknown): boolean =>
  isSecureLLMError(error) && error.code === 'ERR_RATE_LIMIT' && (error.retryAfterMs ?? 0) > 0;

async function waitOut(
  { target, clock }: RetryPolicy,
  { emit, signal, trace }: Call,
  { error, attempt, waitMs }: { readonly error: unknown; readonly attempt: number; readonly waitMs: number },
): Promise<void> {
  emit?.('retry', { ...target, ...(isSecureLLMError(error) && { errorCode: error.code }), attempt, waitMs });
  await sleep(clock, waitMs, signal);
  trace.waits.push({ reason: 'backoff', durationMs: waitMs });
}
