import { hkdfSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { bytesOf, hexOf } from '../../src/lib/hex.ts';
import { nodePrimitives } from '../../src/node/vault/primitives.ts';
import { crc32 } from '../../src/vault/crc32.ts';
import { keyRing } from '../../src/vault/index.ts';
import type { Primitives } from '../../src/vault/primitives.ts';
import { webPrimitives } from '../../src/vault/web-primitives.ts';

const hex = (...digits: readonly string[]) => bytesOf(digits.join(''));
const BOTH = [
  ['WebCrypto', webPrimitives],
  ['node:crypto', nodePrimitives],
] as readonly (readonly [string, Primitives<unknown>])[];

describe.each(BOTH)('by %s', (_, primitives) => {
  test('a key of a record is HKDF-Expand, as RFC 5869, A.1 and A.3 have it', async () => {
    const expand = async (prk: Uint8Array<ArrayBuffer>, info: Uint8Array) =>
      hexOf(await primitives.mac(await primitives.root(prk), Uint8Array.from([...info, 1])));
    const one = hex('077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5');
    expect(await expand(one, hex('f0f1f2f3f4f5f6f7f8f9'))).toBe(
      '3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf',
    );
    const three = hex('19ef24a32c717b167f33a91d6f648bdf96596776afdb6377ac434c1c293ccb04');
    expect(await expand(three, hex())).toBe('8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d');
  });

  test('HMAC-SHA-256 gives what RFC 4231, 4.2 and 4.3 say', async () => {
    const mac = async (key: Uint8Array, text: string) =>
      hexOf(await primitives.mac(await primitives.root(Uint8Array.from(key)), new TextEncoder().encode(text)));
    expect(await mac(new Uint8Array(20).fill(0x0b), 'Hi There')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
    expect(await mac(new TextEncoder().encode('Jefe'), 'what do ya want for nothing?')).toBe(
      '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843',
    );
  });

  test('AES-256-GCM gives what test cases 14 and 16 of the GCM specification say', async () => {
    const zeros = new Uint8Array(32);
    const short = await primitives.encrypt(zeros, new Uint8Array(12), hex(), new Uint8Array(16));
    expect(hexOf(short)).toBe('cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919');
    const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
    const nonce = hex('cafebabefacedbaddecaf888');
    const bound = hex('feedfacedeadbeeffeedfacedeadbeefabaddad2');
    const plain = hex(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a72',
      '1c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    );
    const sealed = await primitives.encrypt(key, nonce, bound, plain);
    expect(hexOf(sealed)).toBe(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa' +
        '8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f662' +
        '76fc6ece0f4e1768cddf8853bb2d551b',
    );
    expect(hexOf((await primitives.decrypt(key, nonce, bound, sealed)) ?? hex())).toBe(hexOf(plain));
    expect(await primitives.decrypt(key, nonce, hex(), sealed)).toBeUndefined();
  });
});

test('what a ring derives is HKDF-SHA-256 without a salt', async () => {
  // RFC 5869, A.3 has an IKM of 22 bytes, which is no key; this one is node:crypto's word against WebCrypto's
  const ikm = new Uint8Array(32).fill(0x0b);
  const ring = keyRing({ current: 'k', keys: { k: ikm } });
  expect(hexOf(await ring.derive('k', 'some use'))).toBe(hexOf(hkdfSync('sha256', ikm, '', 'some use', 32)));
});

test('PBKDF2-HMAC-SHA-256 of the runtime gives what RFC 7914, 11 says', async () => {
  const salt = new TextEncoder().encode('NaCl');
  const password = new TextEncoder().encode('Password');
  const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
  const bits = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations: 80_000 }, key, 512);
  expect(hexOf(bits)).toBe(
    '4ddcd8f60b98be21830cee5ef22701f9641a4418d04c0414aeff08876b34ab56' +
      'a1d425a1225833549adb841b51c9b3176a272bdebba1d078478f62b397f33c8d',
  );
});

test('CRC-32 gives what the check value of its catalogue says', () => {
  expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
});
