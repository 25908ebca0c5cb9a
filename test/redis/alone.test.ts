import { expect, test, vi } from 'vitest';
import { SecureLLMClient } from '../../src/client.ts';
import { ThrottledError } from '../../src/errors.ts';
import { redisLimits } from '../../src/redis/index.ts';
import { scripted } from '../../src/testing/index.ts';
import type { SharedAsk } from '../../src/types/shared-limits.ts';
import { manualClock } from '../support/manual-clock.ts';

const ANY = { provider: 'any', model: 'any' };
const NONE = Number.POSITIVE_INFINITY;
const LIMITS = { requestsPerMinute: NONE, tokensPerMinute: NONE, maxConcurrency: NONE };

/** Limits of ten processes whose Redis is away for good. */
function setup() {
  const clock = manualClock();
  const away = () => Promise.reject(new Error('Connection is closed.'));
  const shared = redisLimits({ client: { evalsha: away, eval: away }, name: 'a', processes: 10, clock });
  const take = (tokens: number, limits: Partial<SharedAsk['limits']>) =>
    shared.of(ANY).take({ queue: 'a', tokens, limits: { ...LIMITS, ...limits } });
  return { clock, shared, take };
}

test('a process alone keeps to its part of the requests and the tokens', async () => {
  const { clock, take } = setup();
  const starts = { requestsPerMinute: 0, tokensPerMinute: 0 };
  for (const limit of ['requestsPerMinute', 'tokensPerMinute'] as const)
    for (let ms = 0; ms < 60_000; ms += 100) {
      if ((await take(1, { [limit]: 1_000 })).granted) starts[limit] += 1;
      await clock.advance(100);
    }
  expect(starts.requestsPerMinute).toBeGreaterThan(90);
  expect(Math.max(...Object.values(starts))).toBeLessThanOrEqual(100);
});

test('a process alone may do something, however small its part', async () => {
  const { take } = setup();
  expect((await take(1, { requestsPerMinute: 3, tokensPerMinute: 3, maxConcurrency: 3 })).granted).toBe(true);
  expect(await take(1, { requestsPerMinute: 3, tokensPerMinute: 3, maxConcurrency: 3 })).toMatchObject({
    granted: false,
  });
});

test('a call heavier than the part is refused, so that it holds up no other', async () => {
  const { take } = setup();
  const error = await take(101, { tokensPerMinute: 1_000 }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ThrottledError);
  expect(error).toMatchObject({ retryable: true, retryAfterMs: 1_000 });
  expect(String(error)).toMatch(/part of them is 100 tokens a minute: retry in 1000 ms, or shorten/);
});

test('limits that change meanwhile hold from then on', async () => {
  const { take } = setup();
  expect((await take(90, { tokensPerMinute: 1_000 })).granted).toBe(true);
  expect((await take(90, { tokensPerMinute: 1_000 })).granted).toBe(false);
  expect((await take(90, { tokensPerMinute: 100_000 })).granted).toBe(true);
});

test('what was started stays counted where limits change, or two throttles bring different ones', async () => {
  const { take } = setup();
  let granted = 0;
  for (let call = 0; call < 100; call += 1)
    if ((await take(1, { requestsPerMinute: 100 + (call % 2) })).granted) granted += 1;
  expect(granted).toBeLessThanOrEqual(10);
});

test('a place that Redis grants late stays held where the process has taken it alone meanwhile', async () => {
  const clock = manualClock();
  const sent: ((value: unknown) => void)[] = [];
  const evalsha = () => new Promise<unknown>((answer) => sent.push(answer));
  const shared = redisLimits({ client: { evalsha, eval: evalsha }, name: 'a', processes: 1, clock });
  const asked = shared.of(ANY).take({ queue: 'a', tokens: 1, limits: { ...LIMITS, maxConcurrency: 1 } });
  await vi.waitFor(() => expect(sent).toHaveLength(1));
  await clock.advance(250);
  const answer = await asked;
  sent[0]?.([1, 0]);
  await clock.advance(0);
  expect(sent).toHaveLength(1);
  if (!answer.granted) throw new Error('was refused');
  answer.release();
  expect(clock.pending).toBe(0);
});

test('a budget alone is its part, by key and window, settled once', async () => {
  const { clock, shared } = setup();
  const reserve = (key: string, tokens: number) =>
    shared.ledger.reserve({ tokens, cost: 0 }, { key, max: { tokens: 1_000, cost: NONE }, windowMs: 60_000 });
  const first = await reserve('ana', 60);
  expect(await reserve('ana', 60)).toEqual({ granted: false, left: { tokens: 40, cost: NONE }, resetMs: 60_000 });
  expect((await reserve('ben', 60)).granted).toBe(true);
  if (!first.granted) throw new Error('was refused');
  for (let time = 0; time < 2; time += 1) await first.settle({ tokens: 10, cost: 0 });
  expect((await reserve('ana', 91)).granted).toBe(false);
  expect((await reserve('ana', 90)).granted).toBe(true);
  await clock.advance(60_000);
  expect((await reserve('ana', 100)).granted).toBe(true);
});

test('a budget without Redis is refused where `closed`, and not kept where `open`', async () => {
  const away = () => Promise.reject(new Error('Connection is closed.'));
  const reserve = async (whenUnavailable: 'closed' | 'open') => {
    const client = { evalsha: away, eval: away };
    const { ledger } = redisLimits({ client, name: 'a', processes: 2, whenUnavailable, clock: manualClock() });
    return ledger.reserve({ tokens: 5, cost: 5 }, { key: 'ana', max: { tokens: 1, cost: 1 }, windowMs: 60_000 });
  };
  await expect(reserve('closed')).rejects.toBeInstanceOf(ThrottledError);
  expect(await reserve('open')).toMatchObject({ granted: true });
});

test('calls of a client without Redis go on by its part, or are refused at once where `closed`', async () => {
  const away = () => Promise.reject(new Error('Connection is closed.'));
  const clientOf = (whenUnavailable: 'closed' | 'local') => {
    const shared = redisLimits({ client: { evalsha: away, eval: away }, name: 'a', processes: 2, whenUnavailable });
    return new SecureLLMClient({ provider: scripted(['Hello']), throttle: { shared } });
  };
  for (let call = 0; call < 3; call += 1) expect((await clientOf('local').chat('Hi')).text).toBe('Hello');
  await expect(clientOf('closed').chat('Hi')).rejects.toMatchObject({ code: 'ERR_THROTTLED', retryAfterMs: 1_000 });
});
