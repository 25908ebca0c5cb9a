import { inspect } from 'node:util';
import { AuthenticationError, InvalidInputError, ProviderError, SecureLLMClient } from 'secure-llm';
import { type GatewayProviderOptions, gatewayProvider } from 'secure-llm/gateway-client';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

const secret = (name: string) => ['page', 'token', name].join('-');
const answer = { text: 'Fine', finishReason: 'stop', usage: {} };

/** A gateway that knows some tokens, and what it was shown. */
function gatewayThatTakes(...known: readonly string[]) {
  const shown: (string | null)[] = [];
  const fetch = async (_: unknown, init: RequestInit = {}) => {
    const header = new Headers(init.headers).get('authorization');
    shown.push(header);
    return known.some((token) => header === `Bearer ${token}`)
      ? Response.json(answer)
      : Response.json({ code: 'invalid_api_key', status: 401 }, { status: 401 });
  };
  return { fetch: fetch as typeof globalThis.fetch, shown };
}

const clientFor = (token: GatewayProviderOptions['token'], fetch: typeof globalThis.fetch) =>
  new SecureLLMClient({ provider: gatewayProvider({ url: 'https://gateway.example', token, fetch }) });

const errorOf = async (work: Promise<unknown>) => work.then(() => undefined).catch((error: unknown) => error);
const inSeconds = (seconds: number) => Math.floor(Date.now() / 1_000) + seconds;

describe('the token of a page', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['Date'] }));
  afterEach(() => vi.useRealTimers());

  test('is asked for once for many calls, and again shortly before it ends', async () => {
    const { fetch, shown } = gatewayThatTakes(secret('1'), secret('2'));
    let count = 0;
    const token = vi.fn(async () => ({ token: secret(String(++count)), expiresAt: inSeconds(300) }));
    const client = clientFor(token, fetch);
    await Promise.all([client.chat('a'), client.chat('b'), client.chat('c')]);
    expect(token).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(235_000);
    await client.chat('d');
    expect(token).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(10_000);
    await Promise.all([client.chat('e'), client.chat('f')]);
    expect(token).toHaveBeenCalledTimes(2);
    expect(shown.at(-1)).toBe(`Bearer ${secret('2')}`);
  });

  test('is renewed once after a 401, and then the refusal is the answer', async () => {
    const { fetch, shown } = gatewayThatTakes(secret('new'));
    const token = vi.fn(async ({ forceRefresh }) => secret(forceRefresh ? 'new' : 'old'));
    expect((await clientFor(token, fetch).chat('Hello')).text).toBe('Fine');
    expect(shown).toEqual([`Bearer ${secret('old')}`, `Bearer ${secret('new')}`]);
    const stale = gatewayThatTakes();
    let count = 0;
    const refused = await errorOf(clientFor(async () => secret(String(++count)), stale.fetch).chat('Hello'));
    expect(refused).toBeInstanceOf(AuthenticationError);
    expect(count).toBe(2);
  });

  test('and what the function throws stand in no error', async () => {
    const { fetch } = gatewayThatTakes();
    const refused = await errorOf(clientFor(async () => secret('x'), fetch).chat('Hello'));
    const failing = async () => Promise.reject(new Error(secret('x')));
    const failed = await errorOf(clientFor(failing, fetch).chat('Hello'));
    expect(failed).toBeInstanceOf(ProviderError);
    const provider = gatewayProvider({ url: 'https://gateway.example', token: async () => secret('x'), fetch });
    const told = [refused, failed, provider].map((each) => inspect(each, { depth: 9, showHidden: true })).join();
    expect(told + JSON.stringify([refused, failed, provider])).not.toContain(secret('x'));
  });

  test.each([
    [7, '`gateway.token` must answer with a token'],
    ['', '`gateway.token` must not be empty'],
    [{ token: 'a b' }, '`gateway.token.token` must be visible ASCII'],
    [{ token: 'ab', expiresAt: Date.now() }, '`gateway.token.expiresAt` must be seconds since 1970'],
  ])('is checked before it is sent: %j', async (given, message) => {
    const { fetch, shown } = gatewayThatTakes();
    const error = await errorOf(clientFor(async () => given as string, fetch).chat('Hello'));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toContain(message);
    expect(shown).toEqual([]);
  });
});

describe('the options of gatewayProvider', () => {
  const token = async () => secret('1');

  test.each([
    [{}, '`gateway.url` is missing'],
    [{ url: 'https://gateway.example' }, '`gateway.token` is missing'],
    [{ url: 'http://gateway.example', token }, 'must be https'],
    [{ url: 'https://u:p@gateway.example', token }, 'must not hold credentials'],
    [{ url: 'https://gateway.example', token: 'abc' }, '`gateway.token` must be a function'],
    [{ url: 'https://gateway.example', token, apiKey: 'abc' }, 'has no option `apiKey`'],
  ])('%j is refused', (options, message) => {
    expect(() => gatewayProvider(options as unknown as GatewayProviderOptions)).toThrow(message);
  });

  test('http is for this machine, and a path of the url stays', async () => {
    const urls: string[] = [];
    const fetch = async (url: unknown) => {
      urls.push(String(url));
      return Response.json(answer);
    };
    const provider = gatewayProvider({
      url: 'http://127.0.0.1:8787/llm/',
      token,
      fetch: fetch as typeof globalThis.fetch,
    });
    await new SecureLLMClient({ provider }).chat('Hello');
    expect(urls).toEqual(['http://127.0.0.1:8787/llm/api/chat']);
  });
});
