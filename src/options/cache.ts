import { type CacheSettings, lazyCache } from '../layers/cache.ts';
import { type Check, fields, integer, limit, show } from '../lib/check.ts';
import type { Clock } from '../types/clock.ts';
import type { Store } from '../types/store.ts';
import type { Vault } from '../types/vault.ts';
import { DEFAULTS } from './defaults.ts';
import type { CacheOptions } from './types.ts';

const MIN_KEY = 32;

/** Bytes of our own. */
const key: Check<Uint8Array> = (value, field, refuse) => {
  const bytes = typeof value === 'string' ? new TextEncoder().encode(value) : value;
  if (!(bytes instanceof Uint8Array)) throw refuse(field, `must be a Uint8Array or a string, got ${show(value)}`);
  if (bytes.length < MIN_KEY) throw refuse(field, `must hold at least ${MIN_KEY} bytes, got ${bytes.length}`);
  return Uint8Array.from(bytes);
};

/** The check of a store. */
export const store: Check<Store> = (value, field, refuse) => {
  const { getItem, setItem, removeItem } = (value ?? {}) as Partial<Store>;
  if ([getItem, setItem, removeItem].every((method) => typeof method === 'function')) return value as Store;
  throw refuse(field, `must have \`getItem\`, \`setItem\` and \`removeItem\`, got ${show(value)}`);
};

/** The check of `cache`. */
export const CACHE: Check<CacheOptions | false> = (value, field, refuse) => {
  if (value === false) return value;
  const given = fields<CacheOptions>(value, field, refuse, { store, key, ttlMs: limit, maxEntries: integer(1) });
  if (given.store && given.maxEntries !== undefined)
    throw refuse(`${field}.maxEntries`, 'is for the memory of this process: bound your `cache.store` itself');
  if (!globalThis.crypto?.subtle) throw refuse(field, 'needs Web Crypto: serve the page by https');
  return given;
};

/** The cache that was asked for. */
export function cacheOf(options: CacheOptions | false | undefined, vault: Vault | undefined, clock: Clock) {
  if (!options) return undefined;
  return lazyCache({ ...DEFAULTS.cache, ...options, vault, clock } as CacheSettings);
}
