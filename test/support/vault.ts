import { IntegrityError } from '../../src/errors.ts';
import type { RecordContext, Vault } from '../../src/types/vault.ts';

const encoder = new TextEncoder();
const aad = ({ purpose, tenant, id, version }: RecordContext) =>
  encoder.encode(JSON.stringify([purpose, tenant, id, version]));

/** A vault of one AES-256-GCM key, with a random nonce for each record. */
export async function testVault(secret = crypto.getRandomValues(new Uint8Array(32))): Promise<Vault> {
  const key = await crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt', 'decrypt']);
  return {
    async seal(plain, context) {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const params = { name: 'AES-GCM', iv, additionalData: aad(context) };
      const body = new Uint8Array(await crypto.subtle.encrypt(params, key, encoder.encode(plain)));
      return `${Buffer.from(iv).toString('base64')}.${Buffer.from(body).toString('base64')}`;
    },
    async open(sealed, context) {
      const [iv = '', body = ''] = sealed.split('.').map((part) => Buffer.from(part, 'base64'));
      try {
        const params = { name: 'AES-GCM', iv: new Uint8Array(iv as Buffer), additionalData: aad(context) };
        return new TextDecoder().decode(await crypto.subtle.decrypt(params, key, new Uint8Array(body as Buffer)));
      } catch {
        throw new IntegrityError('wrong-key', context.id, 'does not open: use the key that it was kept with');
      }
    },
  };
}
