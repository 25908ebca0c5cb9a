import { decodeJwt, decodeProtectedHeader, SignJWT } from 'jose';
import { SecureLLMClient } from 'secure-llm';
import { apiKeys, type GatewayOptions, type Principal } from 'secure-llm/gateway';
import { local } from 'secure-llm/local';
import { keyRing, memoryStore, newKey } from 'secure-llm/vault';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ANYONE, ask, openGateway } from '../../support/gateway.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'], now: new Date('2030-01-01T00:00:00Z') });
});
afterEach(() => {
  vi.useRealTimers();
});

const ORIGIN = 'https://app.example.com';
const client = new SecureLLMClient({ provider: local() });
const KEY = newKey();

const minting = (principal: Partial<Principal> = {}, options: Partial<GatewayOptions> = {}) =>
  openGateway(
    { tokens: { key: KEY }, models: { small: client, large: client }, ...options },
    { ...ANYONE, ...principal },
  );

type Opened = ReturnType<typeof openGateway>;

const mint = async ({ fetch }: Opened, body: object = {}) => {
  const response = await fetch(ask('/api/tokens', { origin: ORIGIN, ...body }));
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

const minted = async (gateway: Opened, body?: object): Promise<string> => {
  const answer = await mint(gateway, body);
  expect(answer.status).toBe(200);
  return String(answer.body.token);
};

const visit = ({ fetch }: Opened, token: string, origin: string | undefined = ORIGIN, path = '/v1/models') =>
  fetch(ask(path, undefined, { headers: { authorization: `Bearer ${token}`, ...(origin && { origin }) } }));

/** The principal that a minted token stands for. */
const holder = (token: string) => decodeJwt<{ principal: Principal }>(token).principal;

test('a minted token lets the pages of its origin in for 5 minutes, and no other', async () => {
  const gateway = minting();
  const { body } = await mint(gateway);
  const token = String(body.token);
  expect(body.expiresAt).toBe(Date.now() / 1_000 + 300);
  expect((await visit(gateway, token)).status).toBe(200);
  for (const origin of [
    'https://evil.example',
    `${ORIGIN}.evil.example`,
    'http://app.example.com',
    `${ORIGIN}:8443`,
    'null',
    '',
  ])
    expect((await visit(gateway, token, origin)).status).toBe(401);
  vi.advanceTimersByTime(299_000);
  expect((await visit(gateway, token)).status).toBe(200);
  vi.advanceTimersByTime(1_000);
  for (let replay = 0; replay < 100; replay++) expect((await visit(gateway, token)).status).toBe(401);
});

test('a minted token has what its minter has, but minting, and says whose it is', async () => {
  const limits = { requestsPerMinute: 10 };
  const budget = { maxTokens: 1_000 };
  const gateway = minting({ tenant: 'acme', providers: ['local'], limits, budget });
  expect(holder(await minted(gateway))).toEqual({
    id: 'alice',
    tenant: 'acme',
    scopes: ['chat', 'summarize', 'sentiment', 'object'],
    providers: ['local'],
    origin: ORIGIN,
    limits,
    budget,
  });
  const own = await minted(gateway, {
    principal: 'carol@example.com',
    limits: { requestsPerMinute: 2 },
    scopes: ['chat'],
    models: ['small'],
  });
  expect(holder(own)).toEqual({
    id: 'alice/carol@example.com',
    minter: { id: 'alice', limits, budget },
    tenant: 'acme',
    scopes: ['chat'],
    models: ['small'],
    providers: ['local'],
    origin: ORIGIN,
    limits: { requestsPerMinute: 2 },
    budget,
  });
  const { data } = (await (await visit(gateway, own)).json()) as { data: { id: string }[] };
  expect(data.map(({ id }) => id)).toEqual(['small']);
});

test('AU-07 who may not mint is refused, and a minted token mints nothing', async () => {
  const refused = await mint(minting({ scopes: ['chat'] }));
  expect([refused.status, refused.body.code]).toEqual([403, 'permission_denied']);
  const gateway = minting();
  const token = await minted(gateway);
  const headers = { authorization: `Bearer ${token}`, origin: ORIGIN };
  expect((await gateway.fetch(ask('/api/tokens', { origin: ORIGIN }, { headers }))).status).toBe(403);
});

test('AU-07 a token with a wider scope, model or origin than its minter is not minted', async () => {
  const narrow = minting({ scopes: ['summarize', 'tokens'], models: ['small'] });
  const wider: readonly object[] = [
    { scopes: ['chat'] },
    { scopes: ['summarize', 'chat'] },
    { scopes: ['tokens'] },
    { scopes: ['summarize', 'tokens'] },
    { models: ['large'] },
    { models: ['small', 'large'] },
    { models: ['unheard-of'] },
  ];
  for (const body of wider) expect.soft((await mint(narrow, body)).status, JSON.stringify(body)).toBe(403);
  expect(holder(await minted(narrow))).toMatchObject({ scopes: ['summarize'], models: ['small'] });
  expect((await mint(minting({ scopes: ['tokens'] }))).status).toBe(403);
  const { fetch } = minting({ origin: ORIGIN });
  const elsewhere = ask('/api/tokens', { origin: 'https://evil.example' }, { headers: { origin: ORIGIN } });
  expect((await fetch(elsewhere)).status).toBe(403);
});

test('AU-07 who was minted mints nothing, however it was let in, and no budget of a user is kept for ever', async () => {
  const gateway = minting({ minter: { id: 'shop' } });
  expect((await mint(gateway)).status).toBe(403);
  expect((await mint(gateway, { principal: 'customer-7' })).status).toBe(403);
  const budget = { maxTokens: 1_000, windowMs: 32 * 86_400_000 };
  expect((await mint(minting(), { principal: 'customer-7', budget })).body.field).toBe('budget.windowMs');
});

test('AU-07 a token for one scope is refused where another is needed', async () => {
  const gateway = minting();
  const token = await minted(gateway, { scopes: ['summarize'] });
  const headers = { authorization: `Bearer ${token}`, origin: ORIGIN };
  const response = await gateway.fetch(ask('/api/tokens', { origin: ORIGIN }, { headers }));
  expect(response.status).toBe(403);
});

test('AU-07 a token ends no later than its minter, whatever is asked for', async () => {
  const now = Date.now() / 1_000;
  expect((await mint(minting({ expiresAt: now + 20 }))).body.expiresAt).toBe(now + 20);
  expect((await mint(minting(), { ttlSeconds: 60 })).body.expiresAt).toBe(now + 60);
  expect((await mint(minting(), { ttlSeconds: 301 })).status).toBe(400);
  expect((await mint(minting({}, { tokens: { key: KEY, ttlSeconds: 3_600 } }), { ttlSeconds: 3_600 })).status).toBe(
    200,
  );
});

test.each([
  {},
  { origin: '*' },
  { origin: 'null' },
  { origin: `${ORIGIN}/` },
  { origin: 'app.example.com' },
  { origin: ORIGIN, scopes: [] },
  { origin: ORIGIN, scopes: ['admin'] },
  { origin: ORIGIN, ttlSeconds: 0 },
  { origin: ORIGIN, ttlSeconds: 1.5 },
  { origin: ORIGIN, principal: '' },
  { origin: ORIGIN, principal: 'a/b' },
  { origin: ORIGIN, principal: 'a\nb' },
  { origin: ORIGIN, principal: 'x'.repeat(65) },
  { origin: ORIGIN, limits: { requestsPerMinute: 5 } },
  { origin: ORIGIN, principal: 'p', limits: { requestsPerMinute: 0 } },
  { origin: ORIGIN, tenant: 'other' },
  { origin: ORIGIN, providers: [] },
  { origin: ORIGIN, id: 'root' },
])('a body that is not one for a token is refused: %j', async (body) => {
  const response = await minting().fetch(ask('/api/tokens', body));
  expect([response.status, response.headers.get('content-type')]).toEqual([400, 'application/problem+json']);
});

test('there are no tokens to be had where none are set up', async () => {
  expect((await openGateway().fetch(ask('/api/tokens', { origin: ORIGIN }))).status).toBe(404);
});

test('AU-08 a token is known to the gateways of its key and audience alone', async () => {
  const token = await minted(minting());
  const status = async (tokens: GatewayOptions['tokens']) => (await visit(minting({}, { tokens }), token)).status;
  expect(await status({ key: KEY })).toBe(200);
  expect(await status({ key: KEY, audience: 'staging' })).toBe(401);
  expect(await status({ key: newKey() })).toBe(401);
  expect(await status(undefined)).toBe(401);
});

test('AU-08 a key that is rotated out goes on for the tokens that it signed, until it is taken away', async () => {
  const [k1, k2] = [newKey(), newKey()];
  const ring = (current: string, keys: Record<string, string>) =>
    minting({}, { tokens: { key: keyRing({ current, keys }) } });
  const before = await minted(ring('k1', { k1 }));
  const both = ring('k2', { k1, k2 });
  const after = await minted(both);
  expect([(await visit(both, before)).status, (await visit(both, after)).status]).toEqual([200, 200]);
  expect(decodeProtectedHeader(after)).toEqual({ alg: 'HS256', typ: 'secure-llm-browser+jwt', kid: 'k2' });
  const only = ring('k2', { k2 });
  expect([(await visit(only, before)).status, (await visit(only, after)).status]).toEqual([401, 200]);
});

test('a token that was signed with the key itself, or for another use, is none of ours', async () => {
  const gateway = minting();
  const principal = { id: 'root', scopes: ['chat'], origin: ORIGIN };
  const sign = (key: Uint8Array, typ: string, more: object = {}) =>
    new SignJWT({ principal: { ...principal, ...more } })
      .setProtectedHeader({ alg: 'HS256', typ, kid: 'k1' })
      .setAudience('secure-llm')
      .setJti('x')
      .setExpirationTime('5m')
      .sign(key);
  const raw = Buffer.from(KEY, 'base64');
  const ring = keyRing({ current: 'k1', keys: { k1: KEY } });
  const right = await ring.derive('k1', 'secure-llm gateway v1 browser tokens');
  expect((await visit(gateway, await sign(right, 'secure-llm-browser+jwt'))).status).toBe(200);
  expect((await visit(gateway, await sign(right, 'JWT'))).status).toBe(401);
  for (const more of [{ origin: undefined }, { scopes: ['tokens'] }])
    expect((await visit(gateway, await sign(right, 'secure-llm-browser+jwt', more))).status).toBe(401);
  expect((await visit(gateway, await sign(raw, 'secure-llm-browser+jwt'))).status).toBe(401);
  const vaults = await ring.derive('k1', 'secure-llm vault v1');
  expect((await visit(gateway, await sign(vaults, 'secure-llm-browser+jwt'))).status).toBe(401);
});

test('a key whose minted tokens live on lets its tokens end with their time', async () => {
  const keys = apiKeys({ store: memoryStore(), cacheMs: 0 });
  const { id, key } = await keys.create({ principal: { id: 'backend', scopes: ['chat', 'tokens'] } });
  const gateway = minting({}, { auth: keys });
  const response = await gateway.fetch(
    ask('/api/tokens', { origin: ORIGIN }, { headers: { authorization: `Bearer ${key}` } }),
  );
  const { token } = (await response.json()) as { token: string };
  await keys.revoke(id);
  expect((await visit(gateway, token)).status).toBe(200);
  vi.advanceTimersByTime(300_000);
  expect((await visit(gateway, token)).status).toBe(401);
});

test('names the option at fault', () => {
  const wrong = (tokens: object) => () => openGateway({ tokens } as never);
  expect(wrong({})).toThrow('`gateway.tokens.key` is missing');
  expect(wrong({ key: 'short' })).toThrow('`gateway.tokens.key` must be 32 random bytes');
  expect(wrong({ key: new Uint8Array(31) })).toThrow('`gateway.tokens.key` must be 32 random bytes');
  expect(wrong({ key: {} })).toThrow('`gateway.tokens.key` must be bytes, base64 or a key ring');
  expect(wrong({ key: KEY, ttlSeconds: 3_601 })).toThrow(
    '`gateway.tokens.ttlSeconds` must be an integer from 1 to 3600',
  );
});
