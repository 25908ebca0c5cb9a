import { beforeAll, describe, expect, test } from 'vitest';
import {
  DEFAULTS,
  type Provider,
  RateLimitError,
  SecureLLMClient,
  type SecureLLMClientOptions,
  sharedThrottle,
} from '../../src/index.ts';
import { throttleLimits } from '../../src/options/throttle.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { stall } from '../../src/testing/steps.ts';
import { manualClock } from '../support/manual-clock.ts';

const never = Number.POSITIVE_INFINITY;
const remote = { name: 'acme', model: 'm', capabilities: { ...scripted(['x']).capabilities, remote: true } };

beforeAll(() => new SecureLLMClient({ provider: scripted(['ok']) }).chat('loads the guards'));

/** A client whose provider tells a limit of `limit` requests a minute with every answer. */
function clientTold(limit: number, options: Partial<SecureLLMClientOptions> = {}, model = 'm') {
  const clock = options.clock ?? manualClock();
  const { call, ...inner } = scripted({ model }, ['ok']);
  const provider: Provider = {
    ...inner,
    call(given) {
      given.learn?.({ requests: { limit } });
      return call(given);
    },
  };
  return new SecureLLMClient({ provider, clock, ...options });
}

/** How many of `calls` calls made at once start at once. */
async function startedAtOnce(clock: ReturnType<typeof manualClock>, client: SecureLLMClient, calls: number) {
  let started = 0;
  const controller = new AbortController();
  for (let index = 0; index < calls; index += 1)
    client.chat('hi', { signal: controller.signal }).then(
      () => {
        started += 1;
      },
      () => {},
    );
  for (let turn = 0; turn < 5 + calls; turn += 1) await clock.advance(0);
  controller.abort();
  await clock.advance(0);
  return started;
}

describe('the limits for a provider', () => {
  test('are the defaults, which a provider may raise', () => {
    const { adaptive, ...defaults } = DEFAULTS.throttle;
    expect(adaptive).toBe(true);
    expect(throttleLimits({}, remote)).toEqual({
      ...defaults,
      ceilings: { requestsPerMinute: never, tokensPerMinute: never },
    });
  });

  test('that were given are not raised', () => {
    expect(throttleLimits({ requestsPerMinute: 30 }, remote)).toMatchObject({
      requestsPerMinute: 30,
      ceilings: { requestsPerMinute: 30, tokensPerMinute: never },
    });
  });

  test('are not learned where that was turned off, nor from a provider on this machine', () => {
    expect(throttleLimits({ adaptive: false }, remote).ceilings).toBeUndefined();
    const local = { ...remote, capabilities: { ...remote.capabilities, remote: false } };
    expect(throttleLimits({}, local)).toMatchObject({ requestsPerMinute: never, tokensPerMinute: never });
    expect(throttleLimits({}, local).ceilings).toBeUndefined();
  });

  test('of a scope hold for every provider', () => {
    const local = { ...remote, capabilities: { ...remote.capabilities, remote: false } };
    expect(throttleLimits({ perScope: { requestsPerMinute: 5 } }, local).perScope).toEqual({
      requestsPerMinute: 5,
      tokensPerMinute: never,
    });
  });
});

test.each([
  [{ adaptive: 'yes' }, '`throttle.adaptive` must be one of true, false, got another string'],
  [{ perScope: 5 }, '`throttle.perScope` must be an object, got 5'],
  [{ perScope: { requestsPerMinute: 0 } }, '`throttle.perScope.requestsPerMinute` must be a number of 1 or more'],
  [{ perScope: { perMinute: 1 } }, '`throttle.perScope` has no option `perMinute`'],
])('a mistake in %j is told by the client and by sharedThrottle', (throttle, message) => {
  expect(() => new SecureLLMClient({ provider: scripted(['x']), throttle } as never)).toThrow(message);
  expect(() => sharedThrottle(throttle as never)).toThrow(message);
});

test('a client learns the limit of its provider', async () => {
  const clock = manualClock();
  const client = clientTold(20, { clock });
  expect(await startedAtOnce(clock, client, 1)).toBe(1);
  expect(await startedAtOnce(clock, client, 10)).toBe(1); // a tenth of 20, and one of it is used
});

test('a client that is not to learn does not', async () => {
  const clock = manualClock();
  const client = clientTold(20, { clock, throttle: { adaptive: false } });
  await startedAtOnce(clock, client, 1);
  expect(await startedAtOnce(clock, client, 10)).toBe(10);
});

test('a scope over its limit is refused by the client', async () => {
  const client = new SecureLLMClient({ provider: scripted(['ok']), throttle: { perScope: { requestsPerMinute: 1 } } });
  await client.chat('hi', { scope: 'user-1' });
  await expect(client.chat('hi', { scope: 'user-1' })).rejects.toMatchObject({
    code: 'ERR_THROTTLED',
    retryable: true,
  });
  expect((await client.chat('hi', { scope: 'user-2' })).text).toBe('ok');
  expect((await client.chat('hi')).text).toBe('ok');
});

test('a Retry-After of one call holds up the others as well', async () => {
  const clock = manualClock();
  let calls = 0;
  const inner = scripted(['ok']);
  const client = new SecureLLMClient({
    clock,
    provider: {
      ...inner,
      async *call(call) {
        calls += 1;
        if (calls === 1) {
          call.learn?.({ retryAfterMs: 3_000 });
          throw new RateLimitError({ provider: 'acme', retryAfterMs: 3_000 });
        }
        yield* inner.call(call);
      },
    },
  });
  const first = client.chat('hi');
  await clock.advance(0);
  const second = client.chat('hi');
  await clock.advance(2_999);
  expect(calls).toBe(1);
  await clock.advance(1);
  expect([(await first).text, (await second).text]).toEqual(['ok', 'ok']);
  expect(clock.pending).toBe(0);
});

describe('a shared throttle', () => {
  test('counts for all clients that have it, and what one learns holds for the others', async () => {
    const clock = manualClock();
    const throttle = sharedThrottle({ maxConcurrency: 30 });
    const [one, other] = [clientTold(20, { clock, throttle }), clientTold(20, { clock, throttle })];
    await startedAtOnce(clock, one, 2);
    expect(await startedAtOnce(clock, other, 10)).toBe(0);
  });

  test('keeps the models of a provider apart', async () => {
    const clock = manualClock();
    const throttle = sharedThrottle();
    await startedAtOnce(clock, clientTold(20, { clock, throttle }), 2);
    expect(await startedAtOnce(clock, clientTold(20, { clock, throttle }, 'another'), 1)).toBe(1);
  });

  test('may be changed for another, and for options of its own, by withOptions', async () => {
    const clock = manualClock();
    const client = clientTold(20, { clock, throttle: sharedThrottle() });
    await startedAtOnce(clock, client, 2);
    expect(await startedAtOnce(clock, client.withOptions({ throttle: sharedThrottle() }), 1)).toBe(1);
    expect(await startedAtOnce(clock, client.withOptions({ throttle: { maxQueue: 5 } }), 1)).toBe(1);
    expect(await startedAtOnce(clock, client.withOptions({ mode: 'report' }), 1)).toBe(0);
  });

  test('keeps those of its options that withOptions does not name', async () => {
    const controller = new AbortController();
    const throttle = sharedThrottle({ maxConcurrency: 2, maxQueue: 0 });
    const client = new SecureLLMClient({ provider: scripted([stall]), throttle });
    const own = client.withOptions({ throttle: { maxWaitMs: 5_000 } });
    const calls = [1, 2, 3].map(() => own.chat('hi', { signal: controller.signal }));
    expect(await Promise.race(calls.map((call) => call.catch((error) => error)))).toMatchObject({
      code: 'ERR_THROTTLED',
    });
    controller.abort();
    await Promise.allSettled(calls);
  });

  test('forgets models that were asked for long ago', () => {
    const throttle = sharedThrottle();
    const open = (model: string) => throttle.open({ ...remote, model });
    const [kept, lost] = [open('kept'), open('lost')];
    for (let index = 0; index < 99; index += 1) {
      open('kept');
      open(`${index}`);
    }
    expect(open('kept')).toBe(kept);
    expect(open('lost')).not.toBe(lost);
  });
});
