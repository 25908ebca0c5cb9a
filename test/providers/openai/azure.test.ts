import { AzureOpenAI } from 'openai';
import { describe, expect, test } from 'vitest';
import { type AzureOpenAIOptions, azureOpenAI, openai } from '../../../src/providers/openai/index.ts';
import type { Call } from '../../../src/types/call.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { chunk, completion, delta, streamed, USAGE, whole } from './replies.ts';
import { eventsOf, response, textItem } from './responses/bodies.ts';

const apiKey = ['0123456789abcdef', 'test'].join('');
const resource = 'acme';
const model = 'my-deployment';

interface Sent {
  readonly url: string;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

/** Asks once; gives what was sent and what came back. */
async function ask(reply: () => Response, options: Partial<AzureOpenAIOptions> = {}, call: Partial<Call> = {}) {
  const sent: Sent[] = [];
  const fetch = async (url: unknown, init: RequestInit = {}) => {
    sent.push({ url: String(url), headers: new Headers(init.headers), body: JSON.parse(String(init.body)) });
    return reply();
  };
  const base = options.baseURL === undefined ? { resource } : {};
  const provider = azureOpenAI({ ...base, apiKey, model, fetch, ...options });
  const answer = await readAll(provider.call(aCall({ wire: 'whole', ...call })));
  return { ...answer, provider, sent: sent[0] ?? expect.fail('nothing was sent') };
}

const ok = () => whole(completion({ content: 'ok' }));

/** What Azure adds to every choice and prompt. */
const FILTERED = { hate: { filtered: false, severity: 'safe' }, jailbreak: { filtered: false, detected: false } };

describe('azureOpenAI', () => {
  test('asks the v1 API of the resource, with the key in its header', async () => {
    const { sent, seen, provider } = await ask(ok, {}, { request: { ...aCall().request, maxOutputTokens: 5 } });
    expect(seen).toEqual(['ok']);
    expect(sent.url).toBe('https://acme.openai.azure.com/openai/v1/chat/completions');
    expect(sent.headers.get('api-key')).toBe(apiKey);
    expect(sent.headers.get('authorization')).toBeNull();
    expect(sent.body).toMatchObject({ model, max_completion_tokens: 5 });
    expect(provider).toMatchObject({ name: 'azure', model });
  });

  test('asks Responses where told to', async () => {
    const { sent, seen } = await ask(
      () => streamed(eventsOf(response([textItem('ok')]))),
      { api: 'responses' },
      { wire: 'stream' },
    );
    expect(seen).toEqual(['ok']);
    expect(sent.url).toBe('https://acme.openai.azure.com/openai/v1/responses');
  });

  test('takes a URL in the place of the name, also that of a gateway before Azure', async () => {
    const { sent } = await ask(ok, { baseURL: 'https://apim.acme.example/openai/v1' });
    expect(sent.url).toBe('https://apim.acme.example/openai/v1/chat/completions');
    expect(sent.headers.get('api-key')).toBe(apiKey);
  });

  test('takes its own options of a call, and not those of openai', async () => {
    const providerOptions = { azure: { reasoning_effort: 'low' }, openai: { reasoning_effort: 'high' } };
    const { sent } = await ask(ok, {}, { request: { ...aCall().request, providerOptions } });
    expect(sent.body.reasoning_effort).toBe('low');
  });

  test.each([
    [{}, /`azure\.resource`/],
    [{ resource, baseURL: 'https://a.example' }, /`azure\.resource`/],
    [{ resource: 'evil.example/x?' }, /`azure\.resource` must be the name/],
    [{ resource: 'https://acme.openai.azure.com' }, /`azure\.resource` must be the name/],
    [{ resource, apiKey: undefined }, /`azure\.apiKey` is missing/],
    [{ resource, model: undefined }, /`azure\.model` is missing/],
    [{ resource, organization: 'o' }, /no option `organization`/],
    [{ resource, api: 'responses', maxTokensField: 'max_tokens' }, /`azure\.maxTokensField` is for/],
    [{ baseURL: 'http://acme.openai.azure.com/openai/v1' }, /`azure\.baseURL` must be https/],
  ])('refuses %j', (options, message) => {
    expect(() => azureOpenAI({ apiKey, model, ...options } as AzureOpenAIOptions)).toThrow(message);
    expect(() => azureOpenAI({ apiKey, model, ...options } as AzureOpenAIOptions)).toThrow(TypeError);
  });

  test('passes over what Azure adds', async () => {
    const events = [
      JSON.stringify({
        choices: [],
        model: '',
        object: '',
        prompt_filter_results: [{ prompt_index: 0, content_filter_results: FILTERED }],
      }),
      delta({ role: 'assistant', content: '' }),
      chunk({ delta: { content: 'ok' }, content_filter_results: FILTERED }),
      chunk({ delta: {}, finish_reason: 'stop', content_filter_offsets: { check_offset: 1 } }),
      chunk(undefined, { usage: USAGE }),
      '[DONE]',
    ];
    const { events: seen } = await ask(() => streamed(events), {}, { wire: 'stream' });
    expect(seen).toMatchObject([
      { type: 'start', provider: 'azure', model: 'acme-large-2026' },
      { type: 'text-delta', text: 'ok' },
      { type: 'end', finishReason: 'stop', usage: { totalTokens: 18 } },
    ]);
  });

  test.each([
    [400, 'content_filter', 'ERR_CONTENT_FILTER'],
    [401, '401', 'ERR_AUTHENTICATION'],
    [404, 'DeploymentNotFound', 'ERR_PROVIDER'],
    [429, '429', 'ERR_RATE_LIMIT'],
  ])('status %i with code %s is %s', async (status, code, expected) => {
    const innererror = { code: 'ResponsibleAIPolicyViolation', content_filter_result: FILTERED };
    const body = JSON.stringify({
      error: { message: 'canary', type: null, param: 'prompt', code, status, innererror },
    });
    const { error } = await ask(() => new Response(body, { status, headers: { 'content-type': 'application/json' } }));
    expect(error).toMatchObject({ code: expected, provider: 'azure', status });
    expect(String((error as Error).stack)).not.toContain('canary');
  });

  test('an answer that is filtered ends as such', async () => {
    const { events } = await ask(() => whole(completion({ content: null }, 'content_filter')));
    expect(events.at(-1)).toMatchObject({ finishReason: 'content-filter' });
  });
});

describe('openai on Azure', () => {
  const request = { ...aCall().request, maxOutputTokens: 5 };

  test.each([
    ['chat', 'https://acme.openai.azure.com/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21'],
    ['responses', 'https://acme.openai.azure.com/openai/responses?api-version=2024-10-21'],
  ] as const)('works with an instance of AzureOpenAI, by %s', async (api, url) => {
    const seen: { url: string; body: unknown }[] = [];
    const client = new AzureOpenAI({
      apiKey,
      endpoint: 'https://acme.openai.azure.com',
      apiVersion: '2024-10-21',
      fetch: async (input, init) => {
        seen.push({ url: String(input), body: JSON.parse(String(init?.body)) });
        return api === 'chat' ? ok() : whole(JSON.stringify(response([textItem('ok')])));
      },
    });
    const answer = await readAll(openai({ client, model, api }).call(aCall({ wire: 'whole', request })));
    expect(answer.seen).toEqual(['ok']);
    expect(seen).toMatchObject([
      { url, body: { [api === 'chat' ? 'max_completion_tokens' : 'max_output_tokens']: 5 } },
    ]);
  });

  test('sends the field that its models know, by baseURL too', async () => {
    let sent: unknown;
    const provider = openai({
      baseURL: 'https://acme.openai.azure.com/openai/v1',
      apiKey,
      model,
      fetch: async (_, init) => {
        sent = JSON.parse(String(init?.body));
        return ok();
      },
    });
    await readAll(provider.call(aCall({ wire: 'whole', request })));
    expect(sent).toMatchObject({ max_completion_tokens: 5 });
  });
});
