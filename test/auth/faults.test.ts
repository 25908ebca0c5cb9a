import { inspect } from 'node:util';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { oauth2ClientCredentials } from '../../src/auth/index.ts';
import { type Fault, type FaultServer, faultServer, faults } from '../../src/node/testing.ts';
import { serve, until } from '../support/loopback.ts';
import { postingTo } from '../support/posting.ts';

afterEach(() => vi.useRealTimers());

const SECRET = ['secret', 'CANARY', '0123456789'].join('-');
const request = (signal = new AbortController().signal) => ({ forceRefresh: false, signal });
const askerOf = ({ url }: Pick<FaultServer, 'url'>, more = {}) =>
  oauth2ClientCredentials({ tokenEndpoint: `${url}/token`, clientId: 'client', clientSecret: SECRET, ...more });

const failureOf = (asking: Promise<unknown>) =>
  asking.then(
    () => expect.unreachable(),
    (error) => error,
  );

const shown = (error: unknown) =>
  inspect(error, { depth: 9, showHidden: true, maxStringLength: null }) + JSON.stringify(error);

const reply = (body: unknown, status = 200, headers = {}): Fault =>
  faults.status(status, { headers, body: typeof body === 'string' ? body : JSON.stringify(body) });

const good = { access_token: 'CANARY-token', token_type: 'Bearer', expires_in: 60 };
const echo = { error_description: SECRET, error_uri: `https://evil.example/${SECRET}` };

test.each<[string, Fault, object, RegExp]>([
  ['a 500', reply(echo, 500), { code: 'ERR_PROVIDER', status: 500, retryable: true }, /answered 500.*call again later/],
  [
    'a 503 with a wait',
    reply(echo, 503, { 'retry-after': '7' }),
    { code: 'ERR_PROVIDER', retryAfterMs: 7_000, retryable: true },
    /503/,
  ],
  ['a 429', reply(echo, 429), { code: 'ERR_PROVIDER', retryable: true }, /429/],
  [
    'a 400 that passes',
    reply({ ...echo, error: 'temporarily_unavailable' }, 400),
    { code: 'ERR_PROVIDER', retryable: true },
    /400/,
  ],
  [
    'a 400 of its own words',
    reply({ ...echo, error: SECRET }, 400),
    { code: 'ERR_PROVIDER', retryable: false },
    /answered 400 .*check `tokenEndpoint`/,
  ],
  ['a 404', reply('<b>CANARY</b>', 404), { code: 'ERR_PROVIDER', retryable: false }, /check `tokenEndpoint`/],
  ['a 401 without a body', reply('', 401), { code: 'ERR_AUTHENTICATION', retryable: false }, /check the client id/],
  [
    'a 401 with a challenge',
    reply({ ...echo, error: 'invalid_client' }, 401, { 'www-authenticate': 'Basic realm="CANARY"' }),
    { code: 'ERR_AUTHENTICATION' },
    /invalid_client/,
  ],
  [
    'a refused client',
    reply({ ...echo, error: 'unauthorized_client' }, 400),
    { code: 'ERR_AUTHENTICATION', status: 400 },
    /allow this grant/,
  ],
  [
    'a redirect',
    reply('', 307, { location: 'https://evil.example/CANARY' }),
    { code: 'ERR_PROVIDER', status: 307, retryable: false },
    /redirected; refused/,
  ],
  ['no JSON', reply('CANARY'), { code: 'ERR_PROVIDER', retryable: false }, /no bearer token/],
  ['an array', reply([good]), { code: 'ERR_PROVIDER' }, /no bearer token/],
  ['no token', reply({ ...good, access_token: undefined }), { code: 'ERR_PROVIDER' }, /no bearer token/],
  ['another kind of token', reply({ ...good, token_type: 'DPoP' }), { code: 'ERR_PROVIDER' }, /no bearer token/],
  ['a life that is no number', reply({ ...good, expires_in: 'CANARY' }), { code: 'ERR_PROVIDER' }, /no bearer token/],
  [
    'more than 64 KiB',
    reply({ ...good, more: 'x'.repeat(70_000) }),
    { code: 'ERR_PROVIDER', retryable: false },
    /no such reply/,
  ],
  ['a bomb', faults.hugeLine(100_000_000), { code: 'ERR_PROVIDER' }, /no such reply/],
  [
    'invalid UTF-8',
    () => [
      { do: 'head', status: 200, headers: { 'content-type': 'application/json' } },
      { do: 'write', bytes: new Uint8Array([0xff]) },
      { do: 'end' },
    ],
    { code: 'ERR_PROVIDER' },
    /no such reply/,
  ],
  ['a reset', faults.resetBeforeHeaders(), { code: 'ERR_NETWORK', retryable: true }, /could not be reached/],
  ['a reset in the body', faults.resetMidBody(), { code: 'ERR_NETWORK', retryable: true }, /broke/],
])('%s is a typed error that shows nothing of either side', async (_, fault, expected, message) => {
  await using server = await faultServer();
  server.next(fault);
  const error = await failureOf(askerOf(server)(request()));
  expect(error).toMatchObject({ ...expected, provider: 'oauth2ClientCredentials' });
  expect(error.message).toMatch(message);
  expect(shown(error)).not.toContain('CANARY');
  expect(server.requests).toHaveLength(1);
});

test.each<[string, object]>([
  ['an id_token of whoever', { id_token: 'not.for.us' }],
  ['a refresh token that is null', { refresh_token: null }],
  ['scopes in a list', { scope: ['chat'] }],
])('%s beside the token does no harm, as nobody reads it', async (_, more) => {
  await using server = await faultServer();
  server.next(reply({ ...good, ...more }));
  expect(await askerOf(server)(request())).toMatchObject({ token: 'CANARY-token' });
});

test('a token whose life is null is kept until it is refused', async () => {
  await using server = await faultServer();
  server.next(reply({ ...good, expires_in: null }));
  expect(await askerOf(server)(request())).toEqual({ token: 'CANARY-token' });
});

test('a fetch that ignores its signal holds nobody past the time limit, and its late reply is let go', async () => {
  let answer = (_: Response) => {};
  const fetch = () =>
    new Promise<Response>((resolve) => {
      answer = resolve;
    });
  const asking = askerOf({ url: 'https://login.invalid' }, { fetch, timeoutMs: 20 });
  const error = await failureOf(asking(request()));
  expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
  expect(error.message).toMatch(/did not answer within 20 ms/);
  const left = new AbortController();
  const waiting = failureOf(asking(request(left.signal)));
  left.abort(new Error('enough'));
  expect((await waiting).message).toBe('enough');
  let cancelled = false;
  const cancel = () => {
    cancelled = true;
  };
  answer(new Response(new ReadableStream({ cancel })));
  await until(() => cancelled);
}, 2_000);

test('an unreachable server is named with the option that leads to it', async () => {
  await using server = await faultServer();
  await server.close();
  const error = await failureOf(askerOf(server)(request()));
  expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
  expect(error.message).toMatch(/\(ECONNREFUSED\): check the network and `tokenEndpoint`/);
});

test.each([
  ['silence', faults.stallBeforeHeaders()],
  ['headers alone', faults.stallAfterHeaders()],
])('%s ends after `timeoutMs`, with its socket and timer', async (_, fault) => {
  await using server = await faultServer();
  server.next(fault);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const failure = failureOf(askerOf(server, { timeoutMs: 3_000 })(request()));
  while (server.openReplies === 0) await new Promise(setImmediate);
  expect(vi.getTimerCount()).toBe(1);
  await vi.advanceTimersByTimeAsync(3_000);
  const error = await failure;
  expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
  expect(error.message).toMatch(/did not answer within 3000 ms.*raise `timeoutMs`/);
  expect(vi.getTimerCount()).toBe(0);
  while (server.openReplies > 0) await new Promise(setImmediate);
});

test('an answer leaves no timer and no listener behind', async () => {
  await using server = await faultServer();
  server.next(reply(good));
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const { signal } = new AbortController();
  const remove = vi.spyOn(signal, 'removeEventListener');
  const add = vi.spyOn(signal, 'addEventListener');
  await askerOf(server)(request(signal));
  expect(vi.getTimerCount()).toBe(0);
  expect(remove.mock.calls.length).toBe(add.mock.calls.length);
});

test('the caller who aborts gets the own reason', async () => {
  await using server = await faultServer();
  server.next(faults.stallBeforeHeaders());
  const abort = new AbortController();
  const failure = failureOf(askerOf(server)(request(abort.signal)));
  await until(() => server.openReplies > 0);
  abort.abort(new Error('enough'));
  expect((await failure).message).toBe('enough');
  await until(() => server.openReplies === 0);
});

test('one of two waiting calls that aborts leaves the request to the other', async () => {
  const replies: (() => void)[] = [];
  await using api = await serve((_, response) => void response.end('{}'));
  await using tokens = await serve((_, response) => {
    replies.push(() => response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(good)));
  });
  const post = postingTo({ credentials: askerOf(tokens), baseURL: api.url });
  const abort = new AbortController();
  const first = failureOf(post({ signal: abort.signal }));
  const second = post();
  await until(() => replies.length > 0);
  abort.abort(new Error('enough'));
  expect((await first).message).toBe('enough');
  replies[0]?.();
  expect(await second).toBe('{}');
  expect(replies).toHaveLength(1);
});

describe('metadata', () => {
  const at = (url: string, path = '') => ({ issuer: `${url}${path}`, token_endpoint: `${url}/token` });
  const asker = (issuer: string) => oauth2ClientCredentials({ issuer, clientId: 'client', clientSecret: SECRET });

  /** A server with its metadata under one path, and a page for all else. */
  async function metadataServer(path: string, metadata: (url: string) => object) {
    const asked: string[] = [];
    const server = await serve((request, response) => {
      asked.push(request.url ?? '');
      const isThere = request.url === path;
      const json = { 'content-type': 'application/json' };
      if (request.url === '/token') response.writeHead(200, json).end(JSON.stringify(good));
      else if (isThere) response.writeHead(200, json).end(JSON.stringify(metadata(server.url)));
      else response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>CANARY</h1>');
    });
    return Object.assign(server, { asked });
  }

  test.each([
    ['OpenID Connect', '/tenant/.well-known/openid-configuration'],
    ['RFC 8414', '/.well-known/oauth-authorization-server/tenant'],
  ])('are found where %s puts them', async (_, path) => {
    await using server = await metadataServer(path, (url) => at(url, '/tenant'));
    expect(await asker(`${server.url}/tenant`)(request())).toMatchObject({ token: 'CANARY-token' });
    expect(server.asked.at(-1)).toBe('/token');
  });

  const PATH = '/.well-known/openid-configuration';
  test.each<[string, (url: string) => object]>([
    ['of another issuer', (url) => ({ ...at(url), issuer: 'https://evil.example' })],
    ['without a token endpoint', (url) => ({ issuer: url })],
    [
      'with a token endpoint in the clear elsewhere',
      (url) => ({ issuer: url, token_endpoint: 'http://evil.example/token' }),
    ],
    ['with a token endpoint that is no URL', (url) => ({ issuer: url, token_endpoint: 'CANARY' })],
  ])('%s are refused before any secret is sent', async (_, metadata) => {
    await using server = await metadataServer(PATH, metadata);
    const error = await failureOf(asker(server.url)(request()));
    expect(error).toMatchObject({ code: 'ERR_PROVIDER', retryable: false });
    expect(error.message).toMatch(/check `issuer`, or set `tokenEndpoint`/);
    expect(shown(error)).not.toContain('CANARY');
    expect(server.asked).not.toContain('/token');
  });

  test('of an https issuer lead to no http, not even on this machine', async () => {
    const asked: string[] = [];
    const issuer = 'https://login.example.com';
    const fetch = async (url: unknown) => {
      asked.push(String(url));
      return Response.json({ issuer, token_endpoint: 'http://127.0.0.1:1/token' });
    };
    const error = await failureOf(
      oauth2ClientCredentials({ issuer, clientId: 'c', clientSecret: SECRET, fetch })(request()),
    );
    expect(error.code).toBe('ERR_PROVIDER');
    expect(asked.every((url) => url.includes('/.well-known/'))).toBe(true);
  });

  test('that cannot be had for the moment may be asked for again', async () => {
    await using server = await faultServer();
    server.next(reply('', 503));
    const issuer = server.url;
    const asking = asker(issuer);
    expect(await failureOf(asking(request()))).toMatchObject({ retryable: true, status: 503 });
    server.next(reply({ issuer, token_endpoint: `${issuer}/token` }), reply(good));
    expect(await asking(request())).toMatchObject({ token: 'CANARY-token' });
  });

  test('may be asked for again when the server says', async () => {
    await using server = await faultServer();
    server.next(reply('', 429, { 'retry-after': '7' }));
    expect(await failureOf(asker(server.url)(request()))).toMatchObject({ retryable: true, retryAfterMs: 7_000 });
  });

  test('are read again after a token request that failed', async () => {
    await using server = await faultServer();
    const issuer = server.url;
    const found = reply({ issuer, token_endpoint: `${issuer}/token` });
    server.next(found, reply('', 404), found, reply(good));
    const asking = asker(issuer);
    await failureOf(asking(request()));
    await asking(request());
    expect(server.requests.map(({ path }) => path.split('/').at(-1))).toEqual([
      'openid-configuration',
      'token',
      'openid-configuration',
      'token',
    ]);
  });
});
