import { isSecureLLMError } from '../errors.ts';

/** Milliseconds to wait before the next attempt; undefined: do not try again. `attempt` counts from 1. */
export type DelayFor = (error: unknown, attempt: number) => number | undefined;

/** For a provider that another one can stand in for: a time limit is no reason to wait for the same again. */
export const unlessTimedOut =
  (delayFor: DelayFor): DelayFor =>
  (error, attempt) =>
    isSecureLLMError(error) && error.code === 'ERR_TIMEOUT' ? undefined : delayFor(error, attempt);

/** What an attempt may fail with and be tried again, if its `retryable` agrees. Our own refusals are never retried. */
const RETRIED = new Set(['ERR_NETWORK', 'ERR_PROVIDER', 'ERR_RATE_LIMIT', 'ERR_STREAM_INTERRUPTED', 'ERR_TIMEOUT']);

const BASE_MS = 500;
const CEILING_MS = 8_000;

/**
 * 500 ms doubling to 8 s with full jitter (AWS Architecture Blog, "Exponential Backoff And Jitter"), unless the provider
 * said how long to wait: that is obeyed exactly up to `maxRetryAfterMs`, and beyond it the call fails at once. 0 says nothing.
 */
export const backoff =
  (maxRetryAfterMs: number, random: () => number = Math.random): DelayFor =>
  (error, attempt) => {
    if (!isSecureLLMError(error) || !error.retryable || !RETRIED.has(error.code)) return undefined;
    const { retryAfterMs = 0 } = error;
    if (retryAfterMs > 0) return retryAfterMs <= maxRetryAfterMs ? retryAfterMs : undefined;
    return random() * Math.min(CEILING_MS, BASE_MS * 2 ** (attempt - 1));
  };
