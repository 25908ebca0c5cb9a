import { createPublicKey, sign } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { nodeMac } from '../../src/node/vault/node-mac.ts';
import { checkpointAt, isSealed } from '../../src/vault/audit/checkpoint.ts';
import { macsOf, webMac } from '../../src/vault/audit/mac.ts';
import { testRing } from '../support/test-ring.ts';

describe.each([
  ['WebCrypto', webMac],
  ['node:crypto', nodeMac],
])('marks by %s', (_, macOf) => {
  test.each([
    ['0b'.repeat(20), 'Hi There', 'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7'],
    ['4a656665', 'what do ya want for nothing?', '5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843'],
    [
      'aa'.repeat(131),
      'Test Using Larger Than Block-Size Key - Hash Key First',
      '60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54',
    ],
  ])('are HMAC-SHA-256 as RFC 4231 has it: %#', async (key, text, mark) => {
    expect(await (await macOf(Buffer.from(key, 'hex')))(text)).toBe(mark);
  });
});

test('signatures are Ed25519 as RFC 8032 has it', async () => {
  // section 7.1, test 1: the key pair; its signature of an empty text proves that the key was read
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const x = 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a';
  const jwk = {
    kty: 'OKP',
    crv: 'Ed25519',
    d: Buffer.from(seed, 'hex').toString('base64url'),
    x: Buffer.from(x, 'hex').toString('base64url'),
  };
  const { d: _, ...publicJwk } = jwk;
  const signKey = await crypto.subtle.importKey('jwk', jwk, 'Ed25519', false, ['sign']);
  const publicKey = await crypto.subtle.importKey('jwk', publicJwk, 'Ed25519', false, ['verify']);
  expect(Buffer.from(await crypto.subtle.sign('Ed25519', signKey, new Uint8Array())).toString('hex')).toBe(
    'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
  );
  const macs = macsOf(testRing(), 'audit checkpoint', nodeMac);
  const sealed = await checkpointAt({ log: 'l', count: 1, head: 'h', key: 'k1' }, macs, signKey);
  const text = `{"count":1,"head":"h","key":"k1","log":"l","time":"${sealed.time}","v":1}`;
  const key = { key: { ...jwk }, format: 'jwk' } as const;
  expect(sealed.signature).toBe(sign(null, Buffer.from(text), key).toString('hex'));
  expect(createPublicKey({ key: publicJwk, format: 'jwk' }).asymmetricKeyType).toBe('ed25519');
  expect(await isSealed(sealed, macs, publicKey)).toBe(true);
  expect(await isSealed({ ...sealed, count: 2 }, macs, publicKey)).toBe(false);
  await expect(isSealed(sealed, macs)).rejects.toMatchObject({ reason: 'unknown-key' });
  const byMac = await checkpointAt({ log: 'l', count: 1, head: 'h', key: 'k1' }, macs);
  await expect(isSealed(byMac, macs, publicKey)).rejects.toMatchObject({ reason: 'wrong-key' });
  await expect(isSealed(JSON.parse('{"v":1}'), macs)).rejects.toMatchObject({ reason: 'malformed' });
});
