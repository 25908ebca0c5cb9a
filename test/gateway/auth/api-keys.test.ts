import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ApiKeys, apiKeys, type GatewayOptions, type NewApiKey } from 'secure-llm/gateway';
import { fileStore, keyRing, type ListedStore, memoryStore, newKey, sealedStore, vault } from 'secure-llm/vault';
import { createStorage } from 'unstorage';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { apiKeysBy } from '../../../src/gateway/auth/api-keys.ts';
import { webHash } from '../../../src/gateway/auth/token-hash.ts';
import { nodeHash } from '../../../src/node/gateway/token-hash.ts';
import { ask, openGateway } from '../../support/gateway.ts';

const ALICE: NewApiKey = { principal: { id: 'alice', scopes: ['chat'] }, name: 'laptop' };

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date', 'performance'] });
});
afterEach(() => {
  vi.useRealTimers();
});

const withKeys = (auth: GatewayOptions['auth']) => openGateway({ auth });

const status = async (auth: ApiKeys, token: string): Promise<number> =>
  (await withKeys(auth).fetch(ask('/v1/models', undefined, { headers: { authorization: `Bearer ${token}` } }))).status;

async function temporaryStore(): Promise<ListedStore> {
  const directory = await mkdtemp(join(tmpdir(), 'keys-'));
  onTestFinished(() => rm(directory, { recursive: true, maxRetries: 5 }));
  return fileStore(directory);
}

const STORES: readonly (readonly [string, () => Promise<ListedStore>])[] = [
  ['memory', async () => memoryStore()],
  ['files', temporaryStore],
  ['unstorage', async () => createStorage() as ListedStore],
  [
    'a sealed store',
    async () => {
      const ring = keyRing({ current: 'k1', keys: { k1: newKey() } });
      return sealedStore(memoryStore(), { vault: vault({ keyRing: ring }), purpose: 'api keys' });
    },
  ],
];

test.each(STORES)('a key in %s lets its principal in until it is revoked', async (_, storeFor) => {
  const keys = apiKeys({ store: await storeFor() });
  const { id, key } = await keys.create(ALICE);
  expect(key).toMatch(/^sllm_[\w-]{43}$/);
  expect(await status(keys, key)).toBe(200);
  expect(await keys(key, ask('/'))).toEqual({ id: 'alice', scopes: ['chat'] });
  vi.advanceTimersByTime(1_000);
  const other = await keys.create({ principal: { id: 'bob', tenant: 'acme', scopes: [], models: ['good'] } });
  expect(await keys.list()).toMatchObject([{ id, name: 'laptop', principal: ALICE.principal }, { id: other.id }]);
  expect(await keys.revoke(id)).toBe(true);
  expect(await keys.revoke(id)).toBe(false);
  expect(await status(keys, key)).toBe(401);
  expect(await status(keys, other.key)).toBe(200);
});

test('neither a key nor the hash of one is shown or kept in the clear', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'keys-'));
  onTestFinished(() => rm(directory, { recursive: true, maxRetries: 5 }));
  const keys = apiKeys({ store: fileStore(directory) });
  const { key } = await keys.create(ALICE);
  await keys(key, ask('/'));
  const files = await Promise.all((await readdir(directory)).map((name) => readFile(join(directory, name), 'utf8')));
  expect(files.join()).toContain('alice');
  expect(files.join()).not.toContain(key.slice(5));
  const digest = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(key))).toString('hex');
  expect(files.join()).toContain(digest);
  expect(JSON.stringify(await keys.list())).not.toMatch(new RegExp(`${key.slice(5)}|${digest}`));
});

test('AU-01 every token that is none gets the same 401, and no provider is asked', async () => {
  const keys = apiKeys({ store: memoryStore() });
  const { key } = await keys.create(ALICE);
  const { fetch } = withKeys(keys);
  const headers: HeadersInit[] = [
    {},
    { authorization: '' },
    { authorization: 'Bearer' },
    { authorization: 'Bearer ' },
    { authorization: key },
    { authorization: `Basic ${key}` },
    { authorization: `Bearer ${key}, Bearer ${key}` },
    [
      ['authorization', `Bearer ${key}`],
      ['authorization', `Bearer ${key}`],
    ],
    { authorization: `Bearer ${key} x` },
    { authorization: `Bearer ${key.toLowerCase()}` },
    { authorization: `Bearer ${key.slice(0, -1)}` },
    { authorization: `Bearer ${key}A` },
    { authorization: 'Bearer caf\u00e9' },
    { authorization: `Bearer ${'x'.repeat(2 ** 20)}` },
    { 'x-api-key': key },
    { cookie: `authorization=${key}` },
  ];
  const answers = await Promise.all(
    headers.map(async (each) => {
      const response = await fetch(new Request('http://gateway.test/v1/models', { headers: each }));
      const kept = [...response.headers].filter(([name]) => name !== 'x-request-id');
      return JSON.stringify([response.status, kept, await response.text()]);
    }),
  );
  expect([...new Set(answers)]).toHaveLength(1);
  expect(answers[0]).toMatch(/^\[401,.*Bearer realm/);
  expect((await fetch(ask('/v1/models', undefined, { headers: { authorization: `bearer ${key}` } }))).status).toBe(200);
});

test('AU-01 a token of 1 MB is refused before anything reads it', async () => {
  const seen = vi.fn(async () => undefined);
  const huge = ask('/v1/models', undefined, { headers: { authorization: `Bearer ${'x'.repeat(2 ** 20)}` } });
  expect((await withKeys(seen).fetch(huge)).status).toBe(401);
  expect(seen).not.toHaveBeenCalled();
});

test('AU-02 a key with quotes, globs or names of prototypes is hashed before anything looks at it', async () => {
  const asked: string[] = [];
  const store = memoryStore();
  const keys = apiKeys({
    store: {
      ...store,
      getItem: (name) => {
        asked.push(name);
        return store.getItem(name);
      },
    },
  });
  const odd = ["' OR 1=1 --", '\0', '__proto__', 'constructor', '*', 'sllm_*', 'a\r\nb', '../../etc/passwd', ''];
  for (const token of odd) {
    expect(await keys(token, ask('/'))).toBeUndefined();
  }
  expect(asked).toHaveLength(odd.length);
  for (const name of asked) expect(name).toMatch(/^api-key:[0-9a-f]{64}$/);
});

test('AU-03 a wrong key costs one hash and one look-up, however much of it is right', async () => {
  const store = memoryStore();
  const getItem = vi.fn(store.getItem);
  const digest = vi.fn(webHash);
  const keys = apiKeysBy(digest, { store: { ...store, getItem }, cacheMs: 0 });
  const { key } = await keys.create(ALICE);
  const near = [0, 8, 16, 31, 47].map((right) => `${key.slice(0, right) + 'A'.repeat(key.length - right - 1)}!`);
  for (const token of [...near, 'x', '', 'a.b.c', `${key} `]) {
    getItem.mockClear();
    digest.mockClear();
    expect(await keys(token, ask('/'))).toBeUndefined();
    expect([digest.mock.calls.length, getItem.mock.calls.length]).toEqual([1, 1]);
  }
});

test('AU-08 a key is refused from the second on at which it expires', async () => {
  vi.setSystemTime('2030-01-01T00:00:00Z');
  const keys = apiKeys({ store: memoryStore() });
  const expiresAt = Date.now() / 1_000 + 60;
  const { key } = await keys.create({ ...ALICE, expiresAt });
  expect(await keys(key, ask('/'))).toMatchObject({ id: 'alice', expiresAt });
  vi.advanceTimersByTime(59_000);
  expect(await status(keys, key)).toBe(200);
  vi.advanceTimersByTime(1_000);
  for (let replay = 0; replay < 100; replay++) expect(await status(keys, key)).toBe(401);
  expect(await keys(key, ask('/'))).toBeUndefined();
});

test('AU-08 a key that another process revokes is let in for `cacheMs` at most', async () => {
  const store = memoryStore();
  const [here, there] = [apiKeys({ store }), apiKeys({ store })];
  const { id, key } = await here.create(ALICE);
  expect(await status(here, key)).toBe(200);
  await there.revoke(id);
  vi.advanceTimersByTime(4_999);
  expect(await status(here, key)).toBe(200);
  vi.advanceTimersByTime(1);
  for (let replay = 0; replay < 100; replay++) expect(await status(here, key)).toBe(401);
});

test('AU-08 keys of one principal overlap: the old one goes on until it is revoked, the new one after it', async () => {
  const keys = apiKeys({ store: memoryStore() });
  const [old, fresh] = [await keys.create(ALICE), await keys.create(ALICE)];
  expect([await status(keys, old.key), await status(keys, fresh.key)]).toEqual([200, 200]);
  await keys.revoke(old.id);
  expect([await status(keys, old.key), await status(keys, fresh.key)]).toEqual([401, 200]);
});

test('a use that is noted while the key is revoked neither brings it back nor outlives it', async () => {
  const store = memoryStore();
  const held = Promise.withResolvers<void>();
  const slow: ListedStore = {
    ...store,
    async setItem(name, value) {
      if (name.startsWith('api-key-use:')) await held.promise;
      store.setItem(name, value);
    },
  };
  const keys = apiKeys({ store: slow, cacheMs: 0 });
  const { id, key } = await keys.create(ALICE);
  expect(await status(keys, key)).toBe(200);
  await keys.revoke(id);
  held.resolve();
  await new Promise((resolve) => setImmediate(resolve));
  expect(await status(keys, key)).toBe(401);
  expect(await keys.list()).toEqual([]);
  expect(await store.getKeys()).toEqual([]);
});

test('the last use is noted once a minute, and nobody waits for it', async () => {
  vi.setSystemTime('2030-01-01T00:00:00Z');
  const store = memoryStore();
  const writes: string[] = [];
  const keys = apiKeys({
    store: {
      ...store,
      setItem: (name, value) => {
        writes.push(name);
        store.setItem(name, value);
        return new Promise(() => {}); // never answers
      },
    },
  });
  const { key } = await apiKeys({ store }).create(ALICE);
  for (let use = 0; use < 5; use++) expect(await status(keys, key)).toBe(200);
  expect(writes).toHaveLength(1);
  vi.advanceTimersByTime(60_000);
  expect(await status(keys, key)).toBe(200);
  expect(writes).toHaveLength(2);
  const used = (await keys.list()).map(({ lastUsedAt }) => lastUsedAt);
  expect(used).toContain(Date.parse('2030-01-01T00:01:00Z') / 1_000);
});

test('a store that fails, or holds no record of ours, refuses with 503 rather than as a wrong key', async () => {
  const failing = { ...memoryStore(), getItem: () => Promise.reject(new Error('down')) };
  expect(await status(apiKeys({ store: failing }), 'any')).toBe(503);
  for (const junk of ['', '{}', 'v1 {}', 'v1 {"id":"x"}', { id: 'x' }, 5])
    expect(await status(apiKeys({ store: { ...memoryStore(), getItem: () => junk } }), 'any')).toBe(503);
});

test('a note of use that cannot be written harms no request', async () => {
  const store = memoryStore();
  const { key } = await apiKeys({ store }).create(ALICE);
  const full = { ...store, setItem: () => Promise.reject(new Error('full')) };
  expect(await status(apiKeys({ store: full }), key)).toBe(200);
});

test('names the option at fault', async () => {
  expect(() => apiKeys({} as never)).toThrow('`apiKeys.store` is missing');
  expect(() => apiKeys({ store: { ...memoryStore(), getKeys: undefined } as never })).toThrow(
    '`apiKeys.store.getKeys`',
  );
  expect(() => apiKeys({ store: memoryStore(), cacheMs: 60_001 })).toThrow(
    '`apiKeys.cacheMs` must be an integer from 0 to 60000',
  );
  const { create } = apiKeys({ store: memoryStore() });
  const { principal } = ALICE;
  await expect(create({} as never)).rejects.toThrow('`key.principal` is missing');
  await expect(create({ principal: { ...principal, modles: [] } as never })).rejects.toThrow('no option `modles`');
  await expect(create({ principal: { ...principal, id: 'a/b' } })).rejects.toThrow(
    '`key.principal.id` must not hold `/`',
  );
  await expect(create({ principal: { ...principal, origin: 'https://a.example' } as never })).rejects.toThrow(
    '`key.principal`',
  );
  await expect(create({ principal, expiresAt: 1.5 })).rejects.toThrow('`key.expiresAt` must be an integer');
});

test('a principal of an authenticator that is none refuses the request, and so does one with a mistyped restriction', async () => {
  for (const principal of [
    { id: 'x' },
    { id: '', scopes: [] },
    { id: 'x', scopes: [], modles: ['small'] },
    { id: 'x'.repeat(129), scopes: [] },
  ])
    expect((await openGateway({}, principal as never).fetch(ask('/v1/models'))).status).toBe(503);
});

test('both ways to hash a token say the same', async () => {
  for (const token of ['', 'sllm_0', 'ä€😀', 'x'.repeat(8_192)]) expect(nodeHash(token)).toBe(await webHash(token));
});
