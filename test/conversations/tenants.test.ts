import { expect, test } from 'vitest';
import type { ConversationOptions } from '../../src/index.ts';
import { keyRing, memoryStore, newKey, tenantVault, vault as vaultOf } from '../../src/vault/index.ts';
import { talking, vault } from '../support/conversations.ts';

const KINDS: readonly [string, () => ConversationOptions][] = [
  ['a vault', () => ({ store: memoryStore(), vault })],
  ['plain text', () => ({ store: memoryStore(), dangerouslyUnencrypted: true })],
  ['the memory of a client', () => ({})],
];

test.each(KINDS)('all that a tenant has is removed, and nothing else: %s', async (_, make) => {
  const options = make();
  const { client } = talking({}, ['Hi.']);
  await options.store?.setItem('secure-llm:conversation', 'of somebody else');
  const of = (id: string, tenant?: string) => client.conversation(id, { ...options, tenant });
  for (const id of ['one', 'two']) for (const tenant of ['t1', 't', undefined]) await of(id, tenant).send('Hi');
  expect(await client.purgeConversations({ ...options, tenant: 't1' })).toBe(2);
  const versions = async (tenant?: string) =>
    Promise.all(['one', 'two'].map(async (id) => (await of(id, tenant).history()).version));
  expect([await versions('t1'), await versions('t'), await versions()]).toEqual([
    [0, 0],
    [2, 2],
    [2, 2],
  ]);
  expect(await client.purgeConversations({ ...options, tenant: 't1' })).toBe(0);
  expect((await of('one', 't1').send('Anew')).text).toBe('Hi.');
  expect(await options.store?.getItem('secure-llm:conversation')).toBe(options.store && 'of somebody else');
});

test('what stands under an older key of the ring is removed too', async () => {
  const store = memoryStore();
  const [k1, k2] = [newKey(), newKey()];
  const { client } = talking({}, ['Hi.']);
  const before = vaultOf({ keyRing: keyRing({ current: 'k1', keys: { k1 } }) });
  const after = vaultOf({ keyRing: keyRing({ current: 'k2', keys: { k1, k2 } }) });
  await client.conversation('old', { store, vault: before, tenant: 't1' }).send('Hi');
  await client.conversation('new', { store, vault: after, tenant: 't1' }).send('Hi');
  expect(await client.purgeConversations({ store, vault: after, tenant: 't1' })).toBe(2);
  expect(await store.getKeys()).toEqual([]);
});

test.each(['purged', 'deleted'])('what goes to the current key while it is %s goes all the same', async (how) => {
  const store = memoryStore();
  const [k1, k2] = [newKey(), newKey()];
  const { client } = talking({}, ['Hi.']);
  const before = vaultOf({ keyRing: keyRing({ current: 'k1', keys: { k1 } }) });
  const after = vaultOf({ keyRing: keyRing({ current: 'k2', keys: { k1, k2 } }) });
  await client.conversation('c', { store, vault: before, tenant: 't1' }).send('Hi');
  let looks = 0;
  const another = async () => {
    if (++looks === 2) await client.conversation('c', { store, vault: after, tenant: 't1' }).send('More');
  };
  const slow = {
    ...store,
    async getKeys(base?: string) {
      await another();
      return store.getKeys(base);
    },
    async removeItem(key: string) {
      await another();
      await store.removeItem(key);
    },
  };
  const options = { store: slow, vault: after, tenant: 't1' };
  if (how === 'purged') await client.purgeConversations(options);
  else await client.conversation('c', options).delete();
  expect(await store.getKeys()).toEqual([]);
});

test('what is deleted just before it goes to the current key is not brought back', async () => {
  const store = memoryStore();
  const [k1, k2] = [newKey(), newKey()];
  const { client } = talking({}, ['Hi.']);
  const before = vaultOf({ keyRing: keyRing({ current: 'k1', keys: { k1 } }) });
  const after = vaultOf({ keyRing: keyRing({ current: 'k2', keys: { k1, k2 } }) });
  await client.conversation('c', { store, vault: before }).send('Hi');
  let isThere = true;
  const compareAndSet: typeof store.compareAndSet = async (...given) => {
    if (isThere) await client.conversation('c', { store, vault: after }).delete();
    isThere = false;
    return store.compareAndSet(...given);
  };
  const turn = client.conversation('c', { store: { ...store, compareAndSet }, vault: after }).send('More');
  await expect(turn).rejects.toMatchObject({ code: 'ERR_CONVERSATION_CONFLICT' });
  expect(await store.getKeys()).toEqual([]);
});

test('what another process begins anew after a purge is no replay', async () => {
  const store = memoryStore();
  const { client } = talking({}, ['Hi.']);
  const own = { store, vault, tenant: 't1' };
  const conversation = client.conversation('c', own);
  for (const text of ['One', 'Two']) await conversation.send(text);
  await client.purgeConversations(own);
  await client.conversation('c', { ...own, store: { ...store } }).send('Anew');
  expect((await conversation.history()).version).toBe(2);
});

test('a store that lists more than it was asked for loses nothing of others', async () => {
  const store = memoryStore();
  const all = { ...store, getKeys: () => store.getKeys() };
  const { client } = talking({}, ['Hi.']);
  for (const tenant of ['t1', 't2']) await client.conversation('c', { store, vault, tenant }).send('Hi');
  expect(await client.purgeConversations({ store: all, vault, tenant: 't1' })).toBe(1);
  expect(await store.getKeys()).toHaveLength(1);
});

test('a turn that is in progress meanwhile brings nothing back', async () => {
  const store = memoryStore();
  const options = { store, vault, tenant: 't1' };
  const { client } = talking(
    {
      layers: [
        async function* (call, next) {
          await client.purgeConversations(options);
          yield* next(call);
        },
      ],
    },
    ['Hi.'],
  );
  await expect(client.conversation('c', options).send('Hi')).rejects.toMatchObject({
    code: 'ERR_CONVERSATION_CONFLICT',
  });
  expect(await store.getKeys()).toEqual([]);
});

test('without a list there is shredding', async () => {
  const { getKeys: _, ...store } = memoryStore();
  const keys = tenantVault({ keyRing: keyRing({ current: 'k1', keys: { k1: newKey() } }), store: memoryStore() });
  const { client } = talking({}, ['Hi.']);
  const options = { store, vault: keys, tenant: 't1' };
  await expect(client.purgeConversations(options)).rejects.toThrow('`getKeys`');
  await keys.admit('t1');
  const conversation = client.conversation('c', options);
  await conversation.send('Hi');
  await keys.shred('t1');
  await expect(conversation.history()).rejects.toMatchObject({ code: 'ERR_INTEGRITY', reason: 'unknown-key' });
  await conversation.delete();
  await keys.admit('t1');
  expect((await conversation.history()).version).toBe(0);
});

test('options are checked', async () => {
  const { client } = talking({});
  const purge = (options: object) => client.purgeConversations(options);
  await expect(purge({ ttlMs: 5 })).rejects.toThrow('no option `ttlMs`');
  await expect(purge({ store: memoryStore() })).rejects.toThrow('dangerouslyUnencrypted');
});
