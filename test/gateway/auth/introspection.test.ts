import { type IntrospectionOptions, introspection } from 'secure-llm/gateway';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { newKeys, realAuthorizationServer, SECRET } from '../../support/authorization-server.ts';
import { ask } from '../../support/gateway.ts';
import { serve } from '../../support/loopback.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const request = ask('/v1/models');
const seconds = () => Math.floor(Date.now() / 1_000);

/** A server that says the same of every token. */
async function sayingOf(answer: () => unknown, more: Partial<IntrospectionOptions> = {}) {
  const received: { authorization: string | undefined; body: string }[] = [];
  const server = await serve(async (incoming, response) => {
    const body = Buffer.concat(await incoming.toArray()).toString();
    received.push({ authorization: incoming.headers.authorization, body });
    const said = answer();
    response.end(typeof said === 'string' ? said : JSON.stringify(said));
  });
  const auth = introspection({
    endpoint: `${server.url}/introspect`,
    clientId: 'gate',
    clientSecret: 'a b+%/:',
    ...more,
  });
  return { auth, received, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

test('asks the server about a token, and lets in whom it knows', async () => {
  const exp = seconds() + 600;
  await using server = await sayingOf(() => ({ active: true, sub: 'alice', scope: 'chat x', exp }));
  expect(await server.auth('opaque-token', request)).toEqual({ id: 'alice', scopes: ['chat'], expiresAt: exp });
  expect(server.received).toEqual([
    { authorization: `Basic ${btoa('gate:a+b%2B%25%2F%3A')}`, body: 'token=opaque-token&token_type_hint=access_token' },
  ]);
});

test.each([
  { active: false, sub: 'alice' },
  { active: true },
  { active: true, sub: 'alice', exp: 1 },
  { active: true, sub: 'alice', exp: '9999999999' },
  { active: true, sub: 'alice', nbf: 9_999_999_999 },
  { active: true, sub: 'alice', cnf: { jkt: 'x' } },
  { active: true, sub: 'alice', iss: 'https://evil.example' },
  { active: true, sub: 'alice', aud: ['https://other.example'] },
])('what the server says no to, or says of another, is nobody: %j', async (answer) => {
  const ours = { iss: 'https://issuer.example', aud: 'https://gateway.example' };
  await using server = await sayingOf(() => ({ ...ours, ...answer }), { issuer: ours.iss, audience: ours.aud });
  expect(await server.auth('t', request)).toBeUndefined();
});

test('an answer that is none about a token is no answer', async () => {
  for (const answer of ['<html>', '{}', '[]', '{"active":"true","sub":"alice"}', '{"active":1}']) {
    await using server = await sayingOf(() => answer);
    await expect(server.auth('t', request)).rejects.toThrow();
  }
});

test('AU-08 a yes is kept for 30 s at most, a no not at all', async () => {
  let active = true;
  await using server = await sayingOf(() => ({ active, sub: 'alice', scope: 'chat' }));
  expect(await server.auth('t', request)).toBeDefined();
  active = false;
  vi.advanceTimersByTime(29_999);
  expect(await server.auth('t', request)).toBeDefined();
  expect(server.received).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(await server.auth('t', request)).toBeUndefined();
  expect(await server.auth('t', request)).toBeUndefined();
  expect(server.received).toHaveLength(3);
});

test('AU-08 a kept yes ends when the token does', async () => {
  await using server = await sayingOf(() => ({ active: true, sub: 'alice', exp: seconds() + 10 }));
  await server.auth('t', request);
  vi.advanceTimersByTime(10_000);
  const kept = await server.auth('t', request);
  expect(kept?.expiresAt ?? 0).toBeLessThanOrEqual(seconds()); // which the entrance refuses
});

test('a server that fails, redirects or does not answer refuses nobody as unknown', async () => {
  await using server = await serve((incoming, response) => {
    if (incoming.url === '/slow') return;
    response.writeHead(incoming.url === '/moved' ? 307 : 500, { location: '/' }).end('{"active":true,"sub":"x"}');
  });
  for (const path of ['/broken', '/moved', '/slow']) {
    const given = { endpoint: server.url + path, clientId: 'gate', clientSecret: 'CANARY', timeoutMs: 200 };
    const error = await introspection(given)('SECRET-TOKEN', request).catch((thrown) => thrown);
    expect(error).toBeInstanceOf(Error);
    expect(JSON.stringify([error, error.message, error.stack])).not.toMatch(/CANARY|SECRET-TOKEN/);
  }
});

test('a real authorization server tells of the tokens that it gave', async () => {
  vi.useRealTimers();
  await using server = await realAuthorizationServer(await newKeys());
  const credentials = `Basic ${btoa(`basic:${encodeURIComponent(SECRET)}`)}`;
  const response = await fetch(`${server.issuer}/token`, {
    method: 'POST',
    headers: { authorization: credentials },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'chat' }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  const auth = introspection({
    endpoint: `${server.issuer}/token/introspection`,
    clientId: 'basic',
    clientSecret: SECRET,
    issuer: server.issuer,
    principal: ({ client_id: id }) => ({ id: String(id), scopes: ['chat'] }),
  });
  expect(await auth(token, request)).toMatchObject({ id: 'basic' });
  expect(await auth(`${token}x`, request)).toBeUndefined();
});

test('names the option at fault', () => {
  const given = { endpoint: 'https://a.example', clientId: 'a', clientSecret: 'b' };
  const wrong = (more: object) => () => introspection({ ...given, ...more } as never);
  expect(wrong({ endpoint: undefined })).toThrow('`introspection.endpoint` is missing');
  expect(wrong({ endpoint: 'http://a.example' })).toThrow('`introspection.endpoint` must be https');
  expect(wrong({ clientId: undefined })).toThrow('`introspection.clientId` is missing');
  expect(wrong({ clientSecret: undefined })).toThrow('`introspection.clientSecret` is missing');
  expect(wrong({ cacheMs: 30_001 })).toThrow('`introspection.cacheMs` must be an integer from 0 to 30000');
});
