import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import {
  type AuditRecord,
  type Candidate,
  NetworkError,
  type Provider,
  prompt,
  QuotaExceededError,
  SecureLLMClient,
  type SecureLLMClientOptions,
  sharedThrottle,
} from '../src/index.ts';
import { systemClock } from '../src/lib/clock.ts';
import { local } from '../src/providers/local/index.ts';
import { type ScriptedProvider, type Step, scripted } from '../src/testing/scripted.ts';
import { stall } from '../src/testing/steps.ts';
import type { Capabilities } from '../src/types/call.ts';
import { type ManualClock, manualClock } from './support/manual-clock.ts';

const named = (
  name: string,
  runs: readonly (readonly Step[])[],
  capabilities: Partial<Capabilities> = {},
): ScriptedProvider => scripted({ name, model: `${name}-1`, capabilities }, ...runs);

const down = (name: string) => named(name, [[new NetworkError('reset')]]);

/** Real time, but no wait is longer than a tick. */
const impatient = { ...systemClock, after: (_: number, run: () => void) => systemClock.after(0, run) };

const clientOf = (
  provider: readonly (Provider | Candidate)[],
  options: Omit<Partial<SecureLLMClientOptions>, 'provider'> = {},
) => {
  const records: AuditRecord[] = [];
  const audit = (record: AuditRecord) => void records.push(record);
  return { records, client: new SecureLLMClient({ provider, clock: impatient, audit, ...options }) };
};

const failure = (asked: Promise<unknown>): Promise<unknown> =>
  asked.then(
    () => expect.unreachable('it succeeded'),
    (error: unknown) => error,
  );

/** How a promise ends, told while the clock runs on. */
async function whileTimePasses<T>(clock: ManualClock, asked: Promise<T>, stepMs = 100): Promise<T> {
  let ended = false;
  const done = asked.finally(() => {
    ended = true;
  });
  done.catch(() => {});
  for (let steps = 0; !ended && steps < 10_000; steps++) await clock.advance(stepMs);
  return done;
}

describe('a list of providers', () => {
  test('the result and the record say who answered, who was given up, and every attempt', async () => {
    const { client, records } = clientOf([down('one'), named('two', [['Hello']])], { retry: { maxRetries: 1 } });
    const { text, provider, model, attempts, fallbacks } = await client.chat('hi');
    expect({ text, provider, model }).toEqual({ text: 'Hello', provider: 'two', model: 'two-1' });
    expect(attempts.map(({ provider, errorCode }) => [provider, errorCode])).toEqual([
      ['one', 'ERR_NETWORK'],
      ['one', 'ERR_NETWORK'],
      ['two', undefined],
    ]);
    const step = {
      from: { provider: 'one', model: 'one-1' },
      to: { provider: 'two', model: 'two-1' },
      errorCode: 'ERR_NETWORK',
    };
    expect(fallbacks).toEqual([step]);
    expect(records).toMatchObject([{ outcome: 'ok', provider: 'two', fallbacks: [step] }]);
  });

  test('where all fail, the error of the last is thrown with the attempts of all', async () => {
    const two = named('two', [[new QuotaExceededError({ provider: 'two', status: 429 })]]);
    const error = await failure(clientOf([down('one'), two], { retry: { maxRetries: 0 } }).client.chat('hi'));
    expect(error).toMatchObject({
      code: 'ERR_QUOTA_EXCEEDED',
      attempts: [{ provider: 'one' }, { provider: 'two', status: 429 }],
    });
  });

  test('a stream goes on with the next before its first content, and not after it', async () => {
    const reset = new NetworkError('reset');
    const before = clientOf([named('one', [[reset]]), named('two', [['Hello']])], { retry: { maxRetries: 0 } });
    expect((await before.client.stream('hi').final()).text).toBe('Hello');
    const two = named('two', [['never']]);
    const after = clientOf([named('one', [['Hel', reset]]), two]);
    expect(await failure(after.client.stream('hi').final())).toMatchObject({
      code: 'ERR_NETWORK',
      partial: { text: 'Hel' },
    });
    expect(two.calls).toBe(0);
  });

  test('data is fenced for the remote ones alone, and what was redacted is redacted for all', async () => {
    const near = named('near', [[new NetworkError('reset')]], { remote: false });
    const far = named('far', [['ok [EMAIL_ADDRESS_1]']]);
    const { client } = clientOf([near, far], { retry: { maxRetries: 0 } });
    const { text } = await client.chat(prompt`Sum up: ${'From ana@example.com'}`);
    expect(JSON.stringify(near.requests)).not.toContain('<untrusted-');
    expect(JSON.stringify(far.requests)).toContain('<untrusted-');
    expect(JSON.stringify([near.requests, far.requests])).not.toContain('ana@example.com');
    expect(text).toBe('ok ana@example.com');
  });

  test('a summary is made by the embedded provider when the model cannot be reached', async () => {
    const { client } = clientOf([down('one'), local()], { retry: { maxRetries: 0 } });
    const { summary, provider, fallbacks } = await client.summarize('The sea is cold. It is deep.');
    expect(summary).toContain('The sea is cold.');
    expect(provider).toBe('local');
    expect(fallbacks).toHaveLength(1);
  });
});

describe('objects', () => {
  const schema = z.object({ count: z.number() });

  test('a provider without schemas is told in words, one with schemas by the schema, in one call', async () => {
    const one = named('one', [[new NetworkError('reset')]], { objects: 'prompt' });
    const two = named('two', [['{"count":"x"}'], ['{"count":2}']]);
    const { client } = clientOf([one, two], { retry: { maxRetries: 0 } });
    expect((await client.object('tea', { schema, instructions: 'Mine first.' })).object).toEqual({ count: 2 });
    expect(one.requests).toHaveLength(2);
    expect(two.requests[0]).toMatchObject({ responseFormat: { name: 'answer' } });
    const texts = (provider: ScriptedProvider, index: number) =>
      provider.requests[index]?.messages.map(({ content }) =>
        content.map((part) => 'text' in part && part.text).join(''),
      );
    expect(texts(one, 0)).toMatchObject([/^Mine/, /^Answer with one JSON value/, 'tea'].map(matching));
    expect(texts(two, 0)).toMatchObject([/^Mine/, 'tea'].map(matching));
    expect(texts(one, 1)).toMatchObject([/^Mine/, /^Answer with one/, /^An earlier answer/, 'tea'].map(matching));
    expect(texts(two, 1)).toMatchObject([/^Mine/, /^An earlier answer/, 'tea'].map(matching));
  });

  test('who fills none is left out; where that is all, the call is refused before anything is sent', async () => {
    const one = named('one', [['never']], { objects: false });
    const { client } = clientOf([one, named('two', [['{"count":1}']])]);
    const { fallbacks } = await client.object('tea', { schema });
    expect(fallbacks).toEqual([]);
    expect(one.calls).toBe(0);
    const unable = clientOf([one, local()]).client;
    expect(await failure(unable.object('tea', { schema }))).toMatchObject({
      code: 'ERR_INVALID_INPUT',
      field: 'provider',
      message: expect.stringMatching(/`one` fills no schemas.*`local` fills no schemas/),
    });
  });

  test('one that has tools and one that takes files do not make one that does both', async () => {
    const { client } = clientOf([named('one', [['x']], { files: false }), named('two', [['x']], { tools: false })]);
    const file = { type: 'file', data: new Uint8Array([1]), mediaType: 'image/png' } as const;
    const tools = { look: { input: z.object({}) } };
    expect((await client.chat([file], {})).provider).toBe('two');
    expect((await client.chat('hi', { tools })).provider).toBe('one');
    expect(await failure(client.chat([file], { tools }))).toMatchObject({ code: 'ERR_INVALID_INPUT' });
  });
});

describe('models by provider', () => {
  test('each is asked for its own', async () => {
    const [one, two] = [down('one'), named('two', [['ok']])];
    const { client } = clientOf([one, two], { retry: { maxRetries: 0 } });
    const { model, fallbacks } = await client.chat('hi', { model: { one: 'small', two: 'large' } });
    expect(model).toBe('large');
    expect(fallbacks).toMatchObject([{ from: { model: 'small' }, to: { model: 'large' } }]);
  });

  test.each([
    ['a provider that is not in the list', { tow: 'large' }, /names a provider that this client has not; it has `one`/],
    ['a model that is none', { one: 3 }, /must be a string that is not empty/],
    ['a list', ['large'], /must be a string or an object of models by provider/],
  ])('%s is refused before anything is sent', async (_, model, message) => {
    const one = named('one', [['x']]);
    const error = await failure(clientOf([one]).client.chat('hi', { model: model as never }));
    expect(error).toMatchObject({ code: 'ERR_INVALID_INPUT', field: 'model', message: expect.stringMatching(message) });
    expect(one.calls).toBe(0);
  });
});

describe('limits of their own', () => {
  test('a time limit of an attempt is not tried again where another provider stands in', async () => {
    const clock = manualClock();
    const one: Candidate = { provider: named('one', [[stall]]), timeout: { firstTokenMs: 1_000 } };
    const two = named('two', [[stall], ['ok']]);
    const { client } = clientOf([one, two], { clock, timeout: { firstTokenMs: 3_000 } });
    const { attempts } = await whileTimePasses(clock, client.stream('hi').final());
    expect(attempts.map(({ provider, durationMs }) => [provider, durationMs])).toEqual([
      ['one', 1_000],
      ['two', 3_000],
      ['two', 0],
    ]);
    expect(clock.pending).toBe(0);
  });

  test('the limit of a call wins over that of a provider', async () => {
    const clock = manualClock();
    const one: Candidate = { provider: named('one', [[stall]]), timeout: { firstTokenMs: 60_000 } };
    const { client } = clientOf([one], { clock, retry: { maxRetries: 0 } });
    const asked = failure(client.stream('hi', { timeout: { firstTokenMs: 50 } }).final());
    await clock.advance(50);
    expect(await asked).toMatchObject({ phase: 'first-token', limitMs: 50 });
  });

  test('each has a throttle: what finds the first one full goes to the second', async () => {
    const one: Candidate = { provider: named('one', [[stall]]), throttle: { maxConcurrency: 1, maxQueue: 0 } };
    const two = named('two', [['ok']]);
    const { client } = clientOf([one, two], { clock: systemClock });
    const controller = new AbortController();
    const held = client.chat('hi', { signal: controller.signal }).catch(() => {});
    await turn();
    const { provider, fallbacks } = await client.chat('hi');
    expect(provider).toBe('two');
    expect(fallbacks).toMatchObject([{ errorCode: 'ERR_THROTTLED' }]);
    controller.abort();
    await held;
  });
});

test('a short wait for the first provider lets the second step in soon', async () => {
  const clock = manualClock();
  const one: Candidate = { provider: named('one', [[stall]]), throttle: { maxConcurrency: 1, maxWaitMs: 100 } };
  const { client } = clientOf([one, named('two', [['ok']])], { clock });
  const controller = new AbortController();
  const held = client.chat('hi', { signal: controller.signal }).catch(() => {});
  await clock.advance(0);
  const asked = client.chat('hi');
  await clock.advance(100);
  expect(await asked).toMatchObject({ provider: 'two', fallbacks: [{ errorCode: 'ERR_TIMEOUT' }] });
  controller.abort();
  await held;
  expect(clock.pending).toBe(0);
});

test('what queues for a provider when its breaker opens goes to the next one at once, not at the pace of the queue', async () => {
  const clock = manualClock();
  const one: Candidate = { provider: down('one'), throttle: { requestsPerMinute: 20, adaptive: false } };
  const breaker = { minAttempts: 2, openMs: 60_000 };
  const { client } = clientOf([one, named('two', [['ok']])], { clock, breaker, retry: { maxRetries: 0 } });
  const answers = Promise.all(Array.from({ length: 20 }, () => client.chat('hi')));
  await clock.advance(1);
  expect((await answers).map(({ provider }) => provider)).toEqual(Array(20).fill('two'));
  expect(clock.pending).toBe(0);
});

describe('with what is above and below the choice', () => {
  test('the limit of a scope holds whoever would be asked', async () => {
    const two = named('two', [['never']]);
    const { client } = clientOf([named('one', [['ok']]), two], { throttle: { perScope: { requestsPerMinute: 1 } } });
    await client.chat('hi', { scope: 'ana' });
    expect(await failure(client.chat('hi', { scope: 'ana' }))).toMatchObject({ code: 'ERR_THROTTLED', ofScope: true });
    expect(two.calls).toBe(0);
    expect((await client.chat('hi', { scope: 'ben' })).provider).toBe('one');
  });

  test('an answer of the first provider is kept, one of a stand-in is not', async () => {
    const one = named('one', [[new NetworkError('reset')], ['Hello'], ['never']]);
    const { client } = clientOf([one, named('two', [['Hi']])], { cache: {}, retry: { maxRetries: 0 } });
    const asked = async () => {
      const { text, cached } = await client.chat('hi');
      return [text, cached];
    };
    expect([await asked(), await asked(), await asked()]).toEqual([
      ['Hi', false],
      ['Hello', false],
      ['Hello', true],
    ]);
  });

  test('answers are kept apart by the models of all that may be asked', async () => {
    const { client } = clientOf([named('one', [['a'], ['b'], ['c']]), named('two', [['x']])], { cache: {} });
    const texts: string[] = [];
    for (const model of [undefined, 'one-1', 'other', { two: 'large' }, { two: 'large' }])
      texts.push((await client.chat('hi', { model })).text);
    expect(texts).toEqual(['a', 'a', 'b', 'c', 'c']);
  });

  test('a shared throttle is one for each model, options of an entry make one of its own', async () => {
    const throttle = sharedThrottle({ maxConcurrency: 1, maxQueue: 0 });
    const [one, two] = [named('one', [[stall]]), named('two', [['ok']])];
    const first = clientOf([one], { clock: systemClock, throttle }).client;
    const controller = new AbortController();
    const held = first.chat('hi', { signal: controller.signal }).catch(() => {});
    await turn();
    const both = clientOf([one, two], { clock: systemClock, throttle }).client;
    expect(both.stats().throttle).toEqual({ waiting: 0, inFlight: 1 });
    expect((await both.chat('hi')).fallbacks).toMatchObject([{ errorCode: 'ERR_THROTTLED' }]);
    const own: Candidate = { provider: named('one', [['ok']]), throttle: { maxQueue: 5 } };
    expect((await clientOf([own], { throttle }).client.chat('hi')).text).toBe('ok');
    controller.abort();
    await held;
  });

  test('listeners hear of retries, breakers and fallbacks, and the numbers count them', async () => {
    const { client } = clientOf([down('one'), named('two', [['ok']])], { breaker: { minAttempts: 2 } });
    const heard: unknown[] = [];
    client.on('retry', ({ provider, attempt }) => heard.push(['retry', provider, attempt]));
    client.on('breaker', ({ provider, state }) => heard.push(['breaker', provider, state]));
    client.on('fallback', ({ from, to, errorCode }) => heard.push([from.provider, to.provider, errorCode]));
    await client.chat('hi');
    expect(heard).toEqual([
      ['retry', 'one', 1],
      ['breaker', 'one', 'open'],
      ['one', 'two', 'ERR_NETWORK'],
    ]);
    expect(client.stats()).toMatchObject({ attempts: 3, retries: 1, throttle: { waiting: 0, inFlight: 0 } });
  });
});

describe('the breaker of a client', () => {
  const opened = async (options: Partial<SecureLLMClientOptions> = {}) => {
    const one = named('one', [...new Array(4).fill([new NetworkError('reset')]), ['ok']]);
    const clock = manualClock();
    const breaker = { minAttempts: 4, openMs: 60_000 };
    const { client } = clientOf([one], { clock, breaker, retry: { maxRetries: 0 }, ...options });
    for (let call = 0; call < 4; call++) await failure(client.chat('hi'));
    return { client, one, clock };
  };

  test('is shared by its calls, and by clients made from it unless `breaker` or `provider` changes', async () => {
    const { client, one, clock } = await opened();
    expect(await failure(client.chat('hi'))).toMatchObject({
      code: 'ERR_CIRCUIT_OPEN',
      retryAfterMs: 60_000,
      attempts: [],
    });
    const refused = client.withOptions({ throttle: { maxConcurrency: 2 }, timeout: { totalMs: 5_000 } });
    expect(await failure(refused.chat('hi'))).toMatchObject({ code: 'ERR_CIRCUIT_OPEN' });
    expect(one.calls).toBe(4);
    expect((await client.withOptions({ provider: one }).chat('hi')).text).toBe('ok');
    expect((await client.withOptions({ breaker: { openMs: 5 } }).chat('hi')).text).toBe('ok');
    await clock.advance(60_000);
    expect((await client.chat('hi')).text).toBe('ok');
  });

  test('is one for each model', async () => {
    const { client } = await opened();
    expect((await client.chat('hi', { model: 'other' })).text).toBe('ok');
  });

  test('may be left out', async () => {
    const { client } = await opened({ breaker: false });
    expect((await client.chat('hi')).text).toBe('ok');
  });

  test('sends what it refuses to the next provider, without waiting', async () => {
    const clock = manualClock();
    const one = down('one');
    const { client } = clientOf([one, named('two', [['ok']])], { clock, breaker: { minAttempts: 1 } });
    await client.chat('hi');
    const { attempts, fallbacks } = await client.chat('hi');
    expect(attempts.map(({ provider }) => provider)).toEqual(['two']);
    expect(fallbacks).toMatchObject([{ errorCode: 'ERR_CIRCUIT_OPEN' }]);
    expect(one.calls).toBe(1);
  });
});

test('the quota of retries is shared by the clients made from one, until the provider changes', async () => {
  const one = down('one');
  const { client } = clientOf([one], { breaker: false, retry: { maxRetries: 10 } });
  await failure(client.chat('hi'));
  await failure(client.withOptions({ throttle: { maxConcurrency: 2 } }).chat('hi'));
  expect(one.calls).toBe(22);
  await failure(client.chat('hi'));
  expect(one.calls).toBe(23);
  await failure(client.withOptions({ provider: [one] }).chat('hi'));
  expect(one.calls).toBe(34);
});

test('an abort at any moment leaves no timer and no open provider, and asks nobody else', async () => {
  const reached = new Set<number>();
  for (let moment = 0; moment < 300; moment++) {
    const clock = manualClock();
    let begun = 0;
    let open = 0;
    const watched = (provider: Provider): Provider => ({
      ...provider,
      async *call(call) {
        begun++;
        open++;
        try {
          yield* provider.call(call);
        } finally {
          open--;
        }
      },
    });
    const list = [watched(down('one')), watched(named('two', [['Hel', 'lo', stall]]))];
    const { client, records } = clientOf(list, { clock, breaker: { minAttempts: 1 } });
    const controller = new AbortController();
    const asked = failure(client.stream('hi', { signal: controller.signal }).final());
    for (let tick = 0; tick < moment; tick++) await null;
    const begunBefore = begun;
    reached.add(begun);
    controller.abort('mine');
    expect(await asked).toBe('mine');
    await clock.advance(0);
    expect([moment, begun, open, clock.pending]).toEqual([moment, begunBefore, 0, 0]);
    expect(records.length).toBeLessThanOrEqual(1);
  }
  expect(reached).toEqual(new Set([0, 1, 2]));
});

const matching = (text: string | RegExp): unknown => (typeof text === 'string' ? text : expect.stringMatching(text));
