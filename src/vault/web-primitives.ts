import { base64 } from '../lib/base64.ts';
import type { Primitives } from './primitives.ts';

const TAG_BITS = 128;
const HMAC = { name: 'HMAC', hash: 'SHA-256' };

/** By WebCrypto, on every runtime. */
export const webPrimitives: Primitives<CryptoKey> = {
  root: (bytes) => crypto.subtle.importKey('raw', bytes, HMAC, false, ['sign']),
  mac: async (root, data) => new Uint8Array(await crypto.subtle.sign('HMAC', root, data)),
  async encrypt(bytes, iv, additionalData, plain) {
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt']);
    const algorithm = { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BITS };
    return new Uint8Array(await crypto.subtle.encrypt(algorithm, key, plain));
  },
  async decrypt(bytes, iv, additionalData, sealed) {
    const key = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['decrypt']);
    const algorithm = { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BITS };
    try {
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed));
    } catch {
      return undefined; // an OperationError, which says nothing more
    }
  },
  toText: (bytes) => base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', ''),
  toBytes(text) {
    const whole = text.length % 4 === 1 ? text.slice(0, -1) : text;
    const binary = atob(whole.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(binary, (char) => char.charCodeAt(0));
  },
};
