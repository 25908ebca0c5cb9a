import { hexOf } from '../../lib/hex.ts';
import type { KeyRing } from '../../types/vault.ts';

/** The HMAC-SHA-256 of a text, as 64 hexadecimal digits. */
export type Mac = (text: string) => string | Promise<string>;

/** Makes a Mac of 32 bytes: WebCrypto or `node:crypto`, which need not wait. */
export type MacOf = (key: Uint8Array) => Mac | Promise<Mac>;

/** The Mac of each key of a ring, made once. Rejects with IntegrityError for an id that the ring does not hold. */
export type Macs = (id: string) => Promise<Mac>;

export const webMac: MacOf = async (bytes) => {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', Uint8Array.from(bytes), hmac, false, ['sign']);
  const encoder = new TextEncoder();
  return async (text) => hexOf(await crypto.subtle.sign('HMAC', key, encoder.encode(text)));
};

export function macsOf(keyRing: KeyRing, use: string, macOf: MacOf): Macs {
  const made = new Map<string, Mac>();
  return async (id) => {
    const mac = made.get(id) ?? (await macOf(await keyRing.derive(id, use)));
    made.set(id, mac);
    return mac;
  };
}

/** Compares two marks in a time that says nothing of where they differ. */
export function isSameMark(one: string, other: string): boolean {
  let difference = one.length ^ other.length;
  for (let at = 0; at < one.length; at++) difference |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return difference === 0;
}
