import { IntegrityError } from '../errors.ts';
import { type Check, fields, misuse, show, string } from '../lib/check.ts';
import { late } from '../lib/late.ts';
import type { KeyRing } from '../types/vault.ts';
import { KEY_SOURCE, type KeySource } from './key-source.ts';

export interface KeyRingOptions {
  /** The id of the key that new records are made with. */
  readonly current: string;
  /** Every key that a record may still be under, by id: 1 to 32 letters, digits, `_` or `-`. An id is never used for another key. */
  readonly keys: Readonly<Record<string, KeySource>>;
}

type Keys = ReadonlyMap<string, () => Promise<CryptoKey>>;

/** What an id may look like. */
export const KEY_ID = /^[\w-]{1,32}$/;

/**
 * Keys by id. To rotate, make a ring with one more key that is `current`, and keep the old one until nothing is under it.
 * Throws TypeError for what is no key. The keys themselves are in none of its properties.
 */
export function keyRing(options: KeyRingOptions): Required<KeyRing> {
  const given = fields<KeyRingOptions>(options, 'keyRing', misuse, { current: string, keys: KEYS as Check<never> });
  const keys = given.keys as Keys | undefined;
  const { current } = given;
  if (current === undefined || !keys?.has(current))
    throw misuse('keyRing.current', 'must be the id of one of `keyRing.keys`');
  const ids = Object.freeze([current, ...[...keys.keys()].filter((id) => id !== current)]);
  return Object.freeze({
    current,
    ids,
    async derive(id: string, info: string) {
      const key = keys.get(id);
      if (!key) throw new IntegrityError('unknown-key', 'The key ring', `holds no key of this id: add it to \`keys\``);
      const algorithm = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(info) };
      return new Uint8Array(await crypto.subtle.deriveBits(algorithm, await key(), 256));
    },
  });
}

const KEYS: Check<Keys> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(field, `must be an object of keys by id, got ${show(value)}`);
  return new Map(
    Object.entries(value).map(([id, source]) => {
      if (!KEY_ID.test(id)) throw refuse(field, 'has an id that is not 1 to 32 letters, digits, `_` or `-`');
      const bytes = KEY_SOURCE(source, `${field}.${id}`, refuse);
      const load = async () => crypto.subtle.importKey('raw', await bytes(), 'HKDF', false, ['deriveBits']);
      return [id, late(load)];
    }),
  );
};
