import type { HttpHandler } from 'msw';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { SecureLLMClient } from '../../src/index.ts';
import { openai } from '../../src/providers/openai/index.ts';
import { expectNoPersonalData, mock } from '../../src/testing/index.ts';

const KEY = ['sk', 'mock', 'test'].join('-');

/** The server of either msw, as far as it is needed here. */
export interface MockServer {
  listen(options: { readonly onUnhandledFrame: 'error'; readonly onUnhandledRequest: 'error' }): unknown;
  use(...handlers: readonly HttpHandler[]): void;
  resetHandlers(): void;
  close(): void;
}

/** What the mocks do, whichever msw serves them. */
export function mockSuite(server: MockServer): void {
  beforeAll(() => {
    server.listen({ onUnhandledFrame: 'error', onUnhandledRequest: 'error' });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    server.resetHandlers();
  });
  afterAll(() => server.close());
  test('answers with JSON, with the model that was asked for', async () => {
    server.use(mock.openai().reply('Hello'));
    const response = await post({ model: 'gpt-5-mini', messages: [] });
    expect(response.headers.get('content-type')).toBe('application/json');
    expect(await response.json()).toMatchObject({
      model: 'gpt-5-mini',
      choices: [{ message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
      usage: { total_tokens: 15 },
    });
  });

  test('streams the same answer word by word where the request asks for a stream', async () => {
    server.use(mock.openai().reply('Hello, dear world'));
    const response = await post({ messages: [], stream: true });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const body = await response.text();
    expect(body.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(await content(new Response(body))).toEqual(['Hello, ', 'dear ', 'world']);
  });

  test('streams usage only where the request asks for it', async () => {
    server.use(mock.openai().reply('Hello'));
    const silent = await events(await post({ messages: [], stream: true }));
    expect(silent.some((event) => 'usage' in event)).toBe(false);
    const asked = await events(await post({ messages: [], stream: true, stream_options: { include_usage: true } }));
    expect(asked.at(-1)).toMatchObject({ choices: [], usage: { total_tokens: 15 } });
  });

  test('an answer takes usage, finish reason and model', async () => {
    const usage = { inputTokens: 1, outputTokens: 2, totalTokens: 3 };
    server.use(mock.openai().reply({ text: 'Hel', usage, finishReason: 'length', model: 'm' }));
    expect(await (await post({ messages: [], model: 'other' })).json()).toMatchObject({
      model: 'm',
      choices: [{ finish_reason: 'length' }],
      usage: { total_tokens: 3 },
    });
  });

  test('streams exactly the texts given, and joins them where no stream is asked for', async () => {
    server.use(mock.openai().stream(['Hel', 'lo']));
    expect(await content(await post({ messages: [], stream: true }))).toEqual(['Hel', 'lo']);
    expect(await (await post({ messages: [] })).json()).toMatchObject({ choices: [{ message: { content: 'Hello' } }] });
  });

  test('a cut stream ends without a finish reason and without an end marker', async () => {
    server.use(mock.openai().stream(['Hel'], { ending: 'cut' }));
    const body = await (await post({ messages: [], stream: true })).text();
    expect(body).not.toContain('[DONE]');
    const sent = await events(new Response(body));
    expect(sent.map((event) => event.choices[0].delta.content)).toEqual(['', 'Hel']);
    expect(sent.every((event) => event.choices[0].finish_reason === null)).toBe(true);
  });

  test('asks for a tool, whole and streamed', async () => {
    server.use(mock.openai().tool('weather', { city: 'Bern' }, { id: 'call_9' }));
    expect(await (await post({ messages: [] })).json()).toMatchObject({
      choices: [
        {
          message: { tool_calls: [{ id: 'call_9', function: { name: 'weather', arguments: '{"city":"Bern"}' } }] },
          finish_reason: 'tool_calls',
        },
      ],
    });
    const pieces = (await events(await post({ messages: [], stream: true }))).flatMap(
      (event) => event.choices[0]?.delta.tool_calls ?? [],
    );
    expect(pieces.map((piece) => piece.function.arguments).join('')).toBe('{"city":"Bern"}');
  });

  test('gives its replies in order and repeats the last one', async () => {
    const openai = mock.openai().status(429, { retryAfter: 1.5 }).reply('ok');
    server.use(openai);
    const first = await post({ messages: [] });
    expect(first.status).toBe(429);
    expect(first.headers.get('retry-after')).toBe('2');
    expect(first.headers.get('retry-after-ms')).toBe('1500');
    expect(await first.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
    for (let again = 0; again < 2; again++) expect((await post({ messages: [] })).status).toBe(200);
    openai.status(503);
    expect((await post({ messages: [] })).status).toBe(503);
  });

  test('a status takes a body of its own, and none where HTTP allows none', async () => {
    server.use(
      mock
        .openai()
        .status(500, { body: 'down' })
        .status(400, { body: { oops: true } })
        .status(204),
    );
    expect(await (await post({ messages: [] })).text()).toBe('down');
    expect(await (await post({ messages: [] })).json()).toEqual({ oops: true });
    expect((await post({ messages: [] })).status).toBe(204);
  });

  test.each([
    ['html', false, 'text/html', /^<!doctype html>/],
    ['empty', false, 'application/json', /^$/],
    ['null', false, 'application/json', /^null$/],
    ['truncated', false, 'application/json', /^\{"id":[\s\S]*[^}]$/],
    ['not-json', false, 'application/json', /^Hello$/],
    ['html', true, 'text/html', /^<!doctype html>/],
    ['empty', true, 'text/event-stream', /^$/],
    ['null', true, 'text/event-stream', /^data: null\n\n/],
    ['truncated', true, 'text/event-stream', /^data: \{"id":[\s\S]*[^\n]$/],
    ['not-json', true, 'text/event-stream', /^data: Hello\n\n/],
  ] as const)('a malformed answer: %s, with stream %s', async (kind, stream, type, body) => {
    server.use(mock.openai().malformed(kind));
    const response = await post({ messages: [], stream });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toContain(type);
    expect(await response.text()).toMatch(body);
  });

  test('keeps what it was asked, and refuses what is not a JSON object', async () => {
    const openai = mock.openai().reply('Hello');
    server.use(openai);
    await post({ model: 'm', messages: [{ role: 'user', content: 'Hi' }] });
    expect((await post([])).status).toBe(400);
    expect(openai.requests.map(({ path, body }) => [path, body])).toEqual([
      ['/v1/chat/completions', { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }],
    ]);
  });

  test('keeps the query, which is no place for anything secret either', async () => {
    const google = mock.google().reply('Hello');
    server.use(google);
    const url = 'https://generativelanguage.googleapis.com/v1beta/models/m:generateContent?user=jane.doe%40example.com';
    await fetch(url, { method: 'POST', body: '{}' });
    await expect(expectNoPersonalData(google.requests)).rejects.toThrow('EMAIL_ADDRESS in requests[0].path');
  });

  test.each([false, true])('a tool that is called without arguments, with stream %s', async (stream) => {
    server.use(mock.openai().tool('now', undefined));
    const response = await post({ messages: [], stream });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('{}');
  });

  test('answers at a base URL in another spelling', async () => {
    server.use(mock.openai({ baseURL: 'HTTPS://LLM.Example.com:443/v1' }).reply('Hello'));
    expect((await post({ messages: [] }, { baseURL: 'https://llm.example.com/v1' })).status).toBe(200);
  });

  test.each(['http://127.0.0.1:11434/v1', 'http://127.0.0.1:11434/v1/'])(
    'answers at any base URL: %s',
    async (baseURL) => {
      server.use(mock.openai({ baseURL }).reply('Hello'));
      expect((await post({ messages: [] }, { baseURL: 'http://127.0.0.1:11434/v1' })).status).toBe(200);
    },
  );

  test('says so when it was given no reply', async () => {
    server.use(mock.openai());
    const response = await post({ messages: [] });
    expect(response.status).toBe(501);
    expect(await response.text()).toContain('add a reply');
    const client = new SecureLLMClient({ provider: openai({ apiKey: KEY, model: 'any' }) });
    await expect(client.chat('Hi')).rejects.toThrow('answered 501 (type no_reply_was_added)');
  });

  // msw 3.0.5 without declared chunked framing: an assertion in undici ends the process at the first of these aborts.
  test('the process outlives aborts in the middle of a mocked stream', async () => {
    const openai = mock.openai().stream(['Hel'], { ending: 'stall' });
    server.use(openai);
    for (let round = 0; round < 20; round++) {
      const controller = new AbortController();
      const response = await post({ messages: [], stream: true }, { signal: controller.signal });
      const reader = response.body?.getReader();
      await reader?.read();
      const read = (async () => {
        while (!(await reader?.read())?.done);
      })();
      setImmediate(() => controller.abort()); // from outside any promise: the close comes before the error only then
      await expect(read).rejects.toHaveProperty('name', 'AbortError');
    }
    expect(openai.requests).toHaveLength(20);
    await new Promise(setImmediate);
  });

  test('records what was sent without its credentials', async () => {
    const anthropic = mock.anthropic().reply('Hello');
    server.use(anthropic);
    const key = ['sk', 'ant', 'test'].join('-');
    await fetch('https://api.anthropic.com/v1/messages?beta=true', {
      method: 'POST',
      headers: { 'x-api-key': key, authorization: `Bearer ${key}`, 'anthropic-version': '2023-06-01' },
      body: '{"model":"m"}',
    });
    const [request] = anthropic.requests;
    expect(request).toMatchObject({
      path: '/v1/messages?beta=true',
      headers: { 'x-api-key': '[REDACTED]', authorization: '[REDACTED]', 'anthropic-version': '2023-06-01' },
      body: { model: 'm' },
    });
    expect(JSON.stringify(anthropic.requests)).not.toContain(key);
  });

  test('one mock of OpenAI answers Chat Completions and Responses, from one list of replies', async () => {
    const openai = mock.openai().reply('one').reply('two');
    server.use(openai);
    expect(await (await post({ model: 'm', messages: [] })).json()).toMatchObject({ object: 'chat.completion' });
    const response = await post({ model: 'm', input: 'Hi' }, { path: 'responses' });
    expect(await response.json()).toMatchObject({ object: 'response', output: [{ content: [{ text: 'two' }] }] });
    expect(openai.requests).toHaveLength(2);
  });

  test('answers nothing outside its own paths', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => {}); // msw says so
    server.use(mock.openai().reply('Hello'), mock.google().reply('Hello'));
    await expect(post({}, { path: 'embeddings' })).rejects.toThrow();
    await expect(post({}, { baseURL: 'https://api-openai.com/v1' })).rejects.toThrow();
  });
}

const OPENAI = 'https://api.openai.com/v1';

export const post = (
  body: unknown,
  {
    baseURL = OPENAI,
    path = 'chat/completions',
    signal,
  }: { baseURL?: string; path?: string; signal?: AbortSignal } = {},
) =>
  fetch(`${baseURL}/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
    ...(signal && { signal }),
  });

const events = async (response: Response) =>
  (await response.text())
    .split('\n\n')
    .filter((frame) => frame !== '' && frame !== 'data: [DONE]')
    .map((frame) => JSON.parse(frame.slice('data: '.length)));

const content = async (response: Response) =>
  (await events(response)).flatMap((event) => event.choices[0]?.delta.content || []);
