import { type Check, callable, fields, integer, type Refuse, show, string } from '../lib/check.ts';

/** A key made from words: whoever guesses them has it, so let a generator choose them. */
export interface PassphraseKey {
  readonly passphrase: string;
  /** 16 bytes or more, random, kept with the configuration; no secret. Bytes or base64. */
  readonly salt: Uint8Array | string;
  /**
   * Rounds of PBKDF2-HMAC-SHA-256: the least is what OWASP asks for (Password Storage Cheat Sheet, 2023). They are paid once
   * a process, a few tenths of a second. @default 600_000
   */
  readonly iterations?: number | undefined;
}

/** A key that a key management service keeps wrapped: what it unwraps to is in the memory of this process alone. */
export interface WrappedKey {
  /** Bytes or base64. */
  readonly wrapped: Uint8Array | string;
  /** Asks the service. Called when the key is first needed, and again only if it failed. */
  readonly unwrap: (wrapped: Uint8Array) => Uint8Array | Promise<Uint8Array>;
}

/** 32 random bytes or more, the same in base64, a passphrase, or a wrapped key. */
export type KeySource = Uint8Array | string | PassphraseKey | WrappedKey;

const MIN_KEY = 32;
const MIN_SALT = 16;
const MIN_ITERATIONS = 600_000;
const MAX_ITERATIONS = 2 ** 31 - 1; // what every implementation of WebCrypto can count

const bytes =
  (min: number): Check<Uint8Array<ArrayBuffer>> =>
  (value, field, refuse) => {
    const given = typeof value === 'string' ? fromBase64(value, field, refuse) : value;
    if (!(given instanceof Uint8Array)) throw refuse(field, `must be a Uint8Array or base64, got ${show(value)}`);
    if (given.length < min) throw refuse(field, `must hold at least ${min} bytes, got ${given.length}`);
    return Uint8Array.from(given);
  };

function fromBase64(text: string, field: string, refuse: Refuse): Uint8Array {
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(standard)) throw refuse(field, 'must be base64, got another string');
  try {
    return Uint8Array.from(atob(standard), (char) => char.charCodeAt(0));
  } catch {
    throw refuse(field, 'must be base64, got another string');
  }
}

/** How to get at the bytes of a key; what is given is checked and copied at once. */
export const KEY_SOURCE: Check<() => Promise<Uint8Array<ArrayBuffer>>> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    const key = bytes(MIN_KEY)(value, field, refuse);
    return async () => key;
  }
  return 'passphrase' in value ? fromPassphrase(value, field, refuse) : fromWrapped(value, field, refuse);
};

function fromPassphrase(value: object, field: string, refuse: Refuse): () => Promise<Uint8Array<ArrayBuffer>> {
  const checks = { passphrase: string, salt: bytes(MIN_SALT), iterations: integer(MIN_ITERATIONS, MAX_ITERATIONS) };
  const { passphrase, salt, iterations = MIN_ITERATIONS } = fields<PassphraseKey>(value, field, refuse, checks);
  if (passphrase === undefined || salt === undefined)
    throw refuse(field, 'must have `passphrase` and `salt`: 16 random bytes that stay the same');
  const algorithm = { name: 'PBKDF2', hash: 'SHA-256', salt: salt as Uint8Array<ArrayBuffer>, iterations };
  return async () => {
    const text = new TextEncoder().encode(passphrase.normalize('NFC'));
    const key = await crypto.subtle.importKey('raw', text, 'PBKDF2', false, ['deriveBits']);
    return new Uint8Array(await crypto.subtle.deriveBits(algorithm, key, 256));
  };
}

function fromWrapped(value: object, field: string, refuse: Refuse): () => Promise<Uint8Array<ArrayBuffer>> {
  const checks = { wrapped: bytes(1), unwrap: callable as Check<WrappedKey['unwrap']> };
  const { wrapped, unwrap } = fields<WrappedKey>(value, field, refuse, checks);
  if (wrapped === undefined || unwrap === undefined) throw refuse(field, 'must have `wrapped` and `unwrap`');
  return async () => bytes(MIN_KEY)(await unwrap(Uint8Array.from(wrapped as Uint8Array)), field, refuse);
}
