import { createHash, randomUUID } from 'node:crypto';
import { link, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { invalid, limit } from '../../lib/check.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import { wellFormed } from '../../vault/context.ts';
import { InTurn } from '../../vault/in-turn.ts';
import type { ComparingStore } from '../../vault/store.ts';
import { codeOf, makeDirectory, settle } from './directory.ts';
import { locked } from './locked.ts';

const ITEM = '.item';
const UNFINISHED = /^[0-9a-f-]{36}\.tmp$/;
const ABANDONED_MS = 3_600_000;

interface Item {
  readonly key: string;
  readonly value: string;
  readonly isOver: boolean;
}

/**
 * Keeps each string in a file of its own, which only this user may read. A write replaces the file as a whole: after a crash
 * it is the old one or the new one, and a write that was answered is on the disk. File names are digests of the keys, so any key is
 * safe on any file system. A line of JSON in each names its key and when it expires, by the wall clock. What the file system
 * throws comes as it is, such as `ENOSPC` of a full disk: the old item is then still there.
 */
export function fileStore(directory: string): ComparingStore {
  const pathOf = (key: string) =>
    join(directory, `${createHash('sha256').update(wellFormed(key, 'key')).digest('hex')}${ITEM}`);
  const locks = join(directory, 'locks');
  const turns = new InTurn();
  let ready: Promise<void> | undefined;

  async function prepare(): Promise<void> {
    await makeDirectory(directory);
    for (const name of await readdir(directory)) {
      if (!UNFINISHED.test(name)) continue;
      const path = join(directory, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { force: true }); // of a process that died
    }
  }

  const write = (path: string, key: string, value: string, until: number): Promise<void> =>
    replace(directory, path, `${JSON.stringify({ key, until })}\n${value}`);

  async function prepared(): Promise<void> {
    ready ??= prepare();
    await ready.catch((error) => {
      ready = undefined;
      throw error;
    });
  }

  async function read(path: string): Promise<Item | undefined> {
    const text = await readFile(path, 'utf8').catch(ifMissing);
    if (text === undefined) return undefined;
    const end = text.indexOf('\n');
    const head = parseJson(text.slice(0, end));
    if (end < 0 || !isRecord(head) || typeof head.key !== 'string') return undefined;
    const isOver = typeof head.until === 'number' && Date.now() >= head.until;
    return { key: head.key, value: text.slice(end + 1), isOver };
  }

  async function readLive(path: string): Promise<Item | undefined> {
    const item = await read(path);
    if (!item?.isOver) return item;
    await alone(path, () => removeIfOver(path));
  }

  /** Keeps other processes out only where some item was compared: what is written without that asks nobody. */
  const alone = <T>(path: string, work: () => Promise<T>): Promise<T> =>
    turns.run(path, async () => {
      const areCompared = (await stat(locks).catch(ifMissing)) !== undefined;
      return areCompared ? locked(join(locks, basename(path, ITEM)), work) : work();
    });

  /** Takes the item away before it is judged, as another process may have written a new one meanwhile. */
  async function removeIfOver(path: string): Promise<void> {
    if (!(await read(path))?.isOver) return;
    const taken = join(directory, `${randomUUID()}.tmp`);
    await rename(path, taken).catch(ifMissing);
    const item = await read(taken);
    if (item && !item.isOver)
      await link(taken, path).catch((error) => {
        if (codeOf(error) !== 'EEXIST') return rename(taken, path); // no links here; otherwise there is a newer one still
      });
    await rm(taken, { force: true });
  }

  return {
    getItem: async (key) => (await readLive(pathOf(key)))?.value ?? null,
    async setItem(key, value, { ttl } = {}) {
      wellFormed(value, 'value');
      const until = untilOf(ttl);
      await prepared();
      const path = pathOf(key);
      await turns.run(path, () => write(path, key, value, until));
    },
    async compareAndSet(key, before, after, { ttl } = {}) {
      wellFormed(after, 'value');
      const until = untilOf(ttl);
      await prepared();
      await makeDirectory(locks);
      const path = pathOf(key);
      const swap = async () => {
        const item = await read(path);
        if ((item?.isOver ? undefined : item?.value) !== before) return false;
        await write(path, key, after, until);
        return true;
      };
      return alone(path, swap);
    },
    async removeItem(key) {
      const path = pathOf(key);
      await alone(path, () => rm(path, { force: true })); // a comparison in progress would bring it back
      await settle(directory);
    },
    async getKeys(base = '') {
      const names = (await readdir(directory).catch(ifMissing)) ?? [];
      const keys: string[] = [];
      for (const name of names) {
        const item = name.endsWith(ITEM) ? await readLive(join(directory, name)) : undefined;
        if (item?.key.startsWith(base)) keys.push(item.key);
      }
      return keys;
    },
  };
}

/** JSON has no Infinity: it is written as null, which is no end. */
const untilOf = (ttl = Number.POSITIVE_INFINITY): number => Date.now() + limit(ttl, 'ttl', invalid) * 1_000;

async function replace(directory: string, path: string, text: string): Promise<void> {
  const unfinished = join(directory, `${randomUUID()}.tmp`);
  try {
    const file = await open(unfinished, 'wx', 0o600);
    try {
      await file.writeFile(text);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await settle(directory);
}

function ifMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}
