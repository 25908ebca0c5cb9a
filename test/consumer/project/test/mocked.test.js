import { setupServer } from 'msw/node';
import { SecureLLMClient } from 'secure-llm';
import { openai } from 'secure-llm/openai';
import { expectNoPersonalData, faultServer, mock, sentText } from 'secure-llm/testing';
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
  server.use(mock.openai().status(429, { retryAfter: 0.005 }).reply('Hello'));
  const { text, attempts } = await client.chat('hi');
  expect([text, attempts.length]).toEqual(['Hello', 2]);
});

test('a tool call', async () => {
  server.use(mock.openai().tool('weather', { city: 'Bern' }));
  expect((await client.chat('hi')).toolCalls).toMatchObject([{ name: 'weather', input: { city: 'Bern' } }]);
});

test('what was sent', async () => {
  const api = mock.openai().reply('Hello');
  server.use(api);
  await client.chat('I am jane.doe@example.com');
  expect(sentText(api.requests)).toContain('I am [EMAIL_ADDRESS_1]');
  await expectNoPersonalData(api.requests);
  const raw = { ...api.requests[0], body: { user: 'jane.doe@example.com' } };
  await expect(expectNoPersonalData([raw])).rejects.toThrow('EMAIL_ADDRESS in requests[0].body.user');
});

test.each([
  ['anthropic', 'https://api.anthropic.com/v1/messages', { content: [{ text: 'Hello' }] }],
  [
    'google',
    'https://generativelanguage.googleapis.com/v1beta/models/m:generateContent',
    { candidates: [{ content: { parts: [{ text: 'Hello' }] } }] },
  ],
])('the wire of %s', async (vendor, url, answer) => {
  server.use(mock[vendor]().reply('Hello'));
  const response = await fetch(url, { method: 'POST', body: '{}' });
  expect(await response.json()).toMatchObject(answer);
});

test('a server that breaks off, beside msw', async () => {
  server.close();
  await using broken = await faultServer();
  broken.cutMidStream(['Hel']);
  const failing = new SecureLLMClient({ provider: openai({ baseURL: broken.url, model: 'm' }) });
  await expect(failing.stream('hi').final()).rejects.toMatchObject({ partial: { text: 'Hel' } });
  server.listen({ onUnhandledRequest: 'error', onUnhandledFrame: 'error' });
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
