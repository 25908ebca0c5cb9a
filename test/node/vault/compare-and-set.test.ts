import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type ComparingStore, fileStore, memoryStore } from '../../../src/node/vault.ts';

const KEY = 'count';

let directory = '';
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'swap-'));
});
afterEach(() => rm(directory, { recursive: true }));

const stores: readonly [string, () => ComparingStore][] = [
  ['a file store', () => fileStore(directory)],
  ['a memory store', () => memoryStore()],
];

describe.each(stores)('%s', (_, make) => {
  test('puts a string in the place of the one that is there, and of nothing else', async () => {
    const store = make();
    const swap = (before: string | undefined, after: string) => store.compareAndSet(KEY, before, after);
    expect(await swap('one', 'two')).toBe(false);
    expect(await swap(undefined, 'one')).toBe(true);
    expect(await swap(undefined, 'two')).toBe(false);
    expect(await swap('other', 'two')).toBe(false);
    expect(await swap('one', 'two')).toBe(true);
    expect(await store.getItem(KEY)).toBe('two');
    await store.removeItem(KEY);
    expect(await swap('two', 'three')).toBe(false);
    expect(await store.getItem(KEY)).toBe(null);
  });

  test('takes what has expired for missing, and keeps the end of the new one', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'performance'] });
    try {
      const store = make();
      await store.compareAndSet(KEY, undefined, 'one', { ttl: 1 });
      vi.advanceTimersByTime(1_000);
      expect(await store.compareAndSet(KEY, 'one', 'two')).toBe(false);
      expect(await store.compareAndSet(KEY, undefined, 'two', { ttl: 1 })).toBe(true);
      vi.advanceTimersByTime(1_000);
      expect(await store.getItem(KEY)).toBe(null);
    } finally {
      vi.useRealTimers();
    }
  });

  test('lets one of many win', async () => {
    const store = make();
    const all = await Promise.all(Array.from({ length: 8 }, (_, n) => store.compareAndSet(KEY, undefined, `${n}`)));
    expect(all.filter((isThere) => isThere === true)).toHaveLength(1);
  });
});

test('processes that count together lose no count', async () => {
  const file = fileURLToPath(new URL('counter.ts', import.meta.url));
  const processes = Array.from({ length: 3 }, () => spawn(process.execPath, [file, directory, KEY, '20']));
  const codes = await Promise.all(processes.map(async (child) => (await once(child, 'exit'))[0]));
  expect(codes).toEqual([0, 0, 0]);
  expect(await fileStore(directory).getItem(KEY)).toBe('60');
  expect(await readdir(join(directory, 'locks'))).toEqual([]);
}, 60_000);

test('the lock of a process that died holds nobody up, and one of another host is told', async () => {
  const store = fileStore(directory);
  await store.compareAndSet(KEY, undefined, 'one');
  const [item = ''] = (await readdir(directory)).filter((name) => name.endsWith('.item'));
  const lock = join(directory, 'locks', item.replace('.item', '.lock-'));
  await writeFile(`${lock}${encodeURIComponent(hostname())}-999999999-5`, '');
  expect(await store.compareAndSet(KEY, 'one', 'two')).toBe(true);
  expect(await readdir(join(directory, 'locks'))).toEqual([]);
  await writeFile(`${lock}elsewhere-1-1`, '');
  vi.spyOn(Math, 'random').mockReturnValue(0);
  await expect(store.compareAndSet(KEY, 'two', 'three')).rejects.toThrow(`delete ${lock}elsewhere-1-1`);
  vi.restoreAllMocks();
  expect(await store.getItem(KEY)).toBe('two');
});
