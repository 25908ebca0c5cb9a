import { afterEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { SecureLLMClient } from '../../../src/client.ts';
import { azureOpenAI, type OpenAIKeyOptions, openai } from '../../../src/providers/openai/index.ts';
import { completion, whole } from './replies.ts';
import { response, textItem } from './responses/bodies.ts';

const apiKey = `sk-${'test'}-api`;
const model = 'gpt-5-mini';

afterEach(() => vi.unstubAllGlobals());

/** A client, and the paths and bodies of what it sends. */
function recorded(options: Partial<OpenAIKeyOptions> = {}) {
  const sent: { path: string; body: Record<string, unknown> }[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    const { pathname: path } = new URL(String(url));
    sent.push({ path, body: JSON.parse(String(init.body)) });
    return whole(
      path.endsWith('/responses') ? JSON.stringify(response([textItem('{}')])) : completion({ content: '{}' }),
    );
  };
  return { sent, client: new SecureLLMClient({ provider: openai({ apiKey, model, fetch, ...options }) }) };
}

describe('the option api', () => {
  test.each([
    [undefined, '/v1/chat/completions'],
    ['chat', '/v1/chat/completions'],
    ['responses', '/v1/responses'],
  ] as const)('%s asks %s', async (api, path) => {
    const { sent, client } = recorded({ api });
    await client.chat('Hello');
    expect(sent.map((each) => each.path)).toEqual([path]);
  });

  test.each([{ seed: 7 }, { stopSequences: ['x'] }])(
    'responses refuses %j before anything is sent',
    async (options) => {
      const { sent, client } = recorded({ api: 'responses' });
      await expect(client.chat('Hello', options)).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' });
      expect(sent).toEqual([]);
    },
  );

  test.each([
    [{ api: 'completions' }, /`openai\.api` must be one of 'chat', 'responses'/],
    [{ objects: false }, /`openai\.objects` must be one of 'schema', 'prompt'/],
    [{ api: 'responses', maxTokensField: 'max_tokens' }, /`openai\.maxTokensField` is for `api: 'chat'`/],
  ])('refuses %j', (options, message) => {
    expect(() => openai({ apiKey, model, ...options } as OpenAIKeyOptions)).toThrow(message);
  });
});

describe('the option objects', () => {
  const schema = z.object({});

  test.each(['chat', 'responses'] as const)('prompt puts a schema into words, with %s', async (api) => {
    const { sent, client } = recorded({ api, objects: 'prompt' });
    await client.object('Hello', { schema });
    expect(sent[0]?.body).not.toHaveProperty('response_format');
    expect(sent[0]?.body).not.toHaveProperty('text');
    expect(JSON.stringify(sent[0]?.body)).toMatch(/schema/i);
  });

  test.each([
    ['chat', 'response_format'],
    ['responses', 'text'],
  ] as const)('is schema unless told otherwise, with %s', async (api, field) => {
    const { sent, client } = recorded({ api });
    await client.object('Hello', { schema });
    expect(sent[0]?.body).toHaveProperty(field);
  });
});

test('sealed reasoning goes back in the next call, and stands in no text', async () => {
  const reasoning = { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'gAAA' };
  const bodies: Record<string, unknown>[] = [];
  const provider = openai({
    apiKey,
    model,
    api: 'responses',
    fetch: async (_, init) => {
      bodies.push(JSON.parse(String(init?.body)));
      return whole(JSON.stringify(response([reasoning, textItem('Hi.')])));
    },
  });
  const { continuations, text } = await new SecureLLMClient({ provider }).chat('Hello');
  expect(text).toBe('Hi.');
  await new SecureLLMClient({ provider }).chat([
    { role: 'user', content: 'Hello' },
    {
      role: 'assistant',
      content: [...continuations.map((each) => ({ type: 'continuation', ...each }) as const), { type: 'text', text }],
    },
    { role: 'user', content: 'And now?' },
  ]);
  expect(bodies[1]?.input).toMatchObject([
    { role: 'user' },
    { type: 'reasoning', id: 'rs_1', encrypted_content: 'gAAA', summary: [] },
    { role: 'assistant', content: 'Hi.' },
    { role: 'user' },
  ]);
});

test('a key in a page is refused, for Azure too', () => {
  vi.stubGlobal('window', {});
  vi.stubGlobal('document', {});
  expect(() => azureOpenAI({ resource: 'acme', apiKey, model })).toThrow(/`azure\.apiKey` must not be in a web page/);
  expect(() => openai({ apiKey, model, api: 'responses' })).toThrow(/`openai\.apiKey` must not be in a web page/);
});
