import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { keyRing, memoryStore, sealedStore, vault } from '../../src/node/vault.ts';
import { manualClock } from '../support/manual-clock.ts';
import { bytes, expectReason, likeUnstorage, ring } from './support.ts';

const SECRET = 'attack at dawn';
const own = vault({ keyRing: ring });
const old = vault({ keyRing: keyRing({ current: 'k1', keys: { k1: bytes(1) } }) });

let { store, items } = likeUnstorage();
beforeEach(() => {
  ({ store, items } = likeUnstorage());
});
const notes = (tenant = 'acme', by = own) => sealedStore(store, { vault: by, purpose: 'note', tenant });
const everything = () => JSON.stringify([...items]);

describe('a sealed store', () => {
  test('gives back what it keeps, and the store below learns neither key nor value', async () => {
    await notes().setItem('plan/of war', SECRET);
    expect(await notes().getItem('plan/of war')).toBe(SECRET);
    expect(everything()).not.toMatch(/attack|plan|war|acme|note/);
    expect([...items.keys()][0]).toMatch(/^[0-9a-f]{32}:[0-9a-f]{32}$/);
    expect(await notes().getKeys()).toEqual(['plan/of war']);
    await notes().removeItem('plan/of war');
    expect([await notes().getItem('plan/of war'), items.size]).toEqual([null, 0]);
  });

  test('keeps tenants and purposes apart', async () => {
    await notes('acme').setItem('a', '1');
    await notes('other').setItem('a', '2');
    expect([await notes('acme').getItem('a'), await notes('other').getItem('a')]).toEqual(['1', '2']);
    expect(await sealedStore(store, { vault: own, purpose: 'draft', tenant: 'acme' }).getItem('a')).toBeNull();
    expect(await notes('acme').purge()).toBe(1);
    expect([await notes('acme').getItem('a'), await notes('other').getItem('a')]).toEqual([null, '2']);
  });

  test('takes no value that it could not give back', async () => {
    await notes().setItem('a', SECRET);
    for (const value of [5, undefined, { a: 1 }])
      await expect(notes().setItem('a', value as never)).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' });
    expect(await notes().getItem('a')).toBe(SECRET);
  });

  test('tells two records that were swapped, and one moved to another tenant (DS-02)', async () => {
    await notes().setItem('a', SECRET);
    await notes().setItem('b', SECRET);
    const [one = '', two = ''] = items.keys();
    const [first = '', second = ''] = items.values();
    items.set(one, second).set(two, first);
    await expectReason(notes().getItem('a'), 'moved');
    await expectReason(notes().getItem('b'), 'moved');
    await notes('other').setItem('a', 'x');
    items.set([...items.keys()].at(-1) ?? '', first);
    await expectReason(notes('other').getItem('a'), 'moved');
  });

  test('tells a changed version number, and what was never sealed', async () => {
    await notes().setItem('a', SECRET);
    const [[name = '', kept = ''] = []] = items;
    items.set(name, kept.replace(/^\d/, '2'));
    await expectReason(notes().getItem('a'), 'replayed');
    items.set(name, SECRET);
    await expectReason(notes().getItem('a'), 'malformed');
    await notes().setItem('a', 'new'); // what cannot be read can be replaced
    expect(await notes().getItem('a')).toBe('new');
  });

  test('tells an older record that was put back, also after a removal, as long as it lives', async () => {
    const kept = notes();
    await kept.setItem('a', SECRET);
    const [[name = '', first = ''] = []] = items;
    await kept.setItem('a', 'second');
    items.set(name, first);
    await expectReason(kept.getItem('a'), 'replayed');
    expect(await notes().getItem('a')).toBe(SECRET); // who has not seen the newer one cannot know
    await kept.setItem('a', 'third');
    const third = items.get(name) ?? '';
    await kept.removeItem('a');
    items.set(name, third);
    await expectReason(kept.getItem('a'), 'replayed');
  });

  test('a read that a write overtakes is no replay', async () => {
    const below = memoryStore();
    const asked = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    let isSlow = false;
    const getItem = async (key: string) => {
      const value = below.getItem(key);
      if (!isSlow) return value;
      asked.resolve();
      await gate.promise;
      return value;
    };
    const kept = sealedStore({ ...below, getItem }, { vault: own, purpose: 'note' });
    await kept.setItem('a', 'one');
    isSlow = true;
    const reading = kept.getItem('a');
    await asked.promise;
    isSlow = false;
    await kept.setItem('a', 'two');
    gate.resolve();
    expect(await reading).toBe('one');
  });

  test('many writes at once leave the last one', async () => {
    const kept = notes();
    await Promise.all(Array.from({ length: 20 }, (_, index) => kept.setItem('a', `${index}`)));
    expect(await kept.getItem('a')).toBe('19');
    expect(items.size).toBe(1);
  });

  test('ends what is over, though the store below takes no notice', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      await notes().setItem('a', SECRET, { ttl: 60 });
      vi.advanceTimersByTime(59_999);
      expect(await notes().getItem('a')).toBe(SECRET);
      vi.advanceTimersByTime(1);
      expect(await notes().getKeys()).toEqual([]);
      expect([await notes().getItem('a'), items.size]).toEqual([null, 0]);
    } finally {
      vi.useRealTimers();
    }
  });

  test.each([0, -1, Number.NaN, '60', null])('refuses a time to live of %s', async (ttl) => {
    for (const kept of [notes(), sealedStore(memoryStore(), { vault: own, purpose: 'note' })])
      await expect(kept.setItem('a', SECRET, { ttl: ttl as never })).rejects.toMatchObject({
        code: 'ERR_INVALID_INPUT',
        message: expect.stringContaining('`ttl`'),
      });
    expect(() => memoryStore().setItem('a', SECRET, { ttl: ttl as never })).toThrow('`ttl`');
    expect(items.size).toBe(0);
  });

  test('keeps for ever what has an endless time to live', async () => {
    await notes().setItem('a', SECRET, { ttl: Number.POSITIVE_INFINITY });
    expect(await notes().getItem('a')).toBe(SECRET);
  });

  test('a clock that goes back an hour ends a record an hour later, and takes no new record for an old one', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const kept = notes();
      const start = Date.now();
      await kept.setItem('a', SECRET, { ttl: 60 });
      vi.setSystemTime(start - 3_600_000);
      expect(await kept.getItem('a')).toBe(SECRET);
      await kept.setItem('b', '1');
      await kept.removeItem('b');
      vi.setSystemTime(start - 7_200_000);
      await kept.setItem('b', '2');
      await notes().setItem('b', '3');
      expect(await kept.getItem('b')).toBe('3');
      vi.setSystemTime(start + 60_000);
      expect(await kept.getItem('a')).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test('written anew after a removal, by a process whose clock is behind, is refused until it is written again', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const [ahead, behind] = [notes(), notes()];
      await ahead.setItem('a', '1');
      await behind.removeItem('a');
      vi.setSystemTime(Date.now() - 5_000);
      await behind.setItem('a', '2');
      await expectReason(ahead.getItem('a'), 'replayed');
      expect(await behind.getItem('a')).toBe('2');
      vi.advanceTimersByTime(5_001);
      await behind.setItem('a', '3');
      expect(await ahead.getItem('a')).toBe('3');
    } finally {
      vi.useRealTimers();
    }
  });

  test('is as good as a map, whatever the keys and values', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string(), fc.option(fc.string()))), async (steps) => {
        items.clear();
        const kept = notes();
        const model = new Map<string, string>();
        for (const [key, value] of steps) {
          if (value === null) await kept.removeItem(key);
          else await kept.setItem(key, value);
          if (value === null) model.delete(key);
          else model.set(key, value);
        }
        for (const [key, value] of model) expect(await kept.getItem(key)).toBe(value);
        expect([...(await kept.getKeys())].sort()).toEqual([...model.keys()].sort());
      }),
      { numRuns: 30 },
    );
  });

  test('over a store that lists nothing, has no listing either', async () => {
    const { getKeys: _, ...bare } = memoryStore();
    const kept = sealedStore(bare, { vault: own, purpose: 'note' });
    await kept.setItem('a', SECRET);
    expect([await kept.getItem('a'), 'rotate' in kept, 'purge' in kept]).toEqual([SECRET, false, false]);
  });
});

describe('rotation', () => {
  const fill = async (count: number) => {
    for (let index = 0; index < count; index++) await notes('acme', old).setItem(`note ${index}`, `text ${index}`);
  };
  const retired = () => notes('acme', vault({ keyRing: keyRing({ current: 'k2', keys: { k2: bytes(2) } }) }));

  test('moves everything under the current key, and tells how far it is', async () => {
    await fill(5);
    const seen: unknown[] = [];
    expect(await notes().getItem('note 3')).toBe('text 3'); // before
    expect(await notes().rotate({ onProgress: (progress) => seen.push(progress) })).toBe(5);
    expect(seen).toEqual([1, 2, 3, 4, 5].map((done) => ({ done, total: 5 })));
    expect(everything()).not.toContain('v1.k1.');
    expect(items.size).toBe(5);
    for (let index = 0; index < 5; index++) expect(await retired().getItem(`note ${index}`)).toBe(`text ${index}`);
    expect(await notes().rotate()).toBe(0);
  });

  test('broken off at any record, goes on where it was, and all is readable meanwhile', async () => {
    for (let stop = 1; stop <= 4; stop++) {
      items.clear();
      await fill(4);
      const controller = new AbortController();
      const onProgress = ({ done }: { readonly done: number }) => done === stop && controller.abort();
      await notes()
        .rotate({ onProgress, signal: controller.signal })
        .catch(() => {});
      for (let index = 0; index < 4; index++) expect(await notes().getItem(`note ${index}`)).toBe(`text ${index}`);
      expect(await notes().rotate()).toBe(4 - stop);
      for (let index = 0; index < 4; index++) expect(await retired().getItem(`note ${index}`)).toBe(`text ${index}`);
    }
  });

  test('a crash between the new record and the removal of the old one loses nothing that was written later', async () => {
    await fill(1);
    const before = new Map(items);
    await notes().rotate();
    await notes().setItem('note 0', 'later');
    for (const [name, value] of before) items.set(name, value); // as if the old one had never been removed
    expect(await notes().getItem('note 0')).toBe('later');
    expect(await notes().rotate()).toBe(0);
    expect(await retired().getItem('note 0')).toBe('later');
    expect(items.size).toBe(1);
  });

  test('under load: what is written meanwhile wins', async () => {
    await fill(10);
    const kept = notes();
    const writing = Array.from({ length: 10 }, (_, index) => kept.setItem(`note ${index}`, `new ${index}`));
    await Promise.all([kept.rotate(), ...writing]);
    for (let index = 0; index < 10; index++) expect(await retired().getItem(`note ${index}`)).toBe(`new ${index}`);
  });

  test('keeps when a record ends', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      await notes('acme', old).setItem('a', SECRET, { ttl: 60 });
      vi.advanceTimersByTime(30_000);
      await notes().rotate();
      expect(await notes().getItem('a')).toBe(SECRET);
      vi.advanceTimersByTime(30_000);
      expect(await notes().getItem('a')).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  test('stops at a record that does not open, and says which', async () => {
    await fill(1);
    const [[name = '', value = ''] = []] = items;
    items.set(name, `${value.slice(0, -1)}`);
    await expectReason(notes().rotate(), 'cut');
  });
});

test('a memory store keeps time by its clock', async () => {
  const clock = manualClock();
  const kept = memoryStore({ clock });
  kept.setItem('a', '1', { ttl: 2 });
  kept.setItem('b', '2');
  await clock.advance(1_999);
  expect([kept.getItem('a'), kept.getKeys()]).toEqual(['1', ['a', 'b']]);
  await clock.advance(1);
  expect([kept.getItem('a'), kept.getKeys(), kept.getKeys('x')]).toEqual([null, ['b'], []]);
});

describe('of two things at once', () => {
  /** Runs `meanwhile` once, before what `method` was asked for the first time is answered. */
  function interrupted(method: 'getItem' | 'removeItem', when: 'before' | 'after', meanwhile: () => Promise<unknown>) {
    let isFirst = true;
    const plain = store[method];
    store[method] = (async (name: string) => {
      const mine = isFirst;
      isFirst = false;
      if (mine && when === 'before') await meanwhile();
      const answer = await plain(name);
      if (mine && when === 'after') await meanwhile();
      return answer;
    }) as never;
  }

  test('a record that is written while an expired one is read stays', async () => {
    const kept = notes();
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      await kept.setItem('a', 'old', { ttl: 1 });
      vi.advanceTimersByTime(1_000);
      interrupted('getItem', 'after', () => kept.setItem('a', SECRET));
      await kept.getItem('a');
      expect(await kept.getItem('a')).toBe(SECRET);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a record is readable while it goes to another key', async () => {
    await notes('acme', old).setItem('a', SECRET);
    interrupted('getItem', 'after', () => notes().rotate());
    expect(await notes().getItem('a')).toBe(SECRET);
  });

  test('a purge leaves nothing of what is on its way to another key', async () => {
    await notes('acme', old).setItem('a', SECRET);
    const kept = notes();
    const set = store.setItem;
    let go = () => {};
    const gate = new Promise<void>((resolve) => (go = resolve));
    const isWriting = new Promise<void>((resolve) => {
      store.setItem = async (...args) => {
        resolve();
        await gate;
        await set(...args);
      };
    });
    const rotation = kept.rotate();
    await isWriting;
    const purge = kept.purge();
    for (let n = 0; n < 5; n++) await new Promise(setImmediate);
    go();
    await Promise.all([rotation, purge]);
    expect(items.size).toBe(0);
    await kept.setItem('a', 'later');
    expect(await kept.getItem('a')).toBe('later');
  });

  test('a record that another process removed and wrote anew is not taken for an old one', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const reader = notes();
      for (const value of ['1', '2', '3']) await reader.setItem('a', value);
      vi.advanceTimersByTime(1_000);
      await notes().removeItem('a');
      await notes().setItem('a', SECRET);
      expect(await reader.getItem('a')).toBe(SECRET);
    } finally {
      vi.useRealTimers();
    }
  });

  test('a store that cannot be read for a moment does not begin the versions again', async () => {
    for (const value of ['1', '2', SECRET]) await notes().setItem('a', value);
    const reader = notes();
    await reader.getItem('a');
    interrupted('getItem', 'before', () => Promise.reject(new Error('away')));
    await expect(notes().setItem('a', 'x')).rejects.toThrow('away');
    expect(await reader.getItem('a')).toBe(SECRET);
  });
});
