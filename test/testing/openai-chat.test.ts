import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AnswerDetails } from '../../src/testing/dialects/dialect.ts';
import { words } from '../../src/testing/dialects/frame.ts';
import { openaiChat } from '../../src/testing/dialects/openai-chat.ts';

const { whole: completion } = openaiChat;
const errorBody = (status: number) => openaiChat.error(status).body;

function chunks(texts: readonly string[], details?: AnswerDetails): readonly string[] {
  const { opening, texts: shown, ending } = openaiChat.stream(texts, details);
  return [...opening, ...shown, ...ending];
}

const parsed = (frames: readonly string[]) =>
  frames.slice(0, -1).map((frame) => JSON.parse(frame.slice('data: '.length)));

test('a completion has the fields of the API', () => {
  expect(completion('Hello')).toEqual({
    id: 'chatcmpl-mock',
    object: 'chat.completion',
    created: 1_700_000_000,
    model: 'mock-model',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: 'Hello', refusal: null },
        logprobs: null,
        finish_reason: 'stop',
      },
    ],
    usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 },
  });
});

test('details reach the wire under the names of the API', () => {
  const usage = { inputTokens: 7, outputTokens: 3, totalTokens: 10, cachedInputTokens: 4, reasoningTokens: 2 };
  expect(completion('', { model: 'm', finishReason: 'content-filter', usage })).toMatchObject({
    model: 'm',
    choices: [{ message: { content: '' }, finish_reason: 'content_filter' }],
    usage: {
      prompt_tokens: 7,
      completion_tokens: 3,
      total_tokens: 10,
      prompt_tokens_details: { cached_tokens: 4 },
      completion_tokens_details: { reasoning_tokens: 2 },
    },
  });
  expect(completion('', { usage: null })).not.toHaveProperty('usage');
  expect(completion('', { finishReason: 'eos' })).toMatchObject({ choices: [{ finish_reason: 'eos' }] });
});

test('a tool call is whole in a completion and comes in pieces in a stream', () => {
  const toolCalls = [{ name: 'weather', input: { city: 'Bern' } }];
  expect(completion('', { toolCalls })).toMatchObject({
    choices: [
      {
        message: {
          content: null,
          tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'weather', arguments: '{"city":"Bern"}' } }],
        },
        finish_reason: 'tool_calls',
      },
    ],
  });
  const events = parsed(chunks([], { toolCalls }));
  const pieces = events.flatMap((event) => event.choices[0]?.delta.tool_calls ?? []);
  expect(pieces[0]).toMatchObject({ index: 0, id: 'call_1', function: { name: 'weather', arguments: '' } });
  expect(pieces.length).toBe(3);
  expect(pieces.map((piece) => piece.function.arguments).join('')).toBe('{"city":"Bern"}');
  expect(events.at(-2).choices[0].finish_reason).toBe('tool_calls');
});

test('a tool input that is a string is sent as it is', () => {
  const toolCalls = [{ name: 'weather', input: '{"city":' }];
  expect(completion('', { toolCalls })).toMatchObject({
    choices: [{ message: { tool_calls: [{ function: { arguments: '{"city":' } }] } }],
  });
});

test('a stream is the role, one event a text, the finish reason, the usage and the end marker', () => {
  const frames = chunks(['Hel', 'lo']);
  expect(frames.every((frame) => frame.startsWith('data: ') && frame.endsWith('\n\n'))).toBe(true);
  expect(frames.at(-1)).toBe('data: [DONE]\n\n');
  const events = parsed(frames);
  expect(events.map((event) => event.choices[0]?.delta)).toEqual([
    { role: 'assistant', content: '', refusal: null },
    { content: 'Hel' },
    { content: 'lo' },
    {},
    undefined,
  ]);
  expect(events.map((event) => event.choices[0]?.finish_reason)).toEqual([null, null, null, 'stop', undefined]);
  expect(events.map((event) => event.usage?.total_tokens)).toEqual([undefined, undefined, undefined, undefined, 15]);
});

test('a stream without usage has no event for it', () => {
  const events = parsed(chunks(['Hello'], { usage: null }));
  expect(events).toHaveLength(3);
  expect(events.some((event) => 'usage' in event)).toBe(false);
});

test('whatever the texts, no event is broken by them', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 5 }), (texts) => {
      const frames = chunks(texts);
      expect(frames.every((frame) => frame.indexOf('\n') === frame.length - 2)).toBe(true);
      const sent = parsed(frames).flatMap((event) => event.choices[0]?.delta.content ?? []);
      expect(sent.slice(1)).toEqual(texts);
    }),
  );
});

test('words lose nothing', () => {
  expect(words('Hello, dear  world')).toEqual(['Hello, ', 'dear  ', 'world']);
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(words(text).join('')).toBe(text);
    }),
  );
});

test('an error body names its status and the code that the API has for it', () => {
  expect(errorBody(401)).toMatchObject({ error: { message: 'Mocked status 401', code: 'invalid_api_key' } });
  expect(errorBody(429)).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
  expect(errorBody(503)).toEqual({
    error: { message: 'Mocked status 503', type: 'server_error', param: null, code: null },
  });
});
