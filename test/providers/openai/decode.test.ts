import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SecureLLMError } from '../../../src/errors.ts';
import { openai } from '../../../src/providers/openai/index.ts';
import type { Call } from '../../../src/types/call.ts';
import type { ChatEvent } from '../../../src/types/event.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { chunk, completion, delta, NO_USAGE, streamed, USAGE, whole } from './replies.ts';

const answer = (response: Response, call: Partial<Call> = {}) =>
  readAll(openai({ baseURL: 'https://acme.example/v1', model: 'm', fetch: async () => response }).call(aCall(call)));

const stream = (events: readonly string[], headers?: Record<string, string>) => answer(streamed(events, headers));
const ask = (body: string, headers?: Record<string, string>) => answer(whole(body, headers), { wire: 'whole' });

const START: ChatEvent = { type: 'start', provider: 'openai', model: 'acme-large-2026' };

describe('a stream', () => {
  test('is a start, text as it comes, and one end with usage, finish reason and request id', async () => {
    const { events } = await stream(
      [
        delta({ role: 'assistant', content: '' }),
        delta({ content: 'Hel' }),
        delta({ content: 'lo €😀' }),
        delta({}, 'stop'),
        chunk(undefined, { usage: USAGE }),
        '[DONE]',
      ],
      { 'x-request-id': 'req_1' },
    );
    expect(events).toEqual([
      START,
      { type: 'text-delta', text: 'Hello €😀' },
      {
        type: 'end',
        finishReason: 'stop',
        rawFinishReason: 'stop',
        usage: { inputTokens: 11, outputTokens: 7, totalTokens: 18, cachedInputTokens: 3, reasoningTokens: 2 },
        requestId: 'req_1',
      },
    ]);
  });

  test('is one event for all text of a kind that comes together, in the order in which it came', async () => {
    const reasoning = (text: string) => delta({ reasoning_content: text });
    const texts = ['a', 'b', 'c'].map((content) => delta({ content }));
    const { events } = await stream([reasoning('x'), reasoning('y'), ...texts, reasoning('z'), delta({}, 'stop')]);
    expect(events.slice(1, -1)).toEqual([
      { type: 'reasoning-delta', text: 'xy' },
      { type: 'text-delta', text: 'abc' },
      { type: 'reasoning-delta', text: 'z' },
    ]);
  });

  test('hands on what came before an event that is broken, also where they come together', async () => {
    const { events, error } = await stream([delta({ content: 'a' }), delta({ content: 'b' }), '{', delta({}, 'stop')]);
    expect(events).toEqual([START, { type: 'text-delta', text: 'ab' }]);
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  });

  test.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['content_filter', 'content-filter'],
    ['tool_calls', 'tool-calls'],
    ['function_call', 'tool-calls'],
    ['eos', 'stop'],
    ['model_length', 'length'],
    ['insufficient_system_resource', 'other'],
  ])('maps finish reason %s to %s and keeps the word', async (raw, finishReason) => {
    const { events } = await stream([delta({ content: 'a' }, raw), '[DONE]']);
    expect(events.at(-1)).toEqual({ type: 'end', finishReason, rawFinishReason: raw, usage: NO_USAGE });
  });

  test('keeps no finish reason that is a sentence', async () => {
    const { events } = await stream([delta({ content: 'a' }, 'the prompt said: canary'), '[DONE]']);
    expect(events.at(-1)).toEqual({ type: 'end', finishReason: 'other', usage: NO_USAGE });
  });

  test.each(['reasoning_content', 'reasoning'])('hands on %s apart from the text', async (field) => {
    const { events } = await stream([delta({ [field]: 'hm' }), delta({ content: 'a' }, 'stop')]);
    expect(events.slice(1, 3)).toEqual([
      { type: 'reasoning-delta', text: 'hm' },
      { type: 'text-delta', text: 'a' },
    ]);
  });

  test('puts tool calls together from their pieces', async () => {
    const piece = (index: number, rest: object) => delta({ tool_calls: [{ index, ...rest }] });
    const { events } = await stream([
      piece(0, { id: 'a', type: 'function', function: { name: 'weather', arguments: '' } }),
      piece(0, { function: { arguments: '{"city":' } }),
      piece(1, { id: 'b', type: 'function', function: { name: 'time', arguments: '' } }),
      piece(0, { function: { arguments: '"Oslo"}' } }),
      delta({}, 'tool_calls'),
      '[DONE]',
    ]);
    expect(events).toEqual([
      START,
      { type: 'tool-call-delta', id: 'a', name: 'weather', inputText: '' },
      { type: 'tool-call-delta', id: 'a', inputText: '{"city":' },
      { type: 'tool-call-delta', id: 'b', name: 'time', inputText: '' },
      { type: 'tool-call-delta', id: 'a', inputText: '"Oslo"}' },
      { type: 'tool-call', id: 'a', name: 'weather', input: { city: 'Oslo' } },
      { type: 'tool-call', id: 'b', name: 'time', input: {} },
      { type: 'end', finishReason: 'tool-calls', rawFinishReason: 'tool_calls', usage: NO_USAGE },
    ]);
  });

  test('tells parallel calls apart where a server gives each index 0, or none, or no id', async () => {
    const call = (rest: object) => delta({ tool_calls: [{ function: { name: 'f', arguments: '{}' }, ...rest }] });
    const { events } = await stream([call({ index: 0, id: 'a' }), call({ index: 0, id: 'b' }), delta({}, 'stop')]);
    expect(events.filter(({ type }) => type === 'tool-call').map((event) => 'id' in event && event.id)).toEqual([
      'a',
      'b',
    ]);
    const nameless = await stream([call({}), delta({}, 'stop')]);
    expect(nameless.events).toContainEqual({
      type: 'tool-call',
      id: expect.stringMatching(/^call_\w/),
      name: 'f',
      input: {},
    });
  });

  test('reports a forced tool, which ends with stop, as tool calls', async () => {
    const { events } = await stream([
      delta({ tool_calls: [{ index: 0, id: 'a', function: { name: 'f', arguments: '{}' } }] }),
      delta({}, 'stop'),
    ]);
    expect(events.at(-1)).toMatchObject({ finishReason: 'tool-calls', rawFinishReason: 'stop' });
  });

  test('shows a refusal as text and ends with content-filter', async () => {
    const { events } = await stream([delta({ refusal: 'I can' }), delta({ refusal: 'not.' }), delta({}, 'stop')]);
    expect(events.slice(1)).toEqual([
      { type: 'text-delta', text: 'I cannot.' },
      { type: 'end', finishReason: 'content-filter', rawFinishReason: 'refusal', usage: NO_USAGE },
    ]);
  });

  test('reads choice 0 alone', async () => {
    const both = chunk(undefined, {
      choices: [
        { index: 1, delta: { content: 'other' }, finish_reason: 'stop' },
        { index: 0, delta: { content: 'mine' } },
      ],
    });
    const { seen, events } = await stream([both, chunk({ index: 1, delta: { content: 'other' } }), '[DONE]']);
    expect(seen).toEqual(['mine']);
    expect(events.at(-1)).toEqual({ type: 'end', finishReason: 'other', usage: NO_USAGE });
  });

  test('passes over what servers put between chunks', async () => {
    const { seen, error } = await stream([
      JSON.stringify({ type: 'ping' }),
      chunk(undefined, { model: '', prompt_filter_results: [] }),
      chunk({ delta: null }),
      delta({ content: 'a' }, 'stop'),
    ]);
    expect([seen, error]).toEqual([['a'], undefined]);
  });

  test('names the model that was asked for where the reply names none, or none in one word', async () => {
    for (const model of ['', 'a canary sentence', 7, null]) {
      const { events } = await stream([chunk({ delta: { content: 'a' }, finish_reason: 'stop' }, { model })]);
      expect(events[0]).toEqual({ type: 'start', provider: 'openai', model: 'm' });
    }
  });

  test('takes the last usage that came, and no number that is no count', async () => {
    const usage = { prompt_tokens: -1, completion_tokens: 2.5, total_tokens: '9', prompt_tokens_details: null };
    const { events } = await stream([
      chunk({ delta: { content: 'a' }, finish_reason: 'stop' }, { usage: USAGE }),
      chunk(undefined, { usage }),
    ]);
    expect(events.at(-1)).toMatchObject({ usage: NO_USAGE });
  });

  test('counts reasoning as output also where a server counts it beside', async () => {
    const beside = { prompt_tokens: 20, completion_tokens: 198, total_tokens: 623 }; // as Gemini and Grok do
    const short = { prompt_tokens: 20, completion_tokens: 198, total_tokens: 1 };
    for (const [usage, outputTokens] of [
      [beside, 603],
      [short, 198],
    ] as const) {
      const { events } = await stream([
        chunk({ delta: { content: 'a' }, finish_reason: 'stop' }),
        chunk(undefined, { usage }),
      ]);
      expect(events.at(-1)).toMatchObject({ usage: { inputTokens: 20, outputTokens, totalTokens: 20 + outputTokens } });
    }
  });

  test.each(['[DONE] ', ' [DONE]', '[DONE]\t'])('ends with %j', async (data) => {
    const { seen, events, error } = await stream([delta({ content: 'a' }), data, 'garbage']);
    expect([seen, error]).toEqual([['a'], undefined]);
    expect(events.at(-1)).toMatchObject({ type: 'end' });
  });

  test.each(['', ' ', '\t'])('passes over a heartbeat of data %j', async (data) => {
    const { seen, error } = await stream([data, delta({ content: 'a' }), data, delta({}, 'stop'), data, '[DONE]']);
    expect([seen, error]).toEqual([['a'], undefined]);
  });

  test('reads nothing after [DONE]', async () => {
    const { seen } = await stream([delta({ content: 'a' }, 'stop'), '[DONE]', delta({ content: 'b' }), 'garbage']);
    expect(seen).toEqual(['a']);
  });

  test('understands a server that answers with one JSON', async () => {
    const { seen, events } = await answer(whole(completion({ content: 'Hello' }, 'stop', { usage: USAGE })));
    expect(seen).toEqual(['Hello']);
    expect(events.at(-1)).toMatchObject({ type: 'end', usage: { totalTokens: 18 } });
  });
});

describe('one whole answer', () => {
  const merged = (events: readonly ChatEvent[]) => {
    const text = (type: ChatEvent['type']) =>
      events.flatMap((event) => (event.type === type && 'text' in event ? [event.text] : [])).join('');
    return [text('text-delta'), text('reasoning-delta'), events.filter(({ type }) => !/delta/.test(type))];
  };

  test('gives the same events as a stream of the same message', async () => {
    const call = fc.record({
      id: fc.uuid(),
      name: fc.constantFrom('f', 'g'),
      input: fc.dictionary(fc.constantFrom('a', 'b'), fc.string()),
    });
    const message = fc.record({
      content: fc.option(fc.string({ unit: 'grapheme' })),
      reasoning_content: fc.string(),
      refusal: fc.option(fc.string()),
      calls: fc.uniqueArray(call, { maxLength: 3, selector: ({ id }) => id }),
      finish: fc.constantFrom('stop', 'length', 'content_filter', 'tool_calls', 'eos'),
    });
    await fc.assert(
      fc.asyncProperty(message, async ({ calls, finish, ...words }) => {
        const tool_calls = calls.map(({ id, name, input }) => ({
          id,
          type: 'function',
          function: { name, arguments: JSON.stringify(input) },
        }));
        const pieces = Object.entries(words).flatMap(([field, text]) =>
          [...(text ?? '')].map((letter) => delta({ [field]: letter })),
        );
        const fromStream = await stream([
          ...pieces,
          ...tool_calls.map((each, index) => delta({ tool_calls: [{ index, ...each }] })),
          delta({}, finish),
          chunk(undefined, { usage: USAGE }),
          '[DONE]',
        ]);
        const fromWhole = await ask(completion({ ...words, tool_calls }, finish, { usage: USAGE }));
        expect(fromWhole.error).toBe(undefined);
        expect(merged(fromWhole.events)).toEqual(merged(fromStream.events));
      }),
    );
  });

  test('reads text that comes in parts', async () => {
    const content = [
      { type: 'thinking', thinking: [] },
      { type: 'text', text: 'a' },
      { type: 'text', text: 'b' },
    ];
    expect((await ask(completion({ content }))).seen.join('')).toBe('ab');
  });

  test('says other where there is no finish reason', async () => {
    expect((await ask(completion({ content: 'a' }, null))).events.at(-1)).toEqual({
      type: 'end',
      finishReason: 'other',
      usage: NO_USAGE,
    });
  });

  test.each([
    '{}',
    '{"choices":[]}',
    '{"choices":{}}',
    '{"choices":[null]}',
    '{"choices":[{}]}',
    '{"choices":[{"message":"text"}]}',
    '{"choices":[{"message":{"content":5}}]}',
    '{"choices":[{"message":{"tool_calls":{}}}]}',
    '{"choices":[{"message":{"tool_calls":[null]}}]}',
    '{"choices":[{"message":{"tool_calls":[{"id":"a","function":{"arguments":"{}"}}]}}]}',
    '"text"',
    'null',
  ])('FA-10 refuses %s', async (body) => {
    const { events, error } = await ask(body);
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
    expect(events.some(({ type }) => type === 'end')).toBe(false);
  });

  test.each(['null', '5', '"text"', '[]', 'not json', '{"choices":5}', '{"choices":[{"delta":5}]}'])(
    'FA-10 refuses event %s of a stream',
    async (data) => {
      const { seen, error } = await stream([delta({ content: 'a' }), data, '[DONE]']);
      expect(seen).toEqual(['a']);
      expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
    },
  );
});

describe('arguments of a tool call', () => {
  const withArguments = (text: string, finish = 'tool_calls') =>
    ask(completion({ tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: text } }] }, finish));

  test.each(['', ' \n'])('are an empty object where the server sends %j', async (text) => {
    expect((await withArguments(text)).events).toContainEqual({ type: 'tool-call', id: 'a', name: 'f', input: {} });
  });

  test('that are not JSON are a ResponseFormatError', async () => {
    expect((await withArguments('{"city":')).error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  });

  test.each([
    ['{"city":', 'length'],
    ['{"city":', 'model_length'],
    ['', 'length'],
  ])('that were cut at the token limit say so: %j, %s', async (text, finish) => {
    expect((await withArguments(text, finish)).error).toMatchObject({ code: 'ERR_OUTPUT_TRUNCATED' });
  });

  test('may be none where only the call behind it could have been cut', async () => {
    const calls = [
      { id: 'a', type: 'function', function: { name: 'f', arguments: '' } },
      { id: 'b', type: 'function', function: { name: 'g', arguments: '{}' } },
    ];
    const { events } = await ask(completion({ tool_calls: calls }, 'length'));
    expect(events.filter(({ type }) => type === 'tool-call')).toMatchObject([{ id: 'a', input: {} }, { id: 'b' }]);
  });

  test.each(['{"city":', ''])('that a filter broke off are no call: %j', async (text) => {
    const { events, error } = await withArguments(text, 'content_filter');
    expect(error).toBeUndefined();
    expect(events.some(({ type }) => type === 'tool-call')).toBe(false);
    expect(events.at(-1)).toMatchObject({ type: 'end', finishReason: 'content-filter' });
  });

  test('BI-04 bring no key that could reach a prototype', async () => {
    const { events } = await withArguments('{"__proto__":{"x":1},"constructor":{"prototype":{"x":1}},"a":1}');
    const call = events.find(({ type }) => type === 'tool-call');
    expect(JSON.stringify(call)).toBe('{"type":"tool-call","id":"a","name":"f","input":{"a":1}}');
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });

  test('BI-04 nor does any other field of a reply', async () => {
    const { events } = await ask(
      completion({ content: 'a' }).replace('{', '{"__proto__":{"x":1},"usage":{"__proto__":{"prompt_tokens":5}},'),
    );
    expect(events.every((event) => Object.getPrototypeOf(event) === Object.prototype)).toBe(true);
    expect(JSON.stringify(events)).not.toContain('__proto__');
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});

describe('an error object with status 200', () => {
  test.each([
    [{ code: 'rate_limit_exceeded' }, 'ERR_RATE_LIMIT', true],
    [{ code: 'insufficient_quota' }, 'ERR_QUOTA_EXCEEDED', false],
    [{ code: 'context_length_exceeded', type: 'invalid_request_error' }, 'ERR_CONTEXT_LENGTH', false],
    [{ code: 'content_filter' }, 'ERR_CONTENT_FILTER', false],
    [{ code: 'invalid_api_key' }, 'ERR_AUTHENTICATION', false],
    [{ type: 'invalid_request_error' }, 'ERR_PROVIDER', false],
    [{ type: 'server_error' }, 'ERR_PROVIDER', true],
    [{ code: 502 }, 'ERR_PROVIDER', true],
    [{ code: 429 }, 'ERR_RATE_LIMIT', true],
    ['words', 'ERR_PROVIDER', true],
  ])('%j becomes %s, in a stream and in one answer', async (given, code, retryable) => {
    const inner = typeof given === 'string' ? given : { message: 'canary words', ...given };
    const body = JSON.stringify({ error: inner });
    const fromStream = await stream([delta({ content: 'a' }), body]);
    const fromWhole = await ask(body);
    expect(fromStream.seen).toEqual(['a']);
    for (const { error } of [fromStream, fromWhole]) {
      expect(error).toMatchObject({ code, retryable, provider: 'openai' });
      expect((error as SecureLLMError).message).not.toContain('words');
    }
  });
});
