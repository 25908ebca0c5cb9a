import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isRecord, parseJson } from '../../lib/json.ts';
import { wellFormed } from '../../vault/context.ts';
import { InTurn } from '../../vault/in-turn.ts';
import type { ComparingStore } from '../../vault/store.ts';
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
 * safe on any file system. A line of JSON in each names its key and when it expires, by the wall clock.
 */
export function fileStore(directory: string): ComparingStore {
  const digestOf = (key: string) => createHash('sha256').update(wellFormed(key, 'key')).digest('hex');
  const pathOf = (key: string) => join(directory, `${digestOf(key)}${ITEM}`);
  const locks = join(directory, 'locks');
  const turns = new InTurn();
  let ready: Promise<void> | undefined;

  async function prepare(): Promise<void> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    for (const name of await readdir(directory)) {
      if (!UNFINISHED.test(name)) continue;
      const path = join(directory, name);
      const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
      if (Date.now() - mtimeMs > ABANDONED_MS) await rm(path, { force: true }); // of a process that died
    }
  }

  async function write(path: string, key: string, value: string, ttl: number | undefined): Promise<void> {
    const until = ttl === undefined ? undefined : Date.now() + ttl * 1_000;
    await replace(directory, path, `${JSON.stringify({ key, until })}\n${value}`);
  }

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
    await turns.run(path, async () => {
      if ((await read(path))?.isOver) await rm(path, { force: true }); // unless it was written meanwhile
    });
  }

  return {
    getItem: async (key) => (await readLive(pathOf(key)))?.value ?? null,
    async setItem(key, value, { ttl } = {}) {
      wellFormed(value, 'value');
      await prepared();
      const path = pathOf(key);
      await turns.run(path, () => write(path, key, value, ttl));
    },
    async compareAndSet(key, before, after, { ttl } = {}) {
      wellFormed(after, 'value');
      await prepared();
      await mkdir(locks, { recursive: true, mode: 0o700 });
      const path = pathOf(key);
      const swap = async () => {
        const item = await read(path);
        if ((item?.isOver ? undefined : item?.value) !== before) return false;
        await write(path, key, after, ttl);
        return true;
      };
      return turns.run(path, () => locked(join(locks, digestOf(key)), swap));
    },
    async removeItem(key) {
      await rm(pathOf(key), { force: true });
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

/** Writes the names of a directory to the disk, where the file system can. */
async function settle(directory: string): Promise<void> {
  try {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'ENOENT', 'EINVAL'].includes(codeOf(error))) throw error; // Windows has no such thing
  }
}

function ifMissing(error: unknown): undefined {
  if (codeOf(error) !== 'ENOENT') throw error;
}

const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
