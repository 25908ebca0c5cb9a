import { setupServer } from 'msw/node';
import { SecureLLMClient } from 'secure-llm';
import { openai } from 'secure-llm/openai';
import { mock } from 'secure-llm/testing';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const key = ['sk', 'consumer', 'test'].join('-');
const client = new SecureLLMClient({ provider: openai({ apiKey: key, model: 'gpt-5-mini' }) }); // before msw starts

const server = setupServer();
beforeAll(() => server.listen({ onUnhandledRequest: 'error', onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(() => server.close());

test('a reply', async () => {
  server.use(mock.openai().reply('Hello'));
  expect((await client.chat('hi')).text).toBe('Hello');
});

test('a stream', async () => {
  server.use(mock.openai().stream(['Hel', 'lo']));
  const seen = [];
  for await (const text of client.stream('hi').textStream) seen.push(text);
  expect(seen.join('')).toBe('Hello');
});

test('a 429 that heals', async () => {
  server.use(
    mock
      .openai()
      .status(429, { headers: { 'retry-after-ms': '5' } })
      .reply('Hello'),
  );
  const { text, attempts } = await client.chat('hi');
  expect([text, attempts.length]).toEqual(['Hello', 2]);
});

test('a wrong reply is a typed error', async () => {
  server.use(mock.openai().malformed('html'));
  await expect(client.chat('hi')).rejects.toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
});

test('aborting a mocked stream leaves the process alive', async () => {
  server.use(mock.openai().stream(new Array(50).fill('word '), { delayMs: 5 }));
  for await (const text of client.stream('hi').textStream) if (text) break;
  const stream = client.stream('hi');
  const events = stream[Symbol.asyncIterator]();
  await events.next();
  stream.abort();
  await expect(events.next()).rejects.toThrow();
  await new Promise((resolve) => setTimeout(resolve, 100));
  server.use(mock.openai().reply('still here'));
  expect((await client.chat('hi')).text).toBe('still here');
});
