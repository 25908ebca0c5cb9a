import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type GoogleOptions, google } from '../../../src/providers/google/index.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { streamed, text, whole } from './replies.ts';

const KEY = `${'AI'}za-canary-0123456789`;
const TOKEN = `Bearer ${'ya'}29.canary-0123456789`;
const VERTEX =
  'https://europe-west1-aiplatform.googleapis.com/v1/projects/my-project/locations/europe-west1/publishers/google';
const model = 'gemini-3.8-flash';

/** Options as JavaScript would pass them. */
const make = (options: unknown) => google(options as GoogleOptions);

afterEach(() => vi.unstubAllGlobals());

/** Makes one call and returns what fetch was given. */
async function sent(options: Partial<GoogleOptions>, call: Parameters<typeof aCall>[0] = { wire: 'whole' }) {
  const seen: { url: string; headers: Headers; body: string }[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    seen.push({ url: String(input), headers: new Headers(init.headers), body: String(init.body) });
    return call.wire === 'stream' ? streamed([text('ok', 'STOP')]) : whole(text('ok', 'STOP'));
  };
  const { error } = await readAll(make({ model, fetch, ...options }).call(aCall(call)));
  if (error) throw error;
  return seen[0] ?? expect.fail('nothing was sent');
}

describe('options of google()', () => {
  test.each<[string, unknown, RegExp]>([
    ['no options', undefined, /`google` must be an object/],
    ['no model', { apiKey: KEY }, /`google\.model` is missing/],
    ['an empty model', { apiKey: KEY, model: '' }, /`google\.model`/],
    ['an unknown option', { apiKey: KEY, model, apikey: 'x' }, /no option `apikey`/],
    ['no key', { model }, /`google\.apiKey` is missing/],
    ['no token for Vertex AI', { model, baseURL: VERTEX }, /`google\.apiKey` is missing/],
    ['an empty key', { model, apiKey: '' }, /`google\.apiKey` must not be empty/],
    ['a key with a newline', { model, apiKey: `${KEY}\n` }, /`google\.apiKey` must be visible ASCII/],
    [
      'a key of another vendor',
      { model, apiKey: `${'sk'}-proj-canary` },
      /`google\.apiKey` looks like a key of OpenAI/,
    ],
    [
      'a key in the URL',
      { model, baseURL: `https://acme.example?key=${KEY}` },
      /`google\.baseURL` must not hold a query/,
    ],
    ['plain http', { model, apiKey: KEY, baseURL: 'http://acme.example' }, /`google\.baseURL` must be https/],
    ['two keys', { model, apiKey: KEY, headers: { 'X-Goog-Api-Key': KEY } }, /`x-goog-api-key` beside `apiKey`/],
    ['a key and a token', { model, apiKey: KEY, headers: { authorization: TOKEN } }, /`authorization` beside `apiKey`/],
  ])('refuse %s with a TypeError that repeats no value', (_, options, message) => {
    const making = () => make(options);
    expect(making).toThrow(TypeError);
    expect(making).toThrow(message);
    expect(making).not.toThrow(/canary/);
  });

  test('take nothing from the environment', () => {
    vi.stubEnv('GEMINI_API_KEY', KEY);
    try {
      expect(() => make({ model })).toThrow(/apiKey/);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  test('hold no key that inspect, JSON or a property walk could find', () => {
    const provider = make({ model, apiKey: KEY });
    const shown = inspect(provider, { showHidden: true, depth: Number.POSITIVE_INFINITY }) + JSON.stringify(provider);
    expect(shown).not.toContain('canary');
    expect(Object.isFrozen(provider)).toBe(true);
    expect(provider).toMatchObject({ name: 'google', model, capabilities: { tools: true, objects: 'schema' } });
  });

  test('refuse a key in a web page, unless that is written out', () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    expect(() => make({ model, apiKey: KEY })).toThrow(/`google\.apiKey` .*gateway/);
    expect(() => make({ model, headers: { 'x-goog-api-key': KEY } })).toThrow(TypeError);
    expect(() => make({ model, apiKey: KEY, dangerouslyAllowBrowser: true })).not.toThrow();
  });
});

describe('the name of a model', () => {
  const bad = [
    '..',
    '.',
    '.hidden',
    'a/b',
    'a/../b',
    'models/..',
    'models/a/b',
    'models/',
    '/a',
    'a?key=x',
    'a#x',
    'a%2f',
    'a:b',
    'a\\b',
    'a b',
    'a\n',
    'é',
    'a'.repeat(129),
  ];
  test.each(bad)('cannot be %j', async (name) => {
    expect(() => make({ apiKey: KEY, model: name })).toThrow(/`google\.model` must be letters/);
    const request = { ...aCall().request, model: name };
    const provider = make({ apiKey: KEY, model, fetch: () => expect.fail('sent') });
    expect((await readAll(provider.call(aCall({ request })))).error).toMatchObject({
      code: 'ERR_INVALID_INPUT',
      field: 'model',
    });
  });

  test.each([
    ['gemini-3.8-flash', '/models/gemini-3.8-flash'],
    ['models/gemini-3.8-flash', '/models/gemini-3.8-flash'],
    ['tunedModels/my_model-1', '/tunedModels/my_model-1'],
  ])('%s goes to %s', async (name, path) => {
    const request = { ...aCall().request, model: name };
    const { url } = await sent({ apiKey: KEY }, { wire: 'whole', request });
    expect(new URL(url).pathname).toBe(`/v1beta${path}:generateContent`);
  });
});

describe('a request', () => {
  test.each([
    ['whole', 'generateContent'],
    ['stream', 'streamGenerateContent?alt=sse'],
  ] as const)('goes to the Gemini API with the key in one header and nowhere else (%s)', async (wire, method) => {
    const { url, headers, body } = await sent({ apiKey: KEY }, { wire });
    expect(url).toBe(`https://generativelanguage.googleapis.com/v1beta/models/gemini-3.8-flash:${method}`);
    expect(headers.get('x-goog-api-key')).toBe(KEY);
    expect(headers.has('authorization')).toBe(false);
    expect(url + body).not.toContain('canary');
    expect([...headers].filter(([, value]) => value.includes('canary'))).toHaveLength(1);
  });

  test('goes to Vertex AI by its base URL, with an access token', async () => {
    const { url, headers } = await sent({ baseURL: VERTEX, headers: { authorization: TOKEN } });
    expect(url).toBe(`${VERTEX}/models/gemini-3.8-flash:generateContent`);
    expect(headers.get('authorization')).toBe(TOKEN);
    expect(headers.has('x-goog-api-key')).toBe(false);
  });

  test('takes the key from a function, asked for each attempt', async () => {
    expect((await sent({ apiKey: async () => KEY })).headers.get('x-goog-api-key')).toBe(KEY);
  });

  test('names no model in its body', async () => {
    expect((await sent({ apiKey: KEY })).body).toBe('{"contents":[{"role":"user","parts":[{"text":"Hello"}]}]}');
  });
});
