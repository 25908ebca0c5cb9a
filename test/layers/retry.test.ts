import { expect, test } from 'vitest';
import { AuthenticationError, NetworkError, RateLimitError, ThrottledError } from '../../src/errors.ts';
import { compose } from '../../src/layers/compose.ts';
import { retry } from '../../src/layers/retry.ts';
import { backoff, type DelayFor } from '../../src/lib/backoff.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, text } from '../../src/testing/steps.ts';
import type { Handler } from '../../src/types/call.ts';
import { manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

const reset = () => new NetworkError('reset');

const withRetry = (
  core: Handler,
  { maxRetries = 2, delayFor = (() => 0) as DelayFor, clock = manualClock() } = {},
) => ({
  clock,
  handler: compose([retry({ maxRetries, delayFor, clock })], core),
});

/** Reads while the clock runs on, until the reading has ended. */
async function readWhile(clock: ReturnType<typeof manualClock>, reading: ReturnType<typeof readAll>) {
  let ended = false;
  const done = reading.finally(() => {
    ended = true;
  });
  for (let steps = 0; !ended && steps < 1_000; steps++) await clock.advance(100);
  return done;
}

test('tries again after a failure before content, and the reader sees one start', async () => {
  const provider = scripted([reset()], [text('Hello'), end()]);
  const { clock, handler } = withRetry(provider.call);
  const { events, error } = await readWhile(clock, readAll(handler(aCall())));
  expect(error).toBeUndefined();
  expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta', 'end']);
  expect(provider.calls).toBe(2);
});

test('does not retry once text has been shown', async () => {
  const provider = scripted([text('Hel'), reset()], [text('Hello'), end()]);
  const { clock, handler } = withRetry(provider.call);
  const { seen, error } = await readWhile(clock, readAll(handler(aCall())));
  expect(seen).toEqual(['Hel']);
  expect(error).toBeInstanceOf(NetworkError);
  expect(provider.calls).toBe(1);
});

test('gives up after maxRetries and throws the last failure', async () => {
  const provider = scripted([reset()]);
  const { clock, handler } = withRetry(provider.call, { maxRetries: 3 });
  const { error } = await readWhile(clock, readAll(handler(aCall())));
  expect(error).toBeInstanceOf(NetworkError);
  expect(provider.calls).toBe(4);
});

test('FA-01: waits exactly as long as Retry-After says', async () => {
  const details = { provider: 'p', retryAfterMs: 2_000 };
  const provider = scripted([new RateLimitError(details)], ['ok']);
  const { clock, handler } = withRetry(provider.call, { delayFor: backoff(60_000) });
  const reading = readAll(handler(aCall()));
  await clock.advance(1_999);
  expect(provider.calls).toBe(1);
  await clock.advance(1);
  expect(provider.calls).toBe(2);
  expect((await reading).seen).toEqual(['ok']);
});

test('FA-01: a Retry-After beyond the limit fails at once and says the wait', async () => {
  const provider = scripted([new RateLimitError({ provider: 'p', retryAfterMs: 120_000 })], ['ok']);
  const { handler } = withRetry(provider.call, { delayFor: backoff(60_000) });
  const { error } = await readAll(handler(aCall()));
  expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT', retryAfterMs: 120_000 });
  expect(provider.calls).toBe(1);
});

test('FA-13: an abort during the wait ends the call at once, without another attempt', async () => {
  const provider = scripted([new RateLimitError({ provider: 'p', retryAfterMs: 30_000 })], ['ok']);
  const { clock, handler } = withRetry(provider.call, { delayFor: backoff(60_000) });
  const controller = new AbortController();
  const reading = readAll(handler(aCall({ signal: controller.signal })));
  await clock.advance(10);
  controller.abort('stop');
  expect((await reading).error).toBe('stop');
  expect(clock.pending).toBe(0);
  await clock.advance(60_000);
  expect(provider.calls).toBe(1);
});

test('closes the attempt when the reader leaves early', async () => {
  let closed = false;
  const core: Handler = async function* () {
    try {
      yield text('a');
      yield text('b');
    } finally {
      closed = true;
    }
  };
  for await (const _ of withRetry(core).handler(aCall())) break;
  expect(closed).toBe(true);
});

test('what is retried, and how long the wait is', () => {
  const delay = backoff(60_000, () => 1);
  expect(delay(reset(), 1)).toBe(500);
  expect(delay(reset(), 2)).toBe(1_000);
  expect(delay(reset(), 9)).toBe(8_000);
  expect(delay(new AuthenticationError({}), 1)).toBeUndefined();
  expect(delay(new ThrottledError(5, 'full'), 1)).toBeUndefined();
  expect(delay(new NetworkError('certificate', { retryable: false }), 1)).toBeUndefined();
  expect(delay(new Error('anything'), 1)).toBeUndefined();
});
