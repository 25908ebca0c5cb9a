import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { auditLog, fileStore, verifyLog } from '../../src/node/vault.ts';
import type { ConversationStore } from '../../src/types/store.ts';
import { memoryStore, storeSink } from '../../src/vault/index.ts';
import { testRing } from '../support/test-ring.ts';
import { likeUnstorage } from './support.ts';

const keyRing = testRing();
const name = 'audit';
const directories: string[] = [];
afterEach(async () => {
  for (const directory of directories.splice(0)) await rm(directory, { recursive: true });
});

const logTo = (store: ConversationStore) => auditLog({ sink: storeSink(store, { name }), keyRing });
const verify = (store: ConversationStore) => verifyLog(storeSink(store, { name }), { keyRing });

/** A store with a compare-and-set, which counts what it wrote over. */
function comparing() {
  const items = new Map<string, string>();
  const store = {
    overwritten: 0,
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => items.delete(key),
    compareAndSet(key: string, before: string | undefined, after: string) {
      if (items.get(key) !== before) return false;
      items.set(key, after);
      return true;
    },
  };
  return { store, items };
}

describe.each([
  ['memoryStore', async () => memoryStore()],
  [
    'fileStore',
    async () => {
      const directory = await mkdtemp(join(tmpdir(), 'store-sink-'));
      directories.push(directory);
      return fileStore(directory);
    },
  ],
  ['what is like unstorage', async () => likeUnstorage().store],
  ['a store with compareAndSet', async () => comparing().store],
])('a log in %s', (_, make) => {
  test('is gone on with, and verified', async () => {
    const store = await make();
    expect(await verify(store)).toMatchObject({ count: 0 });
    for (let n = 0; n < 12; n += 2) {
      const log = logTo(store);
      expect((await log.ready()).count).toBe(n);
      await Promise.all([log({ n }), log({ n: n + 1 })]);
      await log.close();
    }
    expect(await verify(store)).toMatchObject({ count: 12, lost: 0 });
  });

  test('survives a crash between its lines and the pointer to them', async () => {
    const store = await make();
    const writer = logTo(store);
    await writer({ n: 0 });
    const head = await store.getItem(`${name}:head`);
    for (let n = 1; n < 4; n++) await writer({ n });
    await store.setItem(`${name}:head`, String(head));
    expect(await verify(store)).toMatchObject({ count: 4 });
    await store.removeItem(`${name}:head`);
    const later = logTo(store);
    expect((await later.ready()).count).toBe(4);
    await later({ n: 4 });
    expect(await verify(store)).toMatchObject({ count: 5 });
  });

  test('refuses a second writer for good, and harms nothing of the first', async () => {
    const store = await make();
    const [first, second] = [logTo(store), logTo(store)];
    await first({ n: 0 });
    await second.ready();
    await first({ n: 1 });
    const refusal = { code: 'ERR_INVALID_INPUT', message: expect.stringContaining('has another writer') };
    for (let n = 0; n < 2; n++) await expect(second({ n: 'of another' })).rejects.toMatchObject(refusal);
    await first({ n: 2 });
    expect(await verify(store)).toMatchObject({ count: 3, lost: 0 });
  });
});

test('of two writers in the same instant one is refused by compareAndSet, and none writes over the other', async () => {
  const { store } = comparing();
  const logs = [logTo(store), logTo(store)];
  await Promise.all(logs.map((log) => log.ready()));
  const outcomes = await Promise.allSettled(logs.map((log) => log({ type: 'call' })));
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(await verify(store)).toMatchObject({ count: 1 });
});

test('a pointer that cannot be written fails no record', async () => {
  const { store } = comparing();
  const setItem = () => {
    throw new Error('away');
  };
  const log = logTo({ ...store, setItem });
  for (let n = 0; n < 3; n++) await log({ n });
  expect(await verify(store)).toMatchObject({ count: 3, lost: 0 });
});

test('lines that the store took although it failed are found again, and lost no line', async () => {
  const { compareAndSet: _, ...store } = memoryStore();
  let isAway = true;
  const setItem: typeof store.setItem = (key, value) => {
    store.setItem(key, value);
    if (isAway) throw new Error('timeout');
  };
  const log = logTo({ ...store, setItem });
  await expect(log({ n: 0 })).rejects.toThrow('timeout');
  isAway = false;
  await log({ n: 1 });
  expect(await verify(store)).toMatchObject({ count: 3, lost: 1 });
});

test('a write that failed and arrives late is gone on behind, and is no other writer', async () => {
  const { store } = comparing();
  let arrive = () => {};
  const compareAndSet: typeof store.compareAndSet = (...given) => {
    arrive = () => void store.compareAndSet(...given);
    throw new Error('timeout');
  };
  const slow = { ...store, compareAndSet };
  const log = logTo(slow);
  await expect(log({ n: 0 })).rejects.toThrow('timeout');
  const first = arrive;
  await expect(log({ n: 1 })).rejects.toThrow('timeout');
  slow.compareAndSet = (...given) => {
    first();
    return store.compareAndSet(...given);
  };
  await expect(log({ n: 2 })).rejects.toThrow('late');
  await log({ n: 3 });
  expect(await verify(store)).toMatchObject({ count: 3, lost: 3 });
});

test('a compareAndSet that asked twice and was told no the second time has written all the same', async () => {
  const { store } = comparing();
  const compareAndSet: typeof store.compareAndSet = (...given) => {
    store.compareAndSet(...given);
    return store.compareAndSet(...given);
  };
  const log = logTo({ ...store, compareAndSet });
  for (let n = 0; n < 3; n++) await log({ n });
  expect(await verify(store)).toMatchObject({ count: 3, lost: 0 });
});

test('lines that were deleted are told: in the middle by the verification, at the end by the writer', async () => {
  const { store } = comparing();
  const log = logTo(store);
  for (let n = 0; n < 4; n++) await log({ n });
  const removed = String(store.getItem(`${name}:2`));
  store.removeItem(`${name}:2`);
  await expect(verify(store)).rejects.toMatchObject({ reason: 'missing', place: 'line 2' });
  store.setItem(`${name}:2`, removed);
  store.removeItem(`${name}:4`);
  await expect(logTo(store).ready()).rejects.toMatchObject({ reason: 'cut', place: 'the log' });
});

test('what is none of the log, and options at fault, are named', async () => {
  const { store } = comparing();
  store.setItem('audit:1', '{"n":1}');
  await expect(logTo(store)({ n: 0 })).rejects.toMatchObject({ reason: 'malformed', place: 'the store' });
  expect(() => storeSink(store, {} as never)).toThrow('`storeSink.name` is missing');
  expect(() => storeSink({} as never, { name })).toThrow('`storeSink.store` must have `getItem` and `setItem`');
});

test('a web stream is a sink by its writer, which is waited for', async () => {
  const lines: string[] = [];
  let pending = 0;
  const stream = new WritableStream<string>({
    async write(chunk) {
      expect(++pending).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      lines.push(chunk);
      pending--;
    },
  });
  const writer = stream.getWriter();
  const log = auditLog({ sink: { write: (text) => writer.write(text), close: () => writer.close() }, keyRing });
  await Promise.all(Array.from({ length: 5 }, (_, n) => log({ n })));
  expect(await verifyLog(lines, { keyRing })).toMatchObject({ count: 5 });
  await log.close();
  await expect(writer.closed).resolves.toBeUndefined();
});
