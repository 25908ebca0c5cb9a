import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { KEY, make, sent } from './support.ts';

const model = 'claude-m';

afterEach(() => vi.unstubAllGlobals());

describe('options of anthropic()', () => {
  test.each<[string, unknown, RegExp]>([
    ['no options', undefined, /`anthropic` must be an object/],
    ['no model', { apiKey: KEY }, /`anthropic\.model` is missing/],
    ['an unknown option', { apiKey: KEY, model, apikey: 'x' }, /no option `apikey`/],
    ['no key for Anthropic', { model }, /`anthropic\.apiKey` is missing.*ANTHROPIC_API_KEY/],
    ['a key with a newline', { model, apiKey: `${KEY}\n` }, /`anthropic\.apiKey` must be visible ASCII/],
    ['two keys', { model, apiKey: KEY, headers: { 'X-Api-Key': KEY } }, /`x-api-key` beside `apiKey`/],
    ['a key and a token', { model, apiKey: KEY, headers: { Authorization: KEY } }, /`authorization` beside `apiKey`/],
    ['plain http', { model, apiKey: KEY, baseURL: 'http://acme.example' }, /`anthropic\.baseURL` must be https/],
    ['a limit of 0', { model, apiKey: KEY, maxOutputTokens: 0 }, /`anthropic\.maxOutputTokens`/],
    [
      'another time to keep',
      { model, apiKey: KEY, promptCache: '2h' },
      /`anthropic\.promptCache` must be one of '5m', '1h'/,
    ],
    ['a word for a flag', { model, apiKey: KEY, citations: 'yes' }, /`anthropic\.citations`/],
  ])('refuse %s with a TypeError that repeats no value', (_, options, message) => {
    const making = () => make(options);
    expect(making).toThrow(TypeError);
    expect(making).toThrow(message);
    expect(making).not.toThrow(/canary/);
  });

  test("refuse another vendor's key, which would leak", () => {
    expect(() => make({ model, apiKey: `sk-${'proj'}-canary` })).toThrow(/looks like a key of OpenAI/);
  });

  test('refuse a key in a web page, unless it is asked for; then the API is told so', async () => {
    vi.stubGlobal('window', {});
    vi.stubGlobal('document', {});
    expect(() => make({ model, apiKey: KEY })).toThrow(/must not be in a web page/);
    const { headers } = await sent({}, { dangerouslyAllowBrowser: true });
    expect(headers.get('anthropic-dangerous-direct-browser-access')).toBe('true');
  });
});

describe('a request', () => {
  test('goes to Messages, with key and version in headers', async () => {
    const { url, headers } = await sent();
    expect(url).toBe('https://api.anthropic.com/v1/messages');
    expect(headers.get('x-api-key')).toBe(KEY);
    expect(headers.get('anthropic-version')).toBe('2023-06-01');
    expect(headers.has('authorization')).toBe(false);
    expect(headers.has('anthropic-dangerous-direct-browser-access')).toBe(false);
  });

  test('may carry a token and betas instead', async () => {
    const { headers } = await sent(
      {},
      { apiKey: undefined, headers: { authorization: `Bearer ${KEY}`, 'anthropic-beta': 'oauth-2025-04-20' } },
    );
    expect(headers.get('authorization')).toBe(`Bearer ${KEY}`);
    expect(headers.get('anthropic-beta')).toBe('oauth-2025-04-20');
    expect(headers.has('x-api-key')).toBe(false);
  });

  test('asks for the key before every attempt', async () => {
    const apiKey = vi.fn(async () => KEY);
    expect((await sent({}, { apiKey })).headers.get('x-api-key')).toBe(KEY);
    expect(apiKey).toHaveBeenCalledOnce();
  });
});

test('the provider shows no key', () => {
  const provider = make({ apiKey: KEY, model });
  expect(inspect(provider, { showHidden: true, depth: null }) + JSON.stringify(provider)).not.toContain('canary');
  expect(Object.isFrozen(provider)).toBe(true);
});
