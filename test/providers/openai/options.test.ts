import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { isSecureLLMError } from '../../../src/errors.ts';
import { type OpenAIOptions, openai } from '../../../src/providers/openai/index.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { completion, whole } from './replies.ts';

const KEY = `sk-${'test'}-canary-0123456789`;
const model = 'gpt-5-mini';

/** Options as JavaScript would pass them. */
const make = (options: unknown) => openai(options as OpenAIOptions);

afterEach(() => vi.unstubAllGlobals());

/** Makes one call and returns what fetch was given. */
async function sent(options: Partial<OpenAIOptions>, request = aCall().request) {
  const seen: { url: string; headers: Headers; body: Record<string, unknown> }[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    seen.push({ url: String(input), headers: new Headers(init.headers), body: JSON.parse(String(init.body)) });
    return whole(completion({ content: 'ok' }));
  };
  const { error } = await readAll(make({ model, fetch, ...options }).call(aCall({ wire: 'whole', request })));
  if (error) throw error;
  return seen[0] ?? expect.fail('nothing was sent');
}

describe('options of openai()', () => {
  test.each<[string, unknown, RegExp]>([
    ['no options', undefined, /`openai` must be an object/],
    ['null', null, /`openai` must be an object/],
    ['no model', { apiKey: KEY }, /`openai\.model` is missing/],
    ['an empty model', { apiKey: KEY, model: '' }, /`openai\.model`/],
    ['an unknown option', { apiKey: KEY, model, apikey: 'x' }, /no option `apikey`/],
    ['no key for OpenAI', { model }, /`openai\.apiKey` is missing/],
    [
      'no key for a region of OpenAI',
      { model, baseURL: 'https://eu.api.openai.com/v1' },
      /`openai\.apiKey` is missing/,
    ],
    ['an undefined key', { model, apiKey: undefined }, /`openai\.apiKey` is missing/],
    ['an empty key', { model, apiKey: '' }, /`openai\.apiKey` must not be empty/],
    ['a number as key', { model, apiKey: 5 }, /`openai\.apiKey` must be a string, got 5/],
    ['a key with a newline', { model, apiKey: `${KEY}\n` }, /`openai\.apiKey` must be visible ASCII/],
    ['a key with a header in it', { model, apiKey: `${KEY}\r\nx-evil: 1` }, /`openai\.apiKey` must be visible ASCII/],
    ['a key with a space before it', { model, apiKey: ` ${KEY}` }, /`openai\.apiKey` must be visible ASCII/],
    ['a key beyond ASCII', { model, apiKey: `${KEY}é` }, /`openai\.apiKey` must be visible ASCII/],
    ['a key with NUL', { model, apiKey: `${KEY}\0` }, /`openai\.apiKey` must be visible ASCII/],
    ['plain http', { model, apiKey: KEY, baseURL: 'http://acme.example/v1' }, /`openai\.baseURL` must be https/],
    [
      'a key in the URL',
      { model, baseURL: `https://acme.example/v1?key=${KEY}` },
      /`openai\.baseURL` must not hold a query/,
    ],
    ['a user in the URL', { model, baseURL: `https://me:${KEY}@acme.example` }, /`openai\.baseURL` must not hold cred/],
    ['headers with a newline', { model, apiKey: KEY, headers: { 'x-a': `${KEY}\nx-b: 1` } }, /`openai\.headers`/],
    ['a header name with a newline', { model, apiKey: KEY, headers: { [`x-a\n${KEY}`]: '1' } }, /`openai\.headers`/],
    ['a header that is no string', { model, apiKey: KEY, headers: { 'x-a': 1 } }, /`openai\.headers`/],
    ['headers in a list', { model, apiKey: KEY, headers: [['a', 'b']] }, /`openai\.headers` must be an object/],
    [
      'two keys',
      { model, apiKey: KEY, headers: { Authorization: `Bearer ${KEY}` } },
      /`authorization` beside `apiKey`/,
    ],
    ['an organisation with a newline', { model, apiKey: KEY, organization: 'org\n' }, /`openai\.organization`/],
    ['a project with a newline', { model, apiKey: KEY, project: 'proj\n' }, /`openai\.project`/],
    ['a fetch that is none', { model, apiKey: KEY, fetch: 'fetch' }, /`openai\.fetch` must be a function/],
    ['a limit of 0', { model, apiKey: KEY, maxEventBytes: 0 }, /`openai\.maxEventBytes`/],
    ['a fractional limit', { model, apiKey: KEY, maxResponseBytes: 1.5 }, /`openai\.maxResponseBytes`/],
    ['an unknown token field', { model, apiKey: KEY, maxTokensField: 'n' }, /`openai\.maxTokensField`/],
    ['a client that is none', { model, client: {} }, /`openai\.client` must be an instance/],
    ['a client beside a key', { model, client: {}, apiKey: KEY }, /`openai\.apiKey` cannot stand beside `client`/],
  ])('refuse %s with a TypeError that repeats no value', (_, options, message) => {
    const making = () => make(options);
    expect(making).toThrow(TypeError);
    expect(making).toThrow(message);
    expect(making).not.toThrow(/canary/);
  });

  test.each(['sk-ant-', 'sk-or-', 'AIza', 'gsk_', 'xai-', 'hf_', 'pplx-', 'r8_', 'AKIA', 'ghp_', 'github_pat_'])(
    'refuse a key that begins with %s for OpenAI, and take it for another host',
    async (prefix) => {
      const apiKey = `${prefix}canary0123456789`;
      expect(() => make({ model, apiKey })).toThrow(/`openai\.apiKey` looks like a key of .*baseURL/);
      expect(() => make({ model, apiKey })).not.toThrow(/canary/);
      expect(() => make({ model, apiKey, baseURL: 'https://acme.example/v1' })).not.toThrow();
      const { error } = await readAll(
        make({ model, apiKey: () => apiKey, fetch: () => expect.fail('sent') }).call(aCall()),
      );
      expect(error).toMatchObject({ code: 'ERR_INVALID_INPUT', field: 'openai.apiKey' });
      expect(String(error)).not.toContain('canary');
    },
  );

  test('are each read once', () => {
    const reads = new Map<PropertyKey, number>();
    const options = new Proxy(
      {
        model,
        apiKey: KEY,
        baseURL: 'https://acme.example/v1',
        organization: 'o',
        headers: {},
        fetch: async () => whole('{}'),
      },
      {
        get(target, property) {
          reads.set(property, (reads.get(property) ?? 0) + 1);
          return Reflect.get(target, property);
        },
      },
    );
    openai(options);
    expect([...reads.values()].every((count) => count === 1)).toBe(true);
    expect(reads.get('apiKey')).toBe(1);
  });

  test('are copied: a later change is not seen', async () => {
    const headers = { 'x-tag': 'before' };
    const fetched: (string | null)[] = [];
    const provider = make({
      model,
      apiKey: KEY,
      headers,
      fetch: async (_: string, init: RequestInit) => {
        fetched.push(new Headers(init.headers).get('x-tag'));
        return whole(completion({ content: 'ok' }));
      },
    });
    headers['x-tag'] = 'after';
    await readAll(provider.call(aCall({ wire: 'whole' })));
    expect(fetched).toEqual(['before']);
  });

  test('take nothing from the environment', () => {
    vi.stubEnv('OPENAI_API_KEY', KEY);
    vi.stubEnv('OPENAI_BASE_URL', 'https://evil.example/v1');
    try {
      expect(() => make({ model })).toThrow(/apiKey/);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('hold no key that inspect, JSON or a property walk could find', () => {
    const provider = make({ model, apiKey: KEY, headers: { 'api-key': `${KEY}-2` } });
    const shown = inspect(provider, { showHidden: true, depth: Number.POSITIVE_INFINITY }) + JSON.stringify(provider);
    expect(shown).not.toContain('canary');
    expect(Object.isFrozen(provider)).toBe(true);
    expect(provider).toMatchObject({
      name: 'openai',
      model,
      capabilities: { remote: true, tools: true, objects: 'schema' },
    });
  });
});

describe('a request', () => {
  test('goes to OpenAI with the key in one header and nowhere else', async () => {
    const { url, headers, body } = await sent({ apiKey: KEY, organization: 'org-1', project: 'proj-1' });
    expect(url).toBe('https://api.openai.com/v1/chat/completions');
    expect(headers.get('authorization')).toBe(`Bearer ${KEY}`);
    expect(headers.get('openai-organization')).toBe('org-1');
    expect(headers.get('openai-project')).toBe('proj-1');
    expect(headers.get('content-type')).toBe('application/json');
    expect(url + JSON.stringify(body)).not.toContain('canary');
    expect([...headers].filter(([, value]) => value.includes('canary'))).toHaveLength(1);
  });

  test.each(['https://acme.example/v1', 'https://acme.example/v1/'])(
    'goes to %s, without a key if there is none',
    async (baseURL) => {
      const { url, headers } = await sent({ baseURL });
      expect(url).toBe('https://acme.example/v1/chat/completions');
      expect(headers.has('authorization')).toBe(false);
    },
  );

  test('takes the key from a function, asked once for each attempt', async () => {
    const keys = ['one', 'two'].map((name) => `${KEY}-${name}`);
    const seen: (string | null)[] = [];
    const provider = openai({
      model,
      apiKey: async () => keys[seen.length] ?? expect.fail('asked too often'),
      fetch: async (_, init) => {
        seen.push(new Headers(init?.headers).get('authorization'));
        return whole(completion({ content: 'ok' }));
      },
    });
    await readAll(provider.call(aCall({ wire: 'whole' })));
    await readAll(provider.call(aCall({ wire: 'whole' })));
    expect(seen).toEqual(keys.map((key) => `Bearer ${key}`));
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error(`vault said ${KEY}`);
      },
      'ERR_PROVIDER',
    ],
    ['rejects', () => Promise.reject(new Error(KEY)), 'ERR_PROVIDER'],
    ['gives nothing', () => undefined, 'ERR_INVALID_INPUT'],
    ['gives a key with a newline', () => `${KEY}\n`, 'ERR_INVALID_INPUT'],
  ])('sends nothing when the key function %s', async (_, apiKey, code) => {
    const { error } = await readAll(make({ model, apiKey, fetch: () => expect.fail('sent') }).call(aCall()));
    expect(isSecureLLMError(error)).toBe(true);
    expect(error).toMatchObject({ code, retryable: false });
    expect(inspect(error, { showHidden: true, depth: Number.POSITIVE_INFINITY })).not.toContain('canary');
  });

  test('sees a fetch that was installed after the provider was made', async () => {
    const provider = openai({ model, apiKey: KEY });
    vi.stubGlobal('fetch', async () => whole(completion({ content: 'late' })));
    expect((await readAll(provider.call(aCall({ wire: 'whole' })))).seen).toEqual(['late']);
  });

  test.each([
    [{ apiKey: KEY }, 'max_completion_tokens'],
    [{ baseURL: 'https://acme.example/v1' }, 'max_tokens'],
    [{ baseURL: 'https://acme.example/v1', maxTokensField: 'max_completion_tokens' }, 'max_completion_tokens'],
    [{ apiKey: KEY, maxTokensField: 'max_tokens' }, 'max_tokens'],
  ] as [Partial<OpenAIOptions>, string][])('of %j carries the token limit as %s', async (options, field) => {
    const { body } = await sent(options, { ...aCall().request, maxOutputTokens: 9 });
    expect(Object.entries(body).filter(([, value]) => value === 9)).toEqual([[field, 9]]);
  });
});

describe('a key in a web page', () => {
  const inPage = () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
  };

  test('is refused, and the message names the gateway', () => {
    inPage();
    expect(() => make({ model, apiKey: KEY })).toThrow(/`openai\.apiKey` .*gateway.*`dangerouslyAllowBrowser`/);
    expect(() => make({ model, apiKey: () => KEY })).toThrow(TypeError);
    expect(() => make({ model, baseURL: 'https://a.example', headers: { 'Api-Key': KEY } })).toThrow(TypeError);
  });

  test('is taken where that is written out, and no key needs no leave', () => {
    inPage();
    expect(() => make({ model, apiKey: KEY, dangerouslyAllowBrowser: true })).not.toThrow();
    expect(() => make({ model, baseURL: 'http://localhost:11434/v1' })).not.toThrow();
  });
});
