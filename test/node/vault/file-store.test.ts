import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readlinkSync } from 'node:fs';
import { mkdtemp, open, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fileStore, sealedStore, vault } from '../../../src/node/vault.ts';
import { expectReason, ring } from '../../vault/support.ts';
import { canMount, onSmallDisk } from './small-disk.ts';

let directory = '';
beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'vault-')), 'kept');
});
afterEach(() => rm(join(directory, '..'), { recursive: true }));

const fileIn = async () => join(directory, (await readdir(directory)).find((name) => name.endsWith('.item')) ?? '');

describe('a file store', () => {
  test('keeps what it is given for the next process, readable by this user alone', async () => {
    await fileStore(directory).setItem('a', 'one');
    await fileStore(directory).setItem('a', 'two\nlines');
    expect(await fileStore(directory).getItem('a')).toBe('two\nlines');
    expect(((await stat(await fileIn())).mode & 0o777).toString(8)).toBe('600');
    expect(((await stat(directory)).mode & 0o777).toString(8)).toBe('700');
    await fileStore(directory).removeItem('a');
    expect([await fileStore(directory).getItem('a'), await readdir(directory)]).toEqual([null, []]);
  });

  test('holds nothing where there is no directory yet', async () => {
    const store = fileStore(directory);
    expect([await store.getItem('a'), await store.getKeys(), await store.removeItem('a')]).toEqual([
      null,
      [],
      undefined,
    ]);
  });

  test('mixes up no keys, and changes no value, that UTF-8 cannot hold', async () => {
    const store = fileStore(directory);
    await expect(store.setItem('\ud800', 'x')).rejects.toThrow('half of a surrogate pair');
    await expect(store.getItem('\ud800')).rejects.toThrow('half of a surrogate pair');
    await expect(store.setItem('a', '\ud800')).rejects.toThrow('half of a surrogate pair');
    expect(await store.getKeys()).toEqual([]);
  });

  test('clears away only unfinished files of its own', async () => {
    await fileStore(directory).setItem('a', '1');
    const foreign = join(directory, 'letter.tmp');
    await writeFile(foreign, 'of somebody else');
    await utimes(foreign, 0, 0);
    await fileStore(directory).setItem('a', '2');
    expect(await readFile(foreign, 'utf8')).toBe('of somebody else');
  });

  test('takes any key: paths, device names, case, length', async () => {
    const store = fileStore(directory);
    const keys = ['../../etc/passwd', 'CON', 'con', 'a/b', 'a\\b', '', '.', '\0', 'é', 'x'.repeat(5_000)];
    for (const key of keys) await store.setItem(key, `of ${key}`);
    for (const key of keys) expect(await store.getItem(key)).toBe(`of ${key}`);
    expect([...(await store.getKeys())].sort()).toEqual([...keys].sort());
    expect(await store.getKeys('a')).toHaveLength(2);
    for (const name of await readdir(directory)) expect(name).toMatch(/^[0-9a-f]{64}\.item$/);
  });

  test('is as good as a map', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' })),
        async (items) => {
          const store = fileStore(join(directory, crypto.randomUUID()));
          for (const [key, value] of Object.entries(items)) await store.setItem(key, value);
          for (const [key, value] of Object.entries(items)) expect(await store.getItem(key)).toBe(value);
        },
      ),
      { numRuns: 20 },
    );
  });

  test('forgets what is over', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const store = fileStore(directory);
      await store.setItem('a', '1', { ttl: 10 });
      vi.advanceTimersByTime(9_999);
      expect(await store.getItem('a')).toBe('1');
      vi.advanceTimersByTime(1);
      expect([await store.getItem('a'), await readdir(directory)]).toEqual([null, []]);
    } finally {
      vi.useRealTimers();
    }
  });

  test('keeps what is written while an expired item is read', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const store = fileStore(directory);
      await store.setItem('a', 'x'.repeat(2 ** 24), { ttl: 1 });
      vi.advanceTimersByTime(1_000);
      const reading = store.getItem('a');
      await store.setItem('a', 'new');
      await reading;
      expect(await store.getItem('a')).toBe('new');
    } finally {
      vi.useRealTimers();
    }
  });

  test('sweeps up what a process that died left an hour ago, and nothing younger', async () => {
    await fileStore(directory).setItem('a', '1');
    const [old, young] = [`${randomUUID()}.tmp`, `${randomUUID()}.tmp`];
    for (const name of [old, young]) await writeFile(join(directory, name), 'half');
    const long = new Date(Date.now() - 3_700_000);
    await utimes(join(directory, old), long, long);
    await fileStore(directory).setItem('a', '2');
    expect((await readdir(directory)).filter((name) => name.endsWith('.tmp'))).toEqual([young]);
  });

  test('many writes at once leave one whole value', async () => {
    const store = fileStore(directory);
    const values = Array.from({ length: 30 }, (_, index) => `${index}`.repeat(1_000));
    await Promise.all(values.map((value) => store.setItem('a', value)));
    expect(values).toContain(await store.getItem('a'));
    expect(await readdir(directory)).toHaveLength(1);
  });

  test.each([0, -1, Number.NaN, '60', null])('refuses a time to live of %s', async (ttl) => {
    const store = fileStore(directory);
    await expect(store.setItem('a', 'x', { ttl: ttl as never })).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' });
    expect(await store.getKeys()).toEqual([]);
  });

  test.skipIf(process.platform !== 'linux')('a new directory is written to the disk with those above it', async () => {
    const probe = await open(join(directory, '..', 'probe'), 'w');
    const synced: string[] = [];
    const sync = vi.spyOn(Object.getPrototypeOf(probe), 'sync').mockImplementation(async function (this: {
      readonly fd: number;
    }) {
      synced.push(readlinkSync(`/proc/self/fd/${this.fd}`));
    } as never);
    try {
      await fileStore(join(directory, 'one', 'two')).setItem('a', '1');
    } finally {
      sync.mockRestore();
      await probe.close();
    }
    for (const path of [join(directory, '..'), directory, join(directory, 'one'), join(directory, 'one', 'two')])
      expect(synced).toContain(path);
  });

  test.skipIf(!canMount)('on a full disk the old value stays, and nothing is left of the new one', () => {
    expect(onSmallDisk('test/node/vault/full-disk-store.ts', directory)).toEqual({
      code: 'ENOSPC',
      old: 'old',
      names: 1,
      conversation: 'ERR_NETWORK',
      cause: 'ENOSPC',
      messages: 2,
      after: 'new',
    });
  });

  test('fails where the disk does', async () => {
    const store = fileStore(directory);
    await store.setItem('a', 'old');
    await rm(directory, { recursive: true });
    await writeFile(directory, 'a file where the directory was');
    await expect(store.setItem('a', 'new')).rejects.toThrow('ENOTDIR');
  });

  test('under a vault, a file that was cut is told', async () => {
    const kept = () =>
      sealedStore(fileStore(directory), { vault: vault({ keyRing: ring }), purpose: 'note', tenant: 'acme' });
    await kept().setItem('plan', 'attack at dawn');
    const path = await fileIn();
    const text = await readFile(path, 'utf8');
    expect(text).not.toMatch(/attack|plan|acme/);
    expect(await kept().getKeys()).toEqual(['plan']);
    await writeFile(path, text.slice(0, -5));
    await expectReason(kept().getItem('plan'), 'cut');
  });
});

test('a process that is killed while it writes leaves the old value or the new one', { timeout: 60_000 }, async () => {
  const store = fileStore(directory);
  let last = -1;
  for (let round = 0; round < 20; round++) {
    const child = fork(new URL('./writer.ts', import.meta.url), [directory, `${last + 1}`], { execArgv: [] });
    let acknowledged = -1;
    const enough = Promise.withResolvers<void>();
    child.on('message', (count: number) => {
      acknowledged = count;
      if (count >= last + 1 + (round % 5)) enough.resolve();
    });
    await enough.promise;
    child.kill('SIGKILL');
    await once(child, 'exit');
    const value = String(await store.getItem('a'));
    const found = Number(value.slice(0, value.indexOf(' ')));
    expect(value).toBe(`${found} ${'x'.repeat(100_000)}`);
    expect(found).toBeGreaterThanOrEqual(acknowledged); // what was answered is there
    last = found;
  }
});
