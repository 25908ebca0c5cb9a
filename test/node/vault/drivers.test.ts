import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Redis from 'ioredis';
import { createStorage } from 'unstorage';
import fsDriver from 'unstorage/drivers/fs';
import redisDriver from 'unstorage/drivers/redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { fileStore, keyRing, memoryStore, sealedStore, vault } from '../../../src/node/vault.ts';
import type { ListedStore } from '../../../src/vault/store.ts';
import { hasRedis, type RedisServer, redisServer } from '../../support/redis.ts';
import { bytes, expectReason, ring } from '../../vault/support.ts';

const SECRET = 'attack at dawn';
const own = vault({ keyRing: ring });
const old = vault({ keyRing: keyRing({ current: 'k1', keys: { k1: bytes(1) } }) });
const next = vault({ keyRing: keyRing({ current: 'k2', keys: { k2: bytes(2) } }) });

/** A store in memory never lets anything else run. */
const pause = () => new Promise(setImmediate);

/** A store as users have it, and the way past it to what lies below. */
interface Driver {
  readonly store: ListedStore;
  read(name: string): Promise<string>;
  write(name: string, text: string): Promise<unknown>;
  /** Milliseconds that the store itself still gives an item; undefined where it takes no notice of a `ttl`. */
  lasts?(name: string): Promise<number>;
  /** A write does not replace an item as a whole, so that a read can find half of it. */
  readonly writesInPlace?: boolean;
  close?(): Promise<unknown>;
}

let directory = '';
let server: RedisServer | undefined;
beforeAll(async () => {
  server = hasRedis ? await redisServer() : undefined;
});
afterAll(() => server?.[Symbol.asyncDispose]());
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'driver-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const past = (store: ListedStore): Driver => ({
  store,
  read: async (name) => String(await store.getItem(name)),
  write: async (name, text) => store.setItem(name, text),
});

const DRIVERS: readonly (readonly [string, boolean, () => Driver | Promise<Driver>])[] = [
  ['memoryStore', true, () => past(memoryStore())],
  ['fileStore', true, () => past(fileStore(directory))],
  ['unstorage in memory', true, () => past(createStorage<string>())],
  [
    'unstorage on the file system',
    true,
    () => {
      const fileOf = (name: string) => join(directory, name.replace(':', '/'));
      return {
        store: createStorage<string>({ driver: fsDriver({ base: directory }) }),
        read: (name) => readFile(fileOf(name), 'utf8'),
        write: (name, text) => writeFile(fileOf(name), text),
        writesInPlace: true,
      };
    },
  ],
  [
    'unstorage in Redis',
    hasRedis,
    async () => {
      const url = server?.url ?? '';
      const client = new Redis(url);
      const storage = createStorage<string>({ driver: redisDriver({ url, base: 'app' }) });
      await client.flushall();
      return {
        store: storage,
        read: async (name) => String(await client.get(`app:${name}`)),
        write: (name, text) => client.set(`app:${name}`, text),
        lasts: (name) => client.pttl(`app:${name}`),
        close: () => Promise.all([storage.dispose(), client.quit()]),
      };
    },
  ],
];

for (const [title, isHere, open] of DRIVERS)
  describe.skipIf(!isHere)(`a sealed store over ${title}`, () => {
    let driver: Driver;
    beforeEach(async () => {
      driver = await open();
    });
    afterEach(() => driver.close?.());
    const notes = (by = own, tenant = 'acme') => sealedStore(driver.store, { vault: by, purpose: 'note', tenant });
    const names = async () => [...(await driver.store.getKeys())].sort();

    test('gives back what it keeps, lists it and removes it; below there are neither keys nor values', async () => {
      const texts = ['', SECRET, '{"a":1}', 'true', '12', 'null', 'é🙂\n\0', 'x'.repeat(100_000)];
      for (const [index, text] of texts.entries()) await notes().setItem(`plan/${index}`, text);
      for (const [index, text] of texts.entries()) expect(await notes().getItem(`plan/${index}`)).toBe(text);
      const keys = texts.map((_, index) => `plan/${index}`);
      expect([...(await notes().getKeys())].sort()).toEqual(keys);
      for (const name of await names()) {
        expect(name).toMatch(/^[0-9a-f]{32}:[0-9a-f]{32}$/);
        expect(await driver.read(name)).toMatch(/^\d+\.v1\.k2\.[\w-]+$/);
      }
      await notes().setItem('plan/0', 'new');
      expect(await notes().getItem('plan/0')).toBe('new');
      for (const key of keys) await notes().removeItem(key);
      expect([await notes().getItem('plan/0'), await names()]).toEqual([null, []]);
    });

    test('purges one tenant and leaves the other', async () => {
      for (const tenant of ['acme', 'other'])
        for (const key of ['a', 'b', 'c']) await notes(own, tenant).setItem(key, SECRET);
      expect(await notes().purge()).toBe(3);
      expect(await notes().getItem('a')).toBeNull();
      expect([...(await notes(own, 'other').getKeys())].sort()).toEqual(['a', 'b', 'c']);
    });

    test('ends what has had its time, whether or not the store takes notice', async () => {
      vi.useFakeTimers({ toFake: ['Date'] });
      try {
        await notes().setItem('a', SECRET, { ttl: 59.5 });
        const [name = ''] = await names();
        const lasts = await driver.lasts?.(name);
        if (lasts !== undefined) expect([lasts > 50_000, lasts <= 60_000]).toEqual([true, true]);
        vi.advanceTimersByTime(59_499);
        expect(await notes().getItem('a')).toBe(SECRET);
        vi.advanceTimersByTime(1);
        expect([await notes().getItem('a'), await names()]).toEqual([null, []]);
      } finally {
        vi.useRealTimers();
      }
    });

    test('moves everything to another key, and what was moved keeps its end', async () => {
      for (let index = 0; index < 20; index++) await notes(old).setItem(`${index}`, SECRET, { ttl: 1_000 });
      expect(await notes().rotate()).toBe(20);
      expect(await names()).toHaveLength(20);
      for (const name of await names()) {
        expect(await driver.read(name)).toContain('.v1.k2.');
        expect((await driver.lasts?.(name)) ?? 1).toBeGreaterThan(0);
      }
      for (let index = 0; index < 20; index++) expect(await notes(next).getItem(`${index}`)).toBe(SECRET);
    });

    test('tells what was swapped, moved to another tenant, flipped, cut or put back (DS-02)', async () => {
      const kept = notes();
      await kept.setItem('a', 'attack at dusk');
      const [a = ''] = await names();
      const first = await driver.read(a);
      await kept.setItem('a', SECRET);
      await driver.write(a, first);
      await expectReason(kept.getItem('a'), 'replayed');

      await kept.setItem('a', SECRET);
      const good = await driver.read(a);
      await kept.setItem('b', SECRET);
      const b = (await names()).find((name) => name !== a) ?? '';
      const other = await driver.read(b);
      await driver.write(a, other);
      await driver.write(b, good);
      await expectReason(kept.getItem('a'), 'moved');
      await expectReason(kept.getItem('b'), 'moved');

      await notes(own, 'other').setItem('a', SECRET);
      const foreign = (await names()).find((name) => name !== a && name !== b) ?? '';
      await driver.write(foreign, good);
      await expectReason(notes(own, 'other').getItem('a'), 'moved');

      const start = good.lastIndexOf('.') + 1;
      for (let at = start; at < good.length; at += 17) {
        await driver.write(a, `${good.slice(0, at)}${good[at] === 'A' ? 'B' : 'A'}${good.slice(at + 1)}`);
        await expectReason(kept.getItem('a'), 'altered');
      }
      await driver.write(a, good.slice(0, -9));
      await expectReason(kept.getItem('a'), 'cut');
      for (const text of ['', '{"a":1}', 'true', '17', SECRET]) {
        await driver.write(a, text);
        const read = await kept.getItem('a').catch(({ reason }) => reason);
        expect([null, 'malformed']).toContain(read); // a number or an object, as unstorage reads them, is no string
      }
      await driver.write(a, good);
      expect(await kept.getItem('a')).toBe(SECRET);
    });

    test('under load, rotation loses nothing that was written meanwhile, and reads go on', async () => {
      const COUNT = 30;
      const expected = new Map(Array.from({ length: COUNT }, (_, index) => [`${index}`, `first ${index}`]));
      for (const [key, value] of expected) await notes(old).setItem(key, value);
      const kept = notes();
      let isOver = false;
      let writes = 0;
      const write = async (seed: number) => {
        for (let turn = seed; !isOver && turn < 5_000; turn += 7) {
          const key = `${turn % COUNT}`;
          const value = `new ${turn} ${'x'.repeat(turn % 2_000)}`;
          expected.set(key, value); // writes of one object happen in the order in which they are asked for
          await kept.setItem(key, value);
          writes++;
          await pause();
        }
      };
      const troubles = new Set<unknown>();
      const read = async () => {
        for (let turn = 0; !isOver && turn < 5_000; turn++) {
          const value = await kept.getItem(`${turn % COUNT}`).catch(({ reason }) => troubles.add(reason));
          if (value === null) troubles.add('missing');
          await pause();
        }
      };
      const working = [...[0, 1, 2].map(write), read()];
      const moved = await kept.rotate().finally(() => {
        isOver = true;
      });
      await Promise.all(working);
      const half = driver.writesInPlace ? ['cut', 'malformed'] : [];
      expect([...troubles].filter((each) => !half.includes(String(each)))).toEqual([]);
      expect([writes >= 3, moved <= COUNT]).toEqual([true, true]);
      for (const [key, value] of expected) expect(await notes(next).getItem(key)).toBe(value);
      expect(await names()).toHaveLength(COUNT);
      expect(await notes().rotate()).toBe(0);
    });
  });
