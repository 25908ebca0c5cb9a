import { describe, expect, test } from 'vitest';
import { AuthenticationError, NetworkError, RateLimitError, ThrottledError, TimeoutError } from '../../src/errors.ts';
import { compose } from '../../src/layers/compose.ts';
import { retry } from '../../src/layers/retry.ts';
import { backoff, type DelayFor, unlessTimedOut } from '../../src/lib/backoff.ts';
import { Breaker } from '../../src/lib/breaker.ts';
import { RetryQuota } from '../../src/lib/retry-quota.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, text } from '../../src/testing/steps.ts';
import type { Call, Handler } from '../../src/types/call.ts';
import type { ClientEvents, Emit } from '../../src/types/client-event.ts';
import { manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

const reset = () => new NetworkError('reset');

const target = { provider: 'p', model: 'm' };

const withRetry = (
  core: Handler,
  { maxRetries = 2, delayFor = (() => 0) as DelayFor, clock = manualClock(), quota = new RetryQuota() } = {},
) => ({
  clock,
  handler: compose([retry({ maxRetries, delayFor, clock, target, quota })], core),
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

test('a Retry-After of 0 is no word on how long to wait: it waits and pays as for any other failure', async () => {
  const quota = new RetryQuota();
  const waits: number[] = [];
  const emit: Emit = (_, event) => waits.push((event as ClientEvents['retry']).waitMs);
  const provider = scripted([new RateLimitError({ provider: 'p', retryAfterMs: 0 })]);
  const { clock, handler } = withRetry(provider.call, { delayFor: backoff(60_000, () => 1), quota });
  await readWhile(clock, readAll(handler(aCall({ emit }))));
  expect(waits).toEqual([500, 1_000]);
  for (let retry = 0; retry < 18; retry++) expect(quota.spend()).toBe(true);
  expect(quota.spend()).toBe(false);
});

describe('the quota', () => {
  test('stops the retries of all calls when an outage has spent it, and an abort costs nothing', async () => {
    const quota = new RetryQuota();
    const { clock, handler } = withRetry(scripted([reset()]).call, { delayFor: () => 50, quota });
    const controller = new AbortController();
    const aborted = readAll(handler(aCall({ signal: controller.signal })));
    await clock.advance(10);
    controller.abort('stop');
    await aborted;
    const provider = scripted([reset()]);
    const failing = withRetry(provider.call, { quota });
    for (let call = 0; call < 30; call++) await readWhile(failing.clock, readAll(failing.handler(aCall())));
    expect(provider.calls).toBe(30 + 20);
  });

  test('is not charged for a wait that a 429 asked for', async () => {
    const quota = new RetryQuota();
    const provider = scripted([new RateLimitError({ provider: 'p', retryAfterMs: 10 })]);
    const { clock, handler } = withRetry(provider.call, { delayFor: backoff(60_000), quota });
    for (let call = 0; call < 30; call++) await readWhile(clock, readAll(handler(aCall())));
    expect(provider.calls).toBe(90);
    for (let retry = 0; retry < 20; retry++) expect(quota.spend()).toBe(true);
  });

  test('gets back what a retry cost that succeeds', async () => {
    const quota = new RetryQuota();
    for (let call = 0; call < 30; call++) {
      const { clock, handler } = withRetry(scripted([reset()], ['ok']).call, { quota });
      expect((await readWhile(clock, readAll(handler(aCall())))).seen).toEqual(['ok']);
    }
  });
});

test('does not wait for a retry that the breaker would refuse, and throws what failed', async () => {
  const clock = manualClock();
  const breaker = new Breaker({ failureRate: 1, minAttempts: 1, windowMs: 1_000, openMs: 5_000 }, clock);
  breaker.enter(() => {})?.settle('failed');
  const provider = scripted([reset()], ['ok']);
  const policy = { maxRetries: 2, clock, target, quota: new RetryQuota() };
  const soon = compose([retry({ ...policy, delayFor: () => 4_000, breaker })], provider.call);
  expect((await readAll(soon(aCall()))).error).toBeInstanceOf(NetworkError);
  expect(clock.pending).toBe(0);
  const later = compose([retry({ ...policy, delayFor: () => 5_000, breaker })], scripted([reset()], ['ok']).call);
  expect((await readWhile(clock, readAll(later(aCall())))).seen).toEqual(['ok']);
});

test('the listeners are told of every retry before its wait', async () => {
  const told: unknown[] = [];
  const emit = ((name: string, event: object) => told.push({ name, ...event })) as Call['emit'];
  const { clock, handler } = withRetry(scripted([reset()]).call, { delayFor: (_, attempt) => attempt * 100 });
  const reading = readAll(handler(aCall(emit && { emit })));
  await clock.advance(0);
  expect(told).toEqual([{ name: 'retry', ...target, errorCode: 'ERR_NETWORK', attempt: 1, waitMs: 100 }]);
  await readWhile(clock, reading);
  expect(told).toMatchObject([{ attempt: 1 }, { attempt: 2, waitMs: 200 }]);
});

test('where another provider stands in, a time limit is not tried again', () => {
  const delay = unlessTimedOut(backoff(60_000, () => 1));
  expect(delay(new TimeoutError('first-token', 5), 1)).toBeUndefined();
  expect(delay(reset(), 1)).toBe(500);
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
