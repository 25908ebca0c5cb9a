import OpenAI, { AzureOpenAI } from 'openai';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { openai } from '../../../src/providers/openai/index.ts';
import type { Call } from '../../../src/types/call.ts';
import { serve } from '../../support/loopback.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { completion, delta, sse, streamed, whole } from './replies.ts';

const apiKey = `sk-${'test'}-client`;
const model = 'm';

const run = (client: OpenAI, call: Partial<Call> = {}) => readAll(openai({ client, model }).call(aCall(call)));

afterEach(() => vi.restoreAllMocks());

describe('openai({ client })', () => {
  test('uses the key, host, headers, query and organisation of the client', async () => {
    const seen: { url: string; headers: Headers; init: RequestInit }[] = [];
    const client = new OpenAI({
      apiKey,
      baseURL: 'https://acme.example/v9',
      organization: 'org-1',
      defaultHeaders: { 'x-tag': 'mine' },
      defaultQuery: { version: '7' },
      fetch: async (url, init = {}) => {
        seen.push({ url: String(url), headers: new Headers(init.headers), init });
        return whole(completion({ content: 'ok' }));
      },
    });
    expect((await run(client, { wire: 'whole' })).seen).toEqual(['ok']);
    expect(seen).toHaveLength(1);
    expect(seen[0]?.url).toBe('https://acme.example/v9/chat/completions?version=7');
    expect(Object.fromEntries(seen[0]?.headers ?? [])).toMatchObject({
      authorization: `Bearer ${apiKey}`,
      'openai-organization': 'org-1',
      'x-tag': 'mine',
    });
    expect(seen[0]?.init).toMatchObject({ redirect: 'manual', credentials: 'omit', method: 'POST' });
  });

  test('works with an Azure client', async () => {
    const client = new AzureOpenAI({
      apiKey,
      endpoint: 'https://acme.openai.azure.com',
      apiVersion: '2024-10-21',
      fetch: async (url, init) => {
        expect(String(url)).toContain(
          'acme.openai.azure.com/openai/deployments/m/chat/completions?api-version=2024-10-21',
        );
        expect(new Headers(init?.headers).get('api-key')).toBe(apiKey);
        return streamed([delta({ content: 'ok' }, 'stop'), '[DONE]']);
      },
    });
    expect((await run(client)).seen).toEqual(['ok']);
  });

  test('leaves the client as it was', async () => {
    const fetch = async () => whole(completion({ content: 'ok' }));
    const client = new OpenAI({ apiKey, fetch, maxRetries: 5, timeout: 1_234, logLevel: 'warn' });
    const before = { ...client };
    await run(client, { wire: 'whole' });
    expect({ ...client }).toEqual(before);
    expect(client).toMatchObject({ maxRetries: 5, timeout: 1_234, logLevel: 'warn' });
    expect((client as unknown as { fetch: unknown }).fetch).toBe(fetch);
    const bare = await client.chat.completions.create({ model, messages: [] });
    expect(bare.choices[0]?.message.content).toBe('ok');
  });

  test.each([429, 500, 503])('FA-02 asks once, however often the client would try after %d', async (status) => {
    let asked = 0;
    const client = new OpenAI({
      apiKey,
      maxRetries: 5,
      fetch: async () => {
        asked += 1;
        return new Response('{}', { status, headers: { 'retry-after': '7', 'x-request-id': 'req_1' } });
      },
    });
    const { error } = await run(client);
    expect(error).toMatchObject({ retryable: true, status, retryAfterMs: 7_000, requestId: 'req_1' });
    expect(asked).toBe(1);
  });

  test('gives errors of this library, not of the package', async () => {
    const cases: [() => Promise<Response>, string][] = [
      [
        () =>
          Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNRESET' }) })),
        'ERR_NETWORK',
      ],
      [() => Promise.reject(new Error('timed out')), 'ERR_NETWORK'],
      [async () => new Response('{}', { status: 401 }), 'ERR_AUTHENTICATION'],
      [async () => new Response('<html>', { headers: { 'content-type': 'text/html' } }), 'ERR_RESPONSE_FORMAT'],
      [async () => streamed([delta({ content: 'Hel' })]), 'ERR_STREAM_INTERRUPTED'],
      [async () => streamed(['{"broken']), 'ERR_RESPONSE_FORMAT'],
    ];
    for (const [fetch, code] of cases) expect((await run(new OpenAI({ apiKey, fetch }))).error).toMatchObject({ code });
  });

  test('FA-11 refuses a redirect, and the other host hears nothing', async () => {
    await using other = await serve((_, response) => void response.end('{}'));
    await using server = await serve(
      (_, response) => void response.writeHead(307, { location: `${other.url}/v1` }).end(),
    );
    const { error } = await run(new OpenAI({ apiKey, baseURL: server.url }));
    expect(error).toMatchObject({ code: 'ERR_PROVIDER', status: 307, retryable: false });
    expect(other.connections()).toBe(0);
  });

  test('FA-08 holds its own limits', async () => {
    const fetch = async () => streamed([delta({ content: 'x'.repeat(5_000) }, 'stop')]);
    const provider = openai({ client: new OpenAI({ apiKey, fetch }), model, maxEventBytes: 1_000 });
    expect((await readAll(provider.call(aCall()))).error).toMatchObject({
      code: 'ERR_RESPONSE_TOO_LARGE',
      limitBytes: 1_000,
    });
  });

  test('FA-13 gives the reason of an abort untouched', async () => {
    const reason = { mine: true };
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' }).write(sse([delta({ content: 'a' })]));
    });
    const controller = new AbortController();
    const provider = openai({ client: new OpenAI({ apiKey, baseURL: server.url }), model });
    const iterator = provider.call(aCall({ signal: controller.signal }))[Symbol.asyncIterator]();
    await iterator.next();
    expect((await iterator.next()).value).toMatchObject({ text: 'a' });
    const pending = iterator.next();
    controller.abort(reason);
    await expect(pending).rejects.toBe(reason);
    const aborted = await run(new OpenAI({ apiKey, baseURL: server.url }), { signal: AbortSignal.abort(reason) });
    expect(aborted.error).toBe(reason);
  });

  test('writes nothing to the console, also where the package would', async () => {
    const written = (['log', 'info', 'warn', 'error', 'debug'] as const).map((name) => vi.spyOn(console, name));
    await run(new OpenAI({ apiKey, fetch: async () => streamed(['{"broken']), logLevel: 'debug' }));
    for (const method of written) expect(method).not.toHaveBeenCalled();
  });

  test('refuses a client that speaks plain http beyond this machine', () => {
    const client = new OpenAI({ apiKey, baseURL: 'http://acme.example/v1' });
    expect(() => openai({ client, model })).toThrow(/`openai\.client\.baseURL` must be https/);
    expect(() => openai({ client, model, dangerouslyAllowHTTP: true })).not.toThrow();
  });

  test('keeps the words of a failing key function to itself', async () => {
    const client = new OpenAI({ apiKey: () => Promise.reject(new Error('canary')), fetch: () => expect.fail('sent') });
    const { error } = await run(client);
    expect(error).toMatchObject({ code: 'ERR_PROVIDER', retryable: false });
    expect(String((error as Error).stack) + JSON.stringify(error)).not.toContain('canary');
  });
});
