import { LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { SecureLLMClient } from '../../src/client.ts';
import { anthropic } from '../../src/providers/anthropic/index.ts';
import { google } from '../../src/providers/google/index.ts';
import { azureOpenAI, openai } from '../../src/providers/openai/index.ts';
import type { Provider } from '../../src/types/call.ts';
import type { Message } from '../../src/types/message.ts';

/** Servers that nobody here wrote: aimock speaks the dialects of vendors over HTTP, on a socket of this machine. */
const server = new LLMock({ port: 0, chunkSize: 7 });

const model = 'gpt-4o';
const apiKey = ['sk', 'test', 'contract'].join('-');

/** A dialect is a row: a provider on the server's address. */
const DIALECTS: readonly (readonly [name: string, providerAt: (url: string) => Provider])[] = [
  ['OpenAI Chat Completions', (url) => openai({ apiKey, model, baseURL: `${url}/v1` })],
  ['OpenAI Responses', (url) => openai({ apiKey, model, baseURL: `${url}/v1`, api: 'responses' })],
  ['Anthropic Messages', (url) => anthropic({ apiKey, model, baseURL: `${url}/v1` })],
  ['Google Gemini', (url) => google({ apiKey, model, baseURL: `${url}/v1beta` })],
  ['Azure OpenAI', (url) => azureOpenAI({ apiKey, model, baseURL: `${url}/v1` })],
];

const ANSWER = 'The kettle is blue, and it holds 1.7 litres – é€😀.';
const USAGE = { prompt_tokens: 11, completion_tokens: 7, input_tokens: 11, output_tokens: 7, total_tokens: 18 };
const TOOLS = { weather: { description: 'The weather of a city', input: z.object({ city: z.string() }) } };

beforeAll(() => server.start());
afterAll(() => server.stop());
afterEach(() => server.clearRequests());

describe.each(DIALECTS)('%s', (_, providerAt) => {
  const client = () =>
    new SecureLLMClient({ provider: providerAt(server.url), retry: { maxRetries: 0 }, breaker: false });

  beforeAll(() => {
    server.clearFixtures();
    server.onToolResult('call_1', { content: 'It rains in Oslo.' });
    server.onMessage('Which kettle?', { content: ANSWER, usage: USAGE });
    server.onMessage('How is Oslo?', { toolCalls: [{ id: 'call_1', name: 'weather', arguments: '{"city":"Oslo"}' }] });
    server.onMessage('Describe it.', { content: JSON.stringify({ colour: 'blue', litres: 1.7 }) });
    server.onMessage('Too long.', { content: 'The ket', finishReason: 'length' });
    server.onMessage('Refuse me.', { error: { message: 'canary', type: 'invalid_request_error' }, status: 400 });
    server.onMessage('Who am I?', { error: { message: 'canary', code: 'invalid_api_key' }, status: 401 });
    server.onMessage('Too often.', {
      error: { message: 'canary', code: 'rate_limit_exceeded' },
      status: 429,
      retryAfter: 7,
    });
    server.onMessage('Fall over.', { error: { message: 'canary', type: 'server_error' }, status: 503 });
  });

  test('answers, whole and as a stream', async () => {
    const whole = await client().chat('Which kettle?');
    expect(whole).toMatchObject({ text: ANSWER, finishReason: 'stop' });
    expect(whole.usage).toMatchObject({ inputTokens: 11, outputTokens: 7, totalTokens: 18 });
    const stream = client().stream('Which kettle?');
    const pieces: string[] = [];
    for await (const event of stream) if (event.type === 'text-delta') pieces.push(event.text);
    expect(pieces.join('')).toBe(ANSWER);
    expect((await stream.final()).finishReason).toBe('stop');
  });

  test('asks for a tool, and goes on with what it answered', async () => {
    const question: Message = { role: 'user', content: 'How is Oslo?' };
    const { toolCalls, finishReason } = await client().chat([question], { tools: TOOLS });
    expect(toolCalls).toEqual([{ id: 'call_1', name: 'weather', input: { city: 'Oslo' } }]);
    expect(finishReason).toBe('tool-calls');
    const { text } = await client().chat(
      [
        question,
        { role: 'assistant', content: [{ type: 'tool-call', id: 'call_1', name: 'weather', input: { city: 'Oslo' } }] },
        { role: 'tool', content: [{ type: 'tool-result', id: 'call_1', name: 'weather', output: 'rain' }] },
      ],
      { tools: TOOLS },
    );
    expect(text).toBe('It rains in Oslo.');
  });

  test('fills a schema', async () => {
    const schema = z.object({ colour: z.string(), litres: z.number() });
    expect((await client().object('Describe it.', { schema })).object).toEqual({ colour: 'blue', litres: 1.7 });
  });

  test('says that an answer was cut', async () => {
    const { text, finishReason, rawFinishReason } = await client().chat('Too long.');
    expect(text).toBe('The ket');
    // aimock says of a response that it is incomplete, and not why, as the API does
    expect(finishReason).toBe(rawFinishReason === 'incomplete' ? 'other' : 'length');
  });

  test.each([
    ['Refuse me.', { code: 'ERR_PROVIDER', status: 400, retryable: false }],
    ['Who am I?', { code: 'ERR_AUTHENTICATION', status: 401 }],
    ['Too often.', { code: 'ERR_RATE_LIMIT', status: 429, retryAfterMs: 7_000 }],
    ['Fall over.', { code: 'ERR_PROVIDER', status: 503, retryable: true }],
  ])('refuses with an error of its kind: %s', async (question, expected) => {
    for (const ask of [() => client().chat(question), () => client().stream(question).final()]) {
      const error = await ask().then(
        () => expect.fail('answered'),
        (thrown: Error) => thrown,
      );
      expect(error).toMatchObject(expected);
      expect(String(error.stack)).not.toContain('canary');
    }
  });

  test('that breaks off is an error, not an answer', async () => {
    server.prependFixture({
      match: { userMessage: 'Break off.' },
      response: { content: ANSWER },
      truncateAfterChunks: 2,
    });
    await expect(client().stream('Break off.').final()).rejects.toMatchObject({ retryable: true });
  });

  test('sends the key in a header alone', async () => {
    await client().chat('Which kettle?');
    expect(JSON.stringify(server.getLastRequest()?.body)).not.toContain(apiKey);
    expect(server.getLastRequest()?.path).not.toContain(apiKey);
  });
});

describe('OpenAI Responses', () => {
  test('shows reasoning of a model that reasons', async () => {
    server.onMessage('Think first.', { content: 'Done.', reasoning: 'Hm, a kettle.' });
    const provider = openai({ apiKey, model: 'gpt-5', baseURL: `${server.url}/v1`, api: 'responses' });
    const client = new SecureLLMClient({ provider });
    expect(await client.chat('Think first.')).toMatchObject({ text: 'Done.', reasoning: 'Hm, a kettle.' });
  });
});
