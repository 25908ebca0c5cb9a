import { expect, test, vi } from 'vitest';
import * as z from 'zod';
import { type Tool, tool } from '../../src/index.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, text, toolCall } from '../../src/testing/steps.ts';
import { listenersOf } from '../support/listeners.ts';
import { EMAIL, KEY } from '../support/sensitive.ts';
import { City, clientOf, resultsIn, thinking } from '../support/tools.ts';

const weather = tool({
  input: City,
  sideEffects: false,
  execute: ({ city }, { toolCallId }) => `${toolCallId}: it rains in ${city}`,
});
const oslo = toolCall('weather', { city: 'Oslo' }, 'a');
const bergen = toolCall('weather', { city: 'Bergen' }, 'b');

/** What the model is told of one call of one tool. */
async function told(given: Tool, call = toolCall('it', {})) {
  const provider = scripted([call], ['done']);
  const { client } = clientOf(provider);
  const { steps } = await client.chat('Go', { tools: { it: given } });
  return { ...steps[0]?.toolResults[0], read: provider.requests[1] && resultsIn(provider.requests[1]) };
}

test('the tools that a model asks for are run, and it reads what they answer', async () => {
  const provider = scripted([text('Let me see.'), oslo, bergen], ['Both are wet.']);
  const { client, told } = clientOf(provider);
  const {
    text: answer,
    toolCalls,
    finishReason,
    usage,
    steps,
    messages,
    attempts,
  } = await client.chat('Oslo, Bergen?', {
    tools: { weather },
  });
  expect({ answer, toolCalls, finishReason, passes: attempts.length }).toEqual({
    answer: 'Both are wet.',
    toolCalls: [],
    finishReason: 'stop',
    passes: 2,
  });
  expect(usage).toMatchObject({ inputTokens: 20, outputTokens: 10 });
  expect(provider.requests[1] && resultsIn(provider.requests[1])).toEqual([
    expect.stringContaining('a: it rains in Oslo'),
    expect.stringContaining('b: it rains in Bergen'),
  ]);
  expect(steps.map(({ text, finishReason, toolResults }) => [text, finishReason, toolResults.length])).toEqual([
    ['Let me see.', 'tool-calls', 2],
    ['Both are wet.', 'stop', 0],
  ]);
  expect(messages).toEqual([
    {
      role: 'assistant',
      content: [
        { type: 'text', text: 'Let me see.' },
        { type: 'tool-call', id: 'a', name: 'weather', input: { city: 'Oslo' } },
        { type: 'tool-call', id: 'b', name: 'weather', input: { city: 'Bergen' } },
      ],
    },
    {
      role: 'tool',
      content: [
        { type: 'tool-result', id: 'a', name: 'weather', output: 'a: it rains in Oslo', trust: 'untrusted' },
        { type: 'tool-result', id: 'b', name: 'weather', output: 'b: it rains in Bergen', trust: 'untrusted' },
      ],
    },
    { role: 'assistant', content: [{ type: 'text', text: 'Both are wet.' }] },
  ]);
  expect(told).toMatchObject([
    { name: 'weather', outcome: 'ok', durationMs: 0 },
    { name: 'weather', outcome: 'ok', durationMs: 0 },
  ]);
  expect(JSON.stringify(told)).not.toMatch(/Oslo|rains/);
});

test('a conversation goes on from its messages', async () => {
  const provider = scripted([oslo], ['It rains.'], ['Take one.']);
  const { client } = clientOf(provider);
  const question = { role: 'user', content: 'The weather in Oslo?' } as const;
  const { messages } = await client.chat([question], { tools: { weather } });
  await client.chat([question, ...messages, { role: 'user', content: 'An umbrella?' }], { tools: { weather } });
  const told = provider.requests[2]?.messages.filter(({ role }) => role !== 'system') ?? []; // the fence tells of itself
  expect(told.map(({ role }) => role)).toEqual(['user', 'assistant', 'tool', 'assistant', 'user']);
});

test('an empty list of tools asks for none', async () => {
  const provider = scripted({ capabilities: { tools: false } }, ['Hello']);
  expect(await clientOf(provider).client.chat('Hi', { tools: {} })).toMatchObject({ text: 'Hello' });
});

test('an answer without tools has its turn too', async () => {
  const { messages, steps } = await clientOf(scripted(['Hello'])).client.chat('Hi');
  expect(messages).toEqual([{ role: 'assistant', content: [{ type: 'text', text: 'Hello' }] }]);
  expect(steps).toMatchObject([{ text: 'Hello', toolCalls: [], toolResults: [] }]);
});

test('arguments that miss the schema are told by path and rule, and never run', async () => {
  const execute = vi.fn();
  const secret = ['4111', '1111'].join('-');
  const { outcome, output, read } = await told(
    tool({ input: z.object({ days: z.number(), city: City }), execute }),
    toolCall('it', { days: secret, city: { city: 'x' } }),
  );
  expect(outcome).toBe('invalid-input');
  expect(output).toBe(
    'The arguments do not fit:\n- days: invalid type, expected number\n- city.city: too small, minimum 2',
  );
  expect(read).toEqual([output]); // our own words: not in a fence
  expect(execute).not.toHaveBeenCalled();
});

test('execute gets what the schema makes of the arguments', async () => {
  const execute = vi.fn(() => 'ok');
  await told(
    tool({ input: z.object({ days: z.number().default(3) }), execute }),
    toolCall('it', { more: 'is dropped' }),
  );
  expect(execute).toHaveBeenCalledWith(
    { days: 3 },
    expect.objectContaining({ toolCallId: 'call_1', untrusted: false }),
  );
});

test('arguments of a tool with a JSON Schema are passed on as they come', async () => {
  const execute = vi.fn(() => 'ok');
  await told({ input: { type: 'object' }, execute }, toolCall('it', { any: [1] }));
  expect(execute).toHaveBeenCalledWith({ any: [1] }, expect.anything());
});

test('a tool that there is not is never run, and its name is not told to listeners', async () => {
  const provider = scripted([toolCall('constructor', {}), toolCall('my password is hunter2', {}, 'b')], ['sorry']);
  const { client, told } = clientOf(provider);
  const { steps } = await client.chat('Go', { tools: { weather } });
  expect(steps[0]?.toolResults).toMatchObject([{ outcome: 'unknown-tool' }, { outcome: 'unknown-tool' }]);
  expect(told.map(({ name, outcome }) => [name, outcome])).toEqual([
    [undefined, 'unknown-tool'],
    [undefined, 'unknown-tool'],
  ]);
});

test.each([
  ['that servers refuse', 'multi_tool_use.parallel'],
  ['that is too long', 'a'.repeat(65)],
  ['in words', 'my password is hunter2'],
  ['with something hidden in that of a tool', 'wea\u200bther'],
])('a name %s runs nothing, and the conversation goes on without it', async (_, name) => {
  const provider = scripted([toolCall(name, { city: 'Oslo', for: EMAIL })], ['sorry'], ['done']);
  const { client } = clientOf(provider);
  const question = { role: 'user', content: 'Go' } as const;
  const { steps, messages, findings } = await client.chat([question], { tools: { weather } });
  expect(steps[0]?.toolResults).toMatchObject([{ name: 'unknown_tool', outcome: 'unknown-tool' }]);
  expect(JSON.stringify([provider.requests[1], findings])).not.toContain(name);
  expect(resultsIn({ messages: provider.requests[1]?.messages ?? [] })).toEqual(['There is no tool of this name.']);
  await client.chat([question, ...messages, question], { tools: { weather } });
  expect(JSON.stringify(provider.requests[2])).toContain('"name":"unknown_tool"');
});

test('a finding does not repeat a name that no tool has', async () => {
  const { client } = clientOf(scripted([toolCall('my_password_is_hunter2', { for: EMAIL })], ['sorry']));
  const { findings } = await client.chat('Go', { tools: { weather } });
  expect(findings.map(({ path }) => path)).toEqual(['toolCalls[0].input', 'steps[0].input']);
  expect(JSON.stringify(findings)).not.toContain('hunter2');
});

test.each([
  [
    'throws',
    () => {
      throw new Error('password hunter2');
    },
  ],
  ['rejects', () => Promise.reject(new Error('password hunter2'))],
  ['answers what JSON cannot hold', () => 1n],
  [
    'answers what throws',
    () => ({
      toJSON() {
        throw new Error('hunter2');
      },
    }),
  ],
])('a tool that %s has failed, and nobody learns the words', async (_, execute) => {
  expect(await told(tool({ input: z.object({}), execute }))).toMatchObject({
    outcome: 'failed',
    output: 'The tool failed.',
    read: ['The tool failed.'],
  });
});

test('a schema that throws has failed', async () => {
  const schema = {
    ...z.object({}),
    '~standard': {
      ...z.object({})['~standard'],
      validate: () => {
        throw new Error('x');
      },
    },
  };
  expect(await told({ input: schema, execute: () => 'ran' })).toMatchObject({ outcome: 'failed' });
});

test.each([
  ['a string', 'Hello', 'Hello'],
  ['an object', { rain: true, mm: [1] }, '{"rain":true,"mm":[1]}'],
  ['nothing', undefined, 'null'],
  ['a promise', Promise.resolve(3), '3'],
])('%s goes to the model as text', async (_, value, output) => {
  expect(await told(tool({ input: z.object({}), execute: () => value }))).toMatchObject({ outcome: 'ok', output });
});

test('a long result is cut, and the model is told', async () => {
  const execute = () => `ab${'\u{1F600}'.repeat(10)}`;
  const { output } = await told(tool({ input: z.object({}), execute, maxOutputChars: 5 }));
  expect(output).toBe('ab\u{1F600}\n[Cut off: this is 4 of 22 characters.]');
});

test.each([
  ['at a space', `${'word '.repeat(4)}${KEY} more`, 'word '.repeat(4)],
  ['at a quote', `{"some":"text","key":"${KEY}"}`, '{"some":"text","key":"'],
  ['behind a word', `${'x'.repeat(30)} ${KEY}`, 'x'.repeat(30)],
])('a long result is cut %s, so that no half of a key is left that nobody would know', async (_, output, left) => {
  const execute = () => output;
  const { read } = await told(tool({ input: z.object({}), sideEffects: false, execute, maxOutputChars: 30 }));
  expect(read).toEqual([expect.stringContaining(`${left}\n[Cut off: this is ${left.length} of`)]);
});

test('a tool that hangs is told to stop, and left behind', async () => {
  let signal: AbortSignal | undefined;
  const hanging = tool({
    input: z.object({}),
    timeoutMs: 1_000,
    execute: (_, context) => {
      signal = context.signal;
      return new Promise(() => {});
    },
  });
  const { client, clock, told } = clientOf(scripted([toolCall('hanging', {})], ['gave up']));
  const asked = client.chat('Go', { tools: { hanging } });
  await clock.advance(999);
  expect(signal?.aborted).toBe(false);
  await clock.advance(1);
  expect((await asked).text).toBe('gave up');
  expect(signal?.reason).toMatchObject({ name: 'TimeoutError' });
  expect(told).toMatchObject([{ name: 'hanging', outcome: 'timeout', durationMs: 1_000 }]);
  expect(clock.pending).toBe(0);
});

test('a tool leaves no listener on the signal of its call', async () => {
  let listeners: ReadonlySet<unknown> | undefined;
  const tools = {
    it: tool({
      input: z.object({}),
      approve: (_, { signal }) => {
        listeners ??= listenersOf(signal);
        return true;
      },
      execute: () => 'ok',
    }),
  };
  await clientOf(scripted([toolCall('it', {})], [toolCall('it', {}, 'b')], ['done'])).client.chat('Go', { tools });
  expect(listeners?.size).toBe(0);
});

test('the total time of a call holds over its tools', async () => {
  const hanging = tool({
    input: z.object({}),
    timeoutMs: Number.POSITIVE_INFINITY,
    execute: () => new Promise(() => {}),
  });
  const { client, clock } = clientOf(scripted([toolCall('hanging', {})]));
  const asked = client.chat('Go', { tools: { hanging }, timeout: { totalMs: 5_000 } }).catch((error: unknown) => error);
  await clock.advance(5_000);
  expect(await asked).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total' });
  expect(clock.pending).toBe(0);
});

test('an abort in the middle of a tool reaches it, and comes back as it was given', async () => {
  const stop = new AbortController();
  const listeners = listenersOf(stop.signal);
  let signal: AbortSignal | undefined;
  const second = vi.fn();
  const slow = tool({
    input: z.object({}),
    execute: (_, context) => {
      signal = context.signal;
      queueMicrotask(() => stop.abort(new Error('enough')));
      return new Promise(() => {});
    },
  });
  const provider = scripted([toolCall('slow', {}), toolCall('second', {}, 'b')], ['never']);
  const { client, clock } = clientOf(provider);
  const tools = { slow, second: tool({ input: z.object({}), execute: second }) };
  const error = await client
    .chat('Go', { tools, toolPolicy: { maxParallel: 1 }, signal: stop.signal })
    .catch((error: unknown) => error);
  expect(error).toMatchObject({ message: 'enough' });
  expect(signal?.aborted).toBe(true);
  await clock.advance(60_000);
  expect(second).not.toHaveBeenCalled();
  expect(provider.calls).toBe(1);
  expect(listeners.size).toBe(0);
  expect(client.stats().calls).toMatchObject({ cancelled: 1, running: 0 });
});

test('a tool that aborts its own call, and throws for it, leaves no rejection behind', async () => {
  const stop = new AbortController();
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  const it = tool({
    input: z.object({}),
    execute: (_, { signal }) => {
      stop.abort(new Error('enough'));
      signal.throwIfAborted();
    },
  });
  const asked = clientOf(scripted([toolCall('it', {})])).client.chat('Go', { tools: { it }, signal: stop.signal });
  await expect(asked).rejects.toThrow('enough');
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  expect(unhandled).not.toHaveBeenCalled();
});

test('a model that never stops asking is stopped at maxSteps, with its last calls unanswered', async () => {
  const provider = scripted([oslo]);
  const execute = vi.fn(() => 'rain');
  const { client } = clientOf(provider, { toolPolicy: { maxSteps: 3 } });
  const tools = { weather: tool({ input: City, sideEffects: false, execute }) };
  const { finishReason, toolCalls, steps } = await client.chat('Go', { tools });
  expect({
    finishReason,
    toolCalls,
    passes: provider.calls,
    runs: execute.mock.calls.length,
    steps: steps.length,
  }).toEqual({
    finishReason: 'tool-calls',
    toolCalls: [{ id: 'a', name: 'weather', input: { city: 'Oslo' } }],
    passes: 3,
    runs: 2,
    steps: 3,
  });
  const once = await client.chat('Go', { tools, toolPolicy: { maxSteps: 1 } });
  expect(once.steps).toHaveLength(1);
  expect(execute).toHaveBeenCalledTimes(2);
});

test('no more tools than maxParallel run at a time', async () => {
  let running = 0;
  let most = 0;
  const busy = tool({
    input: z.object({}),
    execute: async () => {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
    },
  });
  const calls = Array.from({ length: 9 }, (_, index) => toolCall('busy', {}, `call_${index}`));
  const { client } = clientOf(scripted(calls, ['done']));
  await client.chat('Go', { tools: { busy }, toolPolicy: { maxParallel: 3 } });
  expect(most).toBe(3);
});

test('a turn that asks for a tool of the caller is given to the caller whole, and nothing of it is run', async () => {
  const execute = vi.fn();
  const provider = scripted([toolCall('ours', {}, 'a'), toolCall('theirs', {}, 'b')]);
  const tools = { ours: tool({ input: z.object({}), execute }), theirs: { input: { type: 'object' } } };
  const { toolCalls, messages } = await clientOf(provider).client.chat('Go', { tools });
  expect(toolCalls.map(({ name }) => name)).toEqual(['ours', 'theirs']);
  expect(messages).toHaveLength(1);
  expect(execute).not.toHaveBeenCalled();
  expect(provider.calls).toBe(1);
});

test.each([
  ['required', undefined],
  [{ name: 'weather' }, undefined],
  ['none', 'none'],
] as const)('a choice of tools is for the first pass: %j', async (toolChoice, then) => {
  const provider = scripted([oslo], ['done']);
  await clientOf(provider).client.chat('Go', { tools: { weather }, toolChoice });
  expect(provider.requests.map(({ toolChoice }) => toolChoice)).toEqual([toolChoice, then]);
});

test('a turn that was cut off runs nothing', async () => {
  const execute = vi.fn();
  const provider = scripted([oslo, end({ finishReason: 'length' })]);
  await clientOf(provider).client.chat('Go', { tools: { weather: tool({ input: City, execute }) } });
  expect(execute).not.toHaveBeenCalled();
});

test('a tool that changes its arguments changes nothing of what is sent', async () => {
  const provider = scripted([toolCall('it', { list: [1] })], ['done']);
  const execute = (input: unknown) => void (input as { list: number[] }).list.push(2);
  await clientOf(provider).client.chat('Go', { tools: { it: { input: { type: 'object' }, execute } } });
  expect(provider.requests[1]?.messages.at(-2)?.content).toMatchObject([{ input: { list: [1] } }]);
});

test.each([
  ['from the provider', false],
  ['from the cache', true],
])('what a provider wants back unread comes back where it stood: %s', async (_, isCached) => {
  const signed = (data: string) => ({ type: 'continuation', provider: 'scripted', data }) as const;
  const provider = scripted([signed('one'), text('Hm.'), signed('two'), oslo, signed('three'), bergen], ['done']);
  const { client } = clientOf(provider, { cache: {} });
  if (isCached) await client.chat('Go', { tools: { weather }, toolPolicy: { maxSteps: 1 } });
  const { messages } = await client.chat('Go', { tools: { weather } });
  expect(provider.calls).toBe(2);
  const order = (content: readonly object[] | string | undefined) =>
    Array.isArray(content) ? content.map((part) => part.data ?? part.text ?? part.id) : [];
  const turn = ['one', 'Hm.', 'two', 'a', 'three', 'b'];
  expect(order(provider.requests[1]?.messages.at(-2)?.content)).toEqual(turn);
  expect(order(messages[0]?.content)).toEqual(turn);
});

test('a budget holds over all passes', async () => {
  const provider = thinking(() => [oslo]);
  const { client } = clientOf(provider, { budget: { maxTokens: 400 }, toolPolicy: { maxSteps: 100 } });
  const asked = client.chat('Go', { tools: { weather }, maxOutputTokens: 100 });
  await expect(asked).rejects.toMatchObject({ code: 'ERR_BUDGET_EXCEEDED' });
});

test('a cache keeps passes, and tools are run again', async () => {
  const provider = thinking(({ messages }) => (messages.at(-1)?.role === 'tool' ? ['done'] : [oslo]));
  const { client, told } = clientOf(provider, { cache: {} });
  const first = await client.chat('Go', { tools: { weather } });
  const events = [];
  const stream = client.stream('Go', { tools: { weather } });
  for await (const event of stream) events.push(event);
  expect([first.cached, (await stream.final()).cached, told.length]).toEqual([false, true, 2]);
  expect(events[0]).toEqual({ type: 'start', provider: 'scripted', model: 'scripted' });
});

test('the limits of a client go on in one made from it, and a call may change them', async () => {
  const { client } = clientOf(scripted([oslo]), { toolPolicy: { maxSteps: 2, allow: ['weather'] } });
  const steps = async (of: typeof client, maxSteps?: number) =>
    (await of.chat('Go', { tools: { weather }, toolPolicy: { maxSteps } })).steps.length;
  const other = client.withOptions({ toolPolicy: { maxParallel: 1 } });
  expect([await steps(client), await steps(other), await steps(other, 3)]).toEqual([2, 2, 3]);
  await expect(other.chat('Go', { tools: { mail: weather } })).rejects.toThrow(/`tools.mail` is not on the list/);
});

test('a list of a client and one of a call both hold', async () => {
  const { client } = clientOf(scripted(['x']), { toolPolicy: { allow: ['weather', 'mail'] } });
  const ask = (names: string[], allow?: string[]) =>
    client.chat('Go', { tools: Object.fromEntries(names.map((name) => [name, weather])), toolPolicy: { allow } });
  await expect(ask(['weather', 'mail'])).resolves.toBeDefined();
  await expect(ask(['weather', 'mail'], ['mail'])).rejects.toMatchObject({ field: 'tools.weather' });
  await expect(ask(['shell'], ['shell'])).rejects.toMatchObject({ field: 'tools.shell' });
});

test('objects and tasks take no tools: they would be run twice where an answer is asked for again', async () => {
  const { client } = clientOf(scripted(['{}']));
  const asked = client.object('Go', { schema: z.object({}), tools: { weather } });
  await expect(asked).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT', field: 'tools' });
  await expect(client.summarize('A text.', { tools: { weather } })).rejects.toMatchObject({ field: 'tools' });
});

test('a batch runs tools for each of its inputs', async () => {
  const provider = thinking(({ messages }) => (messages.at(-1)?.role === 'tool' ? ['done'] : [oslo]));
  const results = await clientOf(provider).client.batch(['a', 'b'], { tools: { weather }, concurrency: 1 });
  expect(results).toMatchObject([{ value: { text: 'done' } }, { value: { text: 'done' } }]);
});

test('of one turn 128 tools are run, and the model is told of the others', async () => {
  const calls = Array.from({ length: 130 }, (_, index) => toolCall('weather', { city: 'Oslo' }, `c${index}`));
  const { client } = clientOf(scripted(calls, ['Enough.']));
  const { steps } = await client.chat('Go', { tools: { weather } });
  const outcomes = steps[0]?.toolResults.map(({ outcome }) => outcome) ?? [];
  expect([outcomes.length, outcomes.lastIndexOf('ok'), outcomes.indexOf('too-many')]).toEqual([130, 127, 128]);
});
