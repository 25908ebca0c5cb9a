import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import OpenAI from 'openai';
import { describe, expect, test } from 'vitest';
import { type FaultServer, faultServer } from '../../src/node/testing.ts';

const apiKey = ['not', 'a', 'key'].join('-');
const model = 'm';
const NOBODY = 'nobody';

/** Streams through a vendor's own SDK, which appends to `shown` what it reads. */
type Read = (url: string, shown: string[]) => Promise<void>;

const SDKS: Readonly<Record<string, { readonly read: Read; readonly error: RegExp }>> = {
  'OpenAI, Chat Completions': {
    error: /Mocked status 503/,
    async read(baseURL, shown) {
      const { chat } = new OpenAI({ apiKey, baseURL, maxRetries: 0 });
      const messages = [{ role: 'user' as const, content: NOBODY }];
      for await (const { choices } of await chat.completions.create({ model, messages, stream: true }))
        shown.push(choices[0]?.delta.content ?? '');
    },
  },
  'OpenAI, Responses': {
    error: /Mocked status 503/,
    async read(baseURL, shown) {
      const { responses } = new OpenAI({ apiKey, baseURL, maxRetries: 0 });
      for await (const event of await responses.create({ model, input: NOBODY, stream: true }))
        if (event.type === 'response.output_text.delta') shown.push(event.delta);
        else if (event.type === 'error') throw new Error(event.message);
    },
  },
  Anthropic: {
    error: /api_error/,
    async read(url, shown) {
      const { messages } = new Anthropic({ apiKey, baseURL: url.replace('/v1', ''), maxRetries: 0 });
      const body = { model, max_tokens: 9, messages: [{ role: 'user' as const, content: NOBODY }] };
      for await (const event of await messages.create({ ...body, stream: true }))
        if (event.type === 'content_block_delta' && event.delta.type === 'text_delta') shown.push(event.delta.text);
    },
  },
  Google: {
    error: /UNAVAILABLE/,
    async read(url, shown) {
      const httpOptions = { baseUrl: url.replace('/v1', '') };
      const { models } = new GoogleGenAI({ apiKey, httpOptions });
      for await (const chunk of await models.generateContentStream({ model, contents: NOBODY }))
        shown.push(chunk.candidates?.[0]?.content?.parts?.[0]?.text ?? '');
    },
  },
};

const TEXTS = ['Hel', 'lo'];

/** What was shown, and the message of what was thrown. */
async function outcome(read: Read, server: FaultServer) {
  const shown: string[] = [];
  const error = await read(server.url, shown).then(
    () => undefined,
    (error: unknown) => String(error),
  );
  return { shown: shown.filter((text) => text !== ''), error };
}

describe.each(Object.entries(SDKS))('the SDK of %s reads the good part', (_, { read, error }) => {
  test('of a good stream, by a fluent call', async () => {
    await using server = await faultServer();
    server.stream(TEXTS).reply('Hello');
    expect(await outcome(read, server)).toEqual({ shown: TEXTS, error: undefined });
    expect(await outcome(read, server)).toEqual({ shown: ['Hello'], error: undefined });
  });

  test('of a stream that breaks off', async () => {
    await using server = await faultServer();
    server.resetMidStream(TEXTS);
    const { shown, error } = await outcome(read, server);
    expect(shown).toEqual(TEXTS);
    expect(error).toBeDefined();
  });

  test('of a stream that ends in an error', async () => {
    await using server = await faultServer();
    server.errorMidStream(TEXTS, 503);
    expect(await outcome(read, server)).toEqual({ shown: TEXTS, error: expect.stringMatching(error) });
  });

  test('of one long line, and of a flood', async () => {
    await using server = await faultServer();
    server.hugeLine(100_000, TEXTS).flood(1_000);
    const { shown } = await outcome(read, server);
    expect([shown.slice(0, 2), shown.slice(2).join('').length]).toEqual([TEXTS, 100_000]);
    expect((await outcome(read, server)).shown.join('')).toMatch(/^x{1000,}$/);
  });
});
