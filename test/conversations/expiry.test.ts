import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { InvalidInputError } from '../../src/errors.ts';
import type { ConversationStore } from '../../src/types/store.ts';
import { memoryStore } from '../../src/vault/index.ts';
import { asked, conversing, lines, serverStore, vault } from '../support/conversations.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A store that was told of an end and takes no notice, with what it was told. */
function forgetful() {
  const ttls: unknown[] = [];
  const store = serverStore();
  const setItem: ConversationStore['setItem'] = (key, value, options) => {
    ttls.push(options?.ttl);
    return store.setItem(key, value);
  };
  return { ...store, setItem, ttls };
}

test('every write renews the time to live, in whole seconds for the store', async () => {
  const store = forgetful();
  const { conversation } = conversing({ store, vault, ttlMs: 1_500 }, ['One.'], ['Two.']);
  await conversation.send('Hi');
  vi.advanceTimersByTime(1_499);
  await conversation.send('Still there?');
  vi.advanceTimersByTime(1_499);
  expect((await conversation.history()).messages).toHaveLength(4);
  expect(store.ttls).toEqual([2, 2, 2, 2]);
});

test('what has expired reads as empty and is removed, whatever the store does', async () => {
  const store = forgetful();
  const { conversation, provider } = conversing({ store, vault, ttlMs: 1_000 }, ['One.'], ['Two.']);
  await conversation.send('Hi');
  const old = new Map(store.items);
  vi.advanceTimersByTime(1_000);
  expect(await conversation.history()).toEqual({ turns: [], messages: [], pending: [], version: 0 });
  expect(store.items.size).toBe(0);
  for (const [key, item] of old) store.items.set(key, item);
  await conversation.send('Anew');
  expect(asked(provider.requests[1])).toEqual(['user: Anew']);
});

test('where the store compares, an empty record takes the place of what has expired', async () => {
  const items = new Map<string, string>();
  const store: ConversationStore = {
    getItem: (key) => items.get(key),
    setItem: () => expect.unreachable(),
    removeItem: () => expect.unreachable(),
    compareAndSet(key, before, after) {
      if (items.get(key) !== before) return false;
      items.set(key, after);
      return true;
    },
  };
  const { conversation } = conversing({ store, dangerouslyUnencrypted: true, ttlMs: 1_000 }, ['One.'], ['Two.']);
  await conversation.send('Hi');
  vi.advanceTimersByTime(1_000);
  expect((await conversation.history()).messages).toEqual([]);
  expect([...items.values()].join()).not.toMatch(/Hi|One/);
  vi.advanceTimersByTime(1_000);
  expect((await conversation.history()).turns).toEqual([]);
  await conversation.send('Anew');
  expect(lines((await conversation.history()).messages)).toEqual(['user: Anew', 'assistant: Two.']);
  vi.advanceTimersByTime(1_000);
  const other = await conversing({ store, dangerouslyUnencrypted: true }, ['Hm.']).client.conversation('c2', {
    store,
    dangerouslyUnencrypted: true,
  });
  await other.send('Hey');
  await other.branch('c1');
  expect((await conversation.history()).messages).toHaveLength(2);
});

test('an expired record is not taken for the newer one that another process wrote meanwhile', async () => {
  const store = serverStore();
  const options = { vault, ttlMs: 1_000 };
  await conversing({ store, ...options }, ['One.']).conversation.send('Hi');
  vi.advanceTimersByTime(1_000);
  let reads = 0;
  const slow = {
    ...store,
    async getItem(key: string) {
      if (++reads === 2)
        await conversing({ store: serverStore(store.items), ...options }, ['New.']).conversation.send('Hey');
      return store.getItem(key);
    },
  };
  await expect(conversing({ store: slow, ...options }).conversation.history()).rejects.toMatchObject({
    code: 'ERR_CONVERSATION_CONFLICT',
  });
  expect((await conversing({ store, ...options }).conversation.history()).messages).toHaveLength(2);
});

test('a store that knows ttl drops it by itself', async () => {
  const clock = { now: () => Date.now(), after: () => () => {} };
  const store = memoryStore({ clock });
  const { conversation } = conversing({ store, vault, ttlMs: 1_000 }, ['One.']);
  await conversation.send('Hi');
  expect(await store.getKeys()).toHaveLength(1);
  vi.advanceTimersByTime(1_000);
  expect(await store.getKeys()).toEqual([]);
});

test.each([0, -1, 0.5, Number.POSITIVE_INFINITY, '1' as never])('a time to live is a whole number: %s', (ttlMs) => {
  expect(() => conversing({ ttlMs })).toThrow(InvalidInputError);
});
