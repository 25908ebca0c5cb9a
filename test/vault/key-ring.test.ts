import { inspect } from 'node:util';
import { expect, test, vi } from 'vitest';
import { hexOf } from '../../src/lib/hex.ts';
import { keyRing, newKey, vault } from '../../src/vault/index.ts';
import { bytes, CONTEXT, expectReason } from './support.ts';

const derived = async (source: never) => hexOf(await keyRing({ current: 'k', keys: { k: source } }).derive('k', 'x'));

test('keys come as bytes, base64 and base64url alike', async () => {
  const key = Uint8Array.from({ length: 33 }, (_, index) => 255 - index * 7);
  const text = Buffer.from(key);
  const all = [key, text.toString('base64'), text.toString('base64url')].map((source) => derived(source as never));
  expect(new Set(await Promise.all(all)).size).toBe(1);
});

test('what is no key is refused with its field, and not repeated', () => {
  const make =
    (keys: object, current = 'k') =>
    () =>
      keyRing({ current, keys: keys as never });
  expect(make({ k: bytes(1, 31) })).toThrow('`keyRing.keys.k` must hold at least 32 bytes, got 31');
  expect(make({ k: 'not base64!' })).toThrow('`keyRing.keys.k` must be base64');
  expect(make({ 'a key': bytes(1) })).toThrow('`keyRing.keys` has an id');
  expect(make({ k: bytes(1) }, 'other')).toThrow('`keyRing.current` must be the id of one');
  expect(make({ k: { passphrase: 'words' } })).toThrow('`keyRing.keys.k` must have `passphrase` and `salt`');
  expect(make({ k: { passphrase: 'words', salt: bytes(1, 8) } })).toThrow(
    '`keyRing.keys.k.salt` must hold at least 16',
  );
  expect(make({ k: { passphrase: 'words', salt: bytes(1, 16), iterations: 1_000 } })).toThrow('from 600000 to');
  expect(make({ k: { wrapped: 'AAAA' } })).toThrow('`keyRing.keys.k` must have `wrapped` and `unwrap`');
  expect(make([bytes(1)])).toThrow('`keyRing.keys` must be an object');
});

test('a ring shows no key and cannot be changed', () => {
  const secret = 'q'.repeat(44);
  const ring = keyRing({ current: 'k', keys: { k: secret } });
  expect(inspect(ring, { depth: 9, showHidden: true }) + JSON.stringify(ring)).not.toContain('qqq');
  expect(Object.isFrozen(ring) && Object.isFrozen(ring.ids)).toBe(true);
});

test('a key that is changed after it was given stays as it was', async () => {
  const key = bytes(7);
  const ring = keyRing({ current: 'k', keys: { k: key } });
  key.fill(0);
  expect(hexOf(await ring.derive('k', 'x'))).toBe(await derived(bytes(7) as never));
});

test('a passphrase is stretched once, however often it is used', async () => {
  const deriveBits = vi.spyOn(crypto.subtle, 'deriveBits');
  const ring = keyRing({ current: 'k', keys: { k: { passphrase: 'cafe\u0301', salt: bytes(5, 16) } } });
  const one = hexOf(await ring.derive('k', 'a'));
  await ring.derive('k', 'b');
  const stretched = deriveBits.mock.calls.filter(([algorithm]) => (algorithm as Algorithm).name === 'PBKDF2');
  expect(stretched).toHaveLength(1);
  expect(stretched[0]?.[0]).toMatchObject({ iterations: 600_000, hash: 'SHA-256' });
  vi.restoreAllMocks();
  const composed = keyRing({ current: 'k', keys: { k: { passphrase: 'caf\u00e9', salt: bytes(5, 16) } } });
  expect(hexOf(await composed.derive('k', 'a'))).toBe(one); // typed another way
});

test('a wrapped key is unwrapped once, when it is first needed, and again only if that failed', async () => {
  const unwrap = vi
    .fn<(wrapped: Uint8Array) => Promise<Uint8Array>>()
    .mockRejectedValueOnce(new Error('the service is away'))
    .mockImplementation(async (wrapped) => wrapped.map((byte) => byte ^ 0xff));
  const own = vault({ keyRing: keyRing({ current: 'k', keys: { k: { wrapped: bytes(1), unwrap } } }) });
  expect(unwrap).not.toHaveBeenCalled();
  await expect(own.seal('x', CONTEXT)).rejects.toThrow('the service is away');
  const sealed = await own.seal('x', CONTEXT);
  await own.seal('y', CONTEXT);
  expect(unwrap).toHaveBeenCalledTimes(2);
  const plainly = vault({ keyRing: keyRing({ current: 'k', keys: { k: bytes(0xfe) } }) });
  expect(await plainly.open(sealed, CONTEXT)).toBe('x');
});

test('a service that unwraps to too little is refused', async () => {
  const ring = keyRing({ current: 'k', keys: { k: { wrapped: bytes(1), unwrap: () => bytes(1, 16) } } });
  await expect(ring.derive('k', 'x')).rejects.toThrow('must hold at least 32 bytes');
});

test('different uses of one key have different bytes', async () => {
  const ring = keyRing({ current: 'k', keys: { k: bytes(1) } });
  expect(hexOf(await ring.derive('k', 'a'))).not.toBe(hexOf(await ring.derive('k', 'b')));
  await expectReason(ring.derive('other', 'a'), 'unknown-key');
});

test('a new key is one that a ring takes', () => {
  expect(() => keyRing({ current: 'k', keys: { k: newKey() } })).not.toThrow();
  expect(newKey()).not.toBe(newKey());
});

test('more rounds than there can be are refused at once', () => {
  const key = { passphrase: 'seven words', salt: new Uint8Array(16), iterations: 1e12 };
  expect(() => keyRing({ current: 'k1', keys: { k1: key } })).toThrow(
    '`keyRing.keys.k1.iterations` must be an integer',
  );
});
