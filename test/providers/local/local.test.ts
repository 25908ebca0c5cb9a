import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { InvalidInputError } from '../../../src/errors.ts';
import { local } from '../../../src/providers/local/index.ts';
import type { ChatRequest } from '../../../src/types/call.ts';
import { aCall, ask, eventsOf, textOf, user } from './support.ts';

const STORY = 'Alice moved to Paris in 2010. She works as a chef in a small hotel. Her brother Bob lives in Rome.';
const REQUESTS: readonly (readonly [name: string, request: ChatRequest])[] = [
  ['a summary', { messages: [user(STORY)], task: { name: 'summarize', options: { maxWords: 20 } } }],
  ['a sentiment', { messages: [user('I love it.')], task: { name: 'sentiment', options: { aspects: ['price'] } } }],
  ['a long summary', { messages: [user(STORY)], task: { name: 'summarize', options: {} } }],
  ['a chat', { messages: [user(STORY), user('Where does Bob live?')] }],
];

test.each(REQUESTS)('%s is the same streamed in words and whole, call after call', async (_, request) => {
  const whole = await eventsOf(local(), aCall(request));
  const streamed = await eventsOf(local(), aCall(request, { wire: 'stream' }));
  expect(textOf(streamed)).toBe(textOf(whole));
  expect(await eventsOf(local(), aCall(request))).toEqual(whole);
  expect(whole.map(({ type }) => type)).toEqual(['start', 'text-delta', 'end']);
  expect(streamed.length).toBeGreaterThanOrEqual(3);
  expect(streamed.at(-1)).toEqual(whole.at(-1));
});

test('declares that it stays in the process, takes no tools, files or schemas, and runs two tasks itself', () => {
  const { name, model, capabilities } = local();
  expect({ name, model, capabilities }).toEqual({
    name: 'local',
    model: 'local',
    capabilities: { remote: false, tools: false, files: false, objects: false, tasks: ['summarize', 'sentiment'] },
  });
});

test('ends with usage that counts the words in and out', async () => {
  const events = await eventsOf(local(), aCall({ messages: [user('one two three')] }));
  const outputTokens = textOf(events).split(/\s+/).length;
  const usage = { inputTokens: 3, outputTokens, totalTokens: outputTokens + 3 };
  expect(events.at(-1)).toEqual({ type: 'end', finishReason: 'stop', usage });
});

test('throws the reason of an aborted signal before anything else', async () => {
  const reason = new Error('stop');
  const call = aCall({ messages: [user(STORY)] }, { signal: AbortSignal.abort(reason) });
  await expect(eventsOf(local(), call)).rejects.toBe(reason);
});

test('stops between two words when the signal aborts', async () => {
  const controller = new AbortController();
  const reason = new Error('stop');
  const request: ChatRequest = { messages: [user(STORY), user('Where does Bob live?')] };
  const call = aCall(request, { signal: controller.signal, wire: 'stream' });
  const seen: string[] = [];
  const read = async () => {
    for await (const event of local().call(call)) {
      seen.push(event.type);
      if (event.type === 'text-delta') controller.abort(reason);
    }
  };
  await expect(read()).rejects.toBe(reason);
  expect(seen).toEqual(['start', 'text-delta']);
});

test.each<readonly [name: string, request: ChatRequest, field: string]>([
  ['another task', { messages: [user(STORY)], task: { name: 'extract', options: {} } }, 'task'],
  ['a schema', { messages: [user(STORY)], responseFormat: { name: 'order', schema: {} } }, 'responseFormat'],
])('refuses %s and names the remedy', async (_, request, field) => {
  const error = await ask(local(), request).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error).toMatchObject({ field, message: expect.stringContaining('language model') });
});

test.each([
  [{ maxWords: 0 }, 'task.options.maxWords'],
  [{ maxWords: '9' }, 'task.options.maxWords'],
  [{ format: 'poem' }, 'task.options.format'],
])('refuses the summary options %j', async (options, field) => {
  const request = { messages: [user(STORY)], task: { name: 'summarize', options } };
  await expect(ask(local(), request)).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT', field });
});

test('refuses options that it does not know, and a count out of range', () => {
  expect(() => local(JSON.parse('{"maxQuote":3}'))).toThrow(
    new TypeError('`maxQuote` is not an option of `local`: it knows `maxQuotes`'),
  );
  expect(() => local({ maxQuotes: 0 })).toThrow(new TypeError('`maxQuotes` must be an integer from 1 to 20, got 0'));
  expect(() => local(JSON.parse('{"maxQuotes":"many"}'))).toThrow('got string');
  expect(() => local({ maxQuotes: undefined })).not.toThrow();
});

test('is free of Node modules and globals', () => {
  const folder = new URL('../../../src/providers/local/', import.meta.url);
  const files = readdirSync(folder);
  expect(files).toContain('index.ts');
  for (const file of files) {
    expect(readFileSync(new URL(file, folder), 'utf8'), file).not.toMatch(/['"]node:|\bprocess\.|\bBuffer\b|\bfetch\(/);
  }
});
