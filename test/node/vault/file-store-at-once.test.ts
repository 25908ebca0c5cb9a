import * as files from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { fileStore } from '../../../src/node/vault/file-store.ts';

/** What another process does after this many reads of a file. */
let meanwhile: { reads: number; readonly act: () => unknown } | undefined;
let hasLinks = true;
/** What hears that a file was there already that is opened as a new one: a lock that another one has. */
let refused = () => {};

vi.mock('node:fs/promises', async (importOriginal) => {
  const real = await importOriginal<typeof files>();
  return {
    ...real,
    async readFile(...given: Parameters<typeof real.readFile>) {
      const text = await real.readFile(...given);
      if (meanwhile && --meanwhile.reads === 0) await meanwhile.act();
      return text;
    },
    async open(...given: Parameters<typeof real.open>) {
      return real.open(...given).catch((error) => {
        if (error.code === 'EEXIST') refused();
        throw error;
      });
    },
    async link(...given: Parameters<typeof real.link>) {
      if (!hasLinks) throw Object.assign(new Error('no links'), { code: 'EPERM' });
      await real.link(...given);
    },
  };
});

let directory = '';
beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['Date'] });
  meanwhile = undefined;
  hasLinks = true;
  directory = await files.mkdtemp(join(tmpdir(), 'vault-'));
  await fileStore(directory).setItem('a', 'old', { ttl: 1 });
  vi.advanceTimersByTime(1_000);
});
afterEach(async () => {
  vi.useRealTimers();
  await files.rm(directory, { recursive: true });
});

test.each([true, false])(
  'what another process writes while an expired item is removed stays (links: %s)',
  async (links) => {
    hasLinks = links;
    meanwhile = { reads: 2, act: () => fileStore(directory).setItem('a', 'new') };
    expect(await fileStore(directory).getItem('a')).toBeNull();
    expect(await fileStore(directory).getItem('a')).toBe('new');
    expect(await files.readdir(directory)).toHaveLength(1);
  },
);

test('of two that another process writes meanwhile the later one stays', async () => {
  const other = fileStore(directory);
  meanwhile = {
    reads: 2,
    async act() {
      await other.setItem('a', 'new');
      meanwhile = { reads: 1, act: () => other.setItem('a', 'newer') }; // once the first has been taken away
    },
  };
  await fileStore(directory).getItem('a');
  expect(await fileStore(directory).getItem('a')).toBe('newer');
  expect(await files.readdir(directory)).toHaveLength(1);
});

test('what is removed while it is compared stays removed', async () => {
  const [own, other] = [fileStore(directory), fileStore(directory)];
  await own.compareAndSet('b', undefined, 'one');
  let removal: unknown;
  const waits = new Promise<void>((resolve) => {
    refused = resolve;
  });
  meanwhile = {
    reads: 2, // the first is that of the lock
    async act() {
      removal = other.removeItem('b');
      await Promise.race([removal, waits]);
    },
  };
  expect(await own.compareAndSet('b', 'one', 'two')).toBe(true);
  await removal;
  expect(await own.getItem('b')).toBeNull();
});

test('an expired item that another process has removed is missing', async () => {
  meanwhile = { reads: 2, act: () => fileStore(directory).removeItem('a') };
  expect(await fileStore(directory).getItem('a')).toBeNull();
  expect(await files.readdir(directory)).toEqual([]);
});
