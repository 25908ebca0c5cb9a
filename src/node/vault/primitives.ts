import { createCipheriv, createDecipheriv, createHmac, hkdfSync } from 'node:crypto';
import type { Primitives } from '../../vault/primitives.ts';

const CIPHER = 'aes-256-gcm';
const TAG_SIZE = 16;

/** By node:crypto, whose calls for small records cost a fraction of WebCrypto's. */
export const nodePrimitives: Primitives<Uint8Array<ArrayBuffer>> = {
  root: (bytes) => bytes,
  expand: (root, salt, info, length) => new Uint8Array(hkdfSync('sha256', root, salt, info, length)),
  mac: (key, data) => createHmac('sha256', key).update(data).digest(),
  encrypt(key, nonce, bound, plain) {
    const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_SIZE }).setAAD(bound);
    return Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  },
  decrypt(key, nonce, bound, sealed) {
    const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_SIZE }).setAAD(bound);
    try {
      decipher.setAuthTag(sealed.subarray(-TAG_SIZE));
      const plain = decipher.update(sealed.subarray(0, -TAG_SIZE));
      decipher.final(); // throws where the tag does not fit; a counter mode has nothing left to give
      return plain;
    } catch {
      return undefined;
    }
  },
  toText: (bytes) => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('base64url'),
  toBytes: (text) => Buffer.from(text, 'base64url'),
};
