import { describe, expect, test } from 'vitest';
import { InputBlockedError, NetworkError, RateLimitError } from '../../src/errors.ts';
import { fallback, type Route } from '../../src/layers/fallback.ts';
import type { ScriptedProvider, Step } from '../../src/testing/scripted.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, stall, text, toolCall } from '../../src/testing/steps.ts';
import type { Call, Capabilities, ChatRequest, Handler } from '../../src/types/call.ts';
import type { ClientEvents } from '../../src/types/client-event.ts';
import { listenersOf } from '../support/listeners.ts';
import { aCall, readAll } from '../support/read-all.ts';

const reset = new NetworkError('reset');

const named = (name: string, run: readonly Step[], capabilities: Partial<Capabilities> = {}): ScriptedProvider =>
  scripted({ name, model: `${name}-1`, capabilities }, run);

/** The providers without anything around them, and whether each was told to be the last. */
function inOrder(...providers: readonly ScriptedProvider[]): { handler: Handler; last: boolean[] } {
  const last: boolean[] = [];
  const routes = providers.map((provider): Route => {
    const run: Route['run'] = (call, isLast) => {
      last.push(isLast);
      return provider.call(call);
    };
    return { provider, run };
  });
  return { handler: fallback(routes), last };
}

const asking = (changes: Partial<ChatRequest>): Call => {
  const call = aCall();
  return { ...call, request: { ...call.request, ...changes } };
};

test('the first one that answers is shown alone', async () => {
  const [one, two, three] = [named('one', [reset]), named('two', ['Hello']), named('three', ['never'])];
  const { handler, last } = inOrder(one, two, three);
  const call = aCall();
  const { events, error } = await readAll(handler(call));
  expect(error).toBeUndefined();
  expect(events).toEqual([{ type: 'start', provider: 'two', model: 'two-1' }, text('Hello'), end()]);
  expect(last).toEqual([false, false]);
  expect(three.calls).toBe(0);
  expect(call.trace.fallbacks).toEqual([
    {
      from: { provider: 'one', model: 'one-1' },
      to: { provider: 'two', model: 'two-1' },
      errorCode: 'ERR_NETWORK',
    },
  ]);
});

test('the listeners are told of every step', async () => {
  const told: unknown[] = [];
  const emit = ((name: string, event: ClientEvents['fallback']) =>
    told.push([name, event.to.provider])) as Call['emit'];
  const { handler } = inOrder(named('one', [reset]), named('two', [reset]), named('three', ['ok']));
  await readAll(handler(aCall(emit && { emit })));
  expect(told).toEqual([
    ['fallback', 'two'],
    ['fallback', 'three'],
  ]);
});

test('the error of the last is thrown', async () => {
  const limited = new RateLimitError({ provider: 'two', retryAfterMs: 5 });
  const { handler, last } = inOrder(named('one', [reset]), named('two', [limited]));
  expect((await readAll(handler(aCall()))).error).toBe(limited);
  expect(last).toEqual([false, true]);
});

test.each([
  ['text', text('Hel')],
  ['a tool call', toolCall('look', {})],
  ['reasoning', { type: 'reasoning-delta', text: 'hm' } as const],
])('nobody else is asked once %s was shown', async (_, content) => {
  const [one, two] = [named('one', [content, reset]), named('two', ['never'])];
  const { events, error } = await readAll(inOrder(one, two).handler(aCall()));
  expect(events.at(-1)).toEqual(content);
  expect(error).toBe(reset);
  expect(two.calls).toBe(0);
});

test('content is shown as it comes, not at the end', async () => {
  const { handler } = inOrder(named('one', ['Hel', stall]), named('two', ['never']));
  const events = handler(aCall())[Symbol.asyncIterator]();
  expect((await events.next()).value).toMatchObject({ type: 'start' });
  expect((await events.next()).value).toEqual(text('Hel'));
});

test('an answer without content is an answer', async () => {
  const [one, two] = [named('one', [end({ finishReason: 'content-filter' })]), named('two', ['never'])];
  const { events } = await readAll(inOrder(one, two).handler(aCall()));
  expect(events.map(({ type }) => type)).toEqual(['start', 'end']);
  expect(two.calls).toBe(0);
});

test('what a safeguard refused is asked of nobody else', async () => {
  const two = named('two', ['never']);
  const refused = new InputBlockedError([]);
  expect((await readAll(inOrder(named('one', [refused]), two).handler(aCall()))).error).toBe(refused);
  expect(two.calls).toBe(0);
});

test('an abort asks nobody else, whatever it gives as its reason, and closes the attempt', async () => {
  const controller = new AbortController();
  const listeners = listenersOf(controller.signal);
  const [one, two] = [named('one', [stall]), named('two', ['never'])];
  const reading = readAll(inOrder(one, two).handler(aCall({ signal: controller.signal })));
  await new Promise((resolve) => setImmediate(resolve));
  controller.abort(reset);
  expect((await reading).error).toBe(reset);
  expect(two.calls).toBe(0);
  expect([...listeners].length).toBeLessThanOrEqual(1); // that of `stall`, which fires once
});

test('a reader who leaves closes the attempt', async () => {
  let closed = 0;
  const run: Route['run'] = async function* () {
    try {
      yield text('a');
      yield text('b');
    } finally {
      closed++;
    }
  };
  const handler = fallback([
    { provider: named('one', []), run },
    { provider: named('two', []), run },
  ]);
  for await (const _ of handler(aCall())) break;
  expect(closed).toBe(1);
});

describe('the model', () => {
  const models = (...providers: readonly ScriptedProvider[]) =>
    providers.map(({ requests }) => requests.map((request) => [request.model, 'models' in request]));

  test('that a call names is for the first provider, and for no other', async () => {
    const [one, two] = [named('one', [reset]), named('two', ['ok'])];
    const call = asking({ model: 'big' });
    await readAll(inOrder(one, two).handler(call));
    expect(models(one, two)).toEqual([[['big', false]], [[undefined, false]]]);
    expect(call.trace.fallbacks[0]).toMatchObject({ from: { model: 'big' }, to: { model: 'two-1' } });
  });

  test('may be named for each provider', async () => {
    const [one, two, three] = [named('one', [reset]), named('two', [reset]), named('constructor', ['ok'])];
    await readAll(inOrder(one, two, three).handler(asking({ models: { two: 'large' } })));
    expect(models(one, two, three)).toEqual([[[undefined, false]], [['large', false]], [[undefined, false]]]);
  });

  test('goes unchanged to a provider that stands alone', async () => {
    const one = named('one', ['ok']);
    const call = asking({ model: 'big' });
    await readAll(inOrder(one).handler(call));
    expect(one.requests[0]).toBe(call.request);
  });
});

describe('who cannot do what is asked is left out', () => {
  const tool = { name: 'look', parameters: {} };

  test('without a word', async () => {
    const [one, two] = [named('one', ['never'], { tools: false }), named('two', ['ok'])];
    const call = asking({ tools: [tool], model: 'big' });
    const { handler, last } = inOrder(one, two);
    expect((await readAll(handler(call))).seen).toEqual(['ok']);
    expect(last).toEqual([true]);
    expect(two.requests[0]?.model).toBeUndefined(); // `model` was for the first of the list
    expect(call.trace.fallbacks).toEqual([]);
  });

  test('and where that is all of them, the first says why', async () => {
    const [one, two] = [named('one', ['said'], { tools: false }), named('two', ['never'], { tools: false })];
    expect((await readAll(inOrder(one, two).handler(asking({ tools: [tool] })))).seen).toEqual(['said']);
  });
});

test('a schema goes as such to who takes one, and in words to who does not', async () => {
  const [one, two] = [named('one', [reset]), named('two', ['{}'], { objects: 'prompt' })];
  const responseFormat = { name: 'answer', schema: { type: 'object' } };
  await readAll(inOrder(one, two).handler(asking({ responseFormat })));
  expect(one.requests[0]).toMatchObject({ responseFormat, messages: [{ role: 'user' }] });
  expect(two.requests[0]).not.toHaveProperty('responseFormat');
  expect(two.requests[0]?.messages).toMatchObject([
    { role: 'system', content: [{ text: expect.stringContaining('{"type":"object"}'), trust: 'trusted' }] },
    { role: 'user' },
  ]);
});
