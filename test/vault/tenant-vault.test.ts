import { describe, expect, test, vi } from 'vitest';
import { InvalidInputError } from '../../src/errors.ts';
import { keyRing, memoryStore, sealedStore, tenantVault } from '../../src/node/vault.ts';
import { bytes, CONTEXT, expectReason, likeUnstorage, ring } from './support.ts';

const SECRET = 'attack at dawn';

describe('a vault with a key for each tenant', () => {
  test('erases all of a tenant by one key, and nothing of another', async () => {
    const own = tenantVault({ keyRing: ring, store: memoryStore() });
    await own.admit('acme');
    await own.admit('other');
    const mine = await own.seal(SECRET, CONTEXT);
    const theirs = await own.seal(SECRET, { ...CONTEXT, tenant: 'other' });
    const nobodys = await own.seal(SECRET, { ...CONTEXT, tenant: '' });
    await own.shred('acme');
    await expectReason(own.open(mine, CONTEXT), 'unknown-key');
    expect(await own.open(theirs, { ...CONTEXT, tenant: 'other' })).toBe(SECRET);
    expect(await own.open(nobodys, { ...CONTEXT, tenant: '' })).toBe(SECRET);
    await own.admit('acme'); // a new key, which opens nothing old
    await expectReason(own.open(mine, CONTEXT), 'wrong-key');
  });

  test('seals nothing for a tenant that was never admitted, and admits none twice', async () => {
    const own = tenantVault({ keyRing: ring, store: memoryStore() });
    await expectReason(own.seal(SECRET, CONTEXT), 'unknown-key');
    await own.admit('acme');
    const sealed = await own.seal(SECRET, CONTEXT);
    await expect(own.admit('acme')).rejects.toThrow(InvalidInputError);
    await expect(own.admit('')).rejects.toThrow(InvalidInputError);
    expect(await own.open(sealed, CONTEXT)).toBe(SECRET);
  });

  test('one of two that admit at once is refused, and a shredding waits for nobody who remembers', async () => {
    const own = tenantVault({ keyRing: ring, store: likeUnstorage().store });
    const admitted = await Promise.allSettled([own.admit('acme'), own.admit('acme')]);
    expect(admitted.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    const sealing = own.seal(SECRET, CONTEXT);
    await own.shred('acme');
    const sealed = await sealing; // it began before
    await expectReason(own.open(sealed, CONTEXT), 'unknown-key');
  });

  test('another process sees it within a minute', async () => {
    const store = memoryStore();
    const one = tenantVault({ keyRing: ring, store });
    const other = tenantVault({ keyRing: ring, store });
    await one.admit('acme');
    const sealed = await other.seal(SECRET, CONTEXT);
    await one.shred('acme');
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 60_001);
    await expectReason(other.open(sealed, CONTEXT), 'unknown-key');
    vi.restoreAllMocks();
  });

  test('the keys themselves rotate, and what they sealed stays readable', async () => {
    const store = memoryStore();
    const before = tenantVault({ keyRing: keyRing({ current: 'k1', keys: { k1: bytes(1) } }), store });
    await before.admit('acme');
    const sealed = await before.seal(SECRET, CONTEXT);
    expect(await tenantVault({ keyRing: ring, store }).rotate()).toBe(1);
    const after = tenantVault({ keyRing: keyRing({ current: 'k2', keys: { k2: bytes(2) } }), store });
    expect(await after.open(sealed, CONTEXT)).toBe(SECRET);
  });

  test('what was shredded can still be purged from a store', async () => {
    const own = tenantVault({ keyRing: ring, store: memoryStore() });
    await own.admit('acme');
    const kept = sealedStore(memoryStore(), { vault: own, purpose: 'note', tenant: 'acme' });
    await kept.setItem('a', SECRET);
    await own.shred('acme');
    await expectReason(kept.getItem('a'), 'unknown-key');
    expect(await kept.purge()).toBe(1);
    expect(await kept.getItem('a')).toBeNull();
  });
});
