import { type Check, callable, fields, integer, misuse, show, string } from '../../lib/check.ts';
import { systemClock } from '../../lib/clock.ts';
import { randomId } from '../../lib/id.ts';
import type { ListedStore } from '../../vault/store.ts';
import type { Authenticator, Principal } from '../principal.ts';
import { type KeyHolder, type KeyRecord, KeyRecords } from './api-key-records.ts';
import { Kept } from './kept.ts';
import { newSecret } from './new-secret.ts';
import { readPrincipal } from './read-principal.ts';
import { type TokenHash, webHash } from './token-hash.ts';

export interface ApiKeysOptions {
  /** Keeps the hashes of keys, and whose they are: `fileStore('…')` or `memoryStore()` of secure-llm/vault, an unstorage storage. */
  readonly store: ListedStore;
  /**
   * Milliseconds for which a key that was found is not looked up again: a key that another process revokes is let in for at
   * most that long. 0 to 60,000. @default 5_000
   */
  readonly cacheMs?: number | undefined;
}

export interface NewApiKey {
  /** Whose key it is. One principal may have several. Its id has no `/`, which sets a minter off from its users. */
  readonly principal: KeyHolder;
  /** What it is for, in words of your own. */
  readonly name?: string | undefined;
  /** Epoch seconds from which it is refused. @default never */
  readonly expiresAt?: number | undefined;
}

/** A key for the eye: neither the key nor its hash. */
export interface ApiKey extends KeyRecord {
  /** Epoch seconds; right to the minute. */
  readonly lastUsedAt?: number | undefined;
}

/** Knows who holds a key, and makes and revokes keys. */
export interface ApiKeys extends Authenticator {
  /** `key` is shown here and never again. Throws TypeError for a principal that is none. */
  create(key: NewApiKey): Promise<{ readonly id: string; readonly key: string }>;
  /** Oldest first. */
  list(): Promise<readonly ApiKey[]>;
  /** Whether there was such a key. Other processes let it in for `cacheMs` more at most. */
  revoke(id: string): Promise<boolean>;
}

const USE_NOTED_MS = 60_000;

/**
 * API keys: `sllm_` and 256 random bits. Only their SHA-256 is kept, as nobody guesses 256 bits: a slow hash is for words.
 * Whatever is presented is hashed and looked up, so that the time it takes tells nothing of any key.
 */
export const apiKeys = (options: ApiKeysOptions): ApiKeys => apiKeysBy(webHash, options);

/** The same, with a hash of tokens that a runtime brings. */
export function apiKeysBy(hashOf: TokenHash, options: ApiKeysOptions): ApiKeys {
  const { store, cacheMs = 5_000 } = fields<ApiKeysOptions>(options, 'apiKeys', misuse, {
    store: listedStore,
    cacheMs: integer(0, 60_000),
  });
  if (store === undefined) throw misuse('apiKeys.store', 'is missing');
  const records = new KeyRecords(store);
  const found = new Kept<KeyRecord>();
  const noted = new Kept<true>();

  async function lookUp(hash: string): Promise<KeyRecord | undefined> {
    const known = found.get(hash);
    if (known) return known;
    const until = systemClock.now() + cacheMs; // counted from before the store is asked
    const record = await records.read(hash);
    if (record) found.set(hash, record, until);
    return record;
  }

  function noteUse(hash: string): void {
    if (noted.get(hash)) return;
    noted.set(hash, true, systemClock.now() + USE_NOTED_MS);
    records.noteUse(hash, nowSeconds()).catch(() => noted.delete(hash)); // nobody waits for it
  }

  const authenticate = async (token: string): Promise<Principal | undefined> => {
    const hash = await hashOf(token);
    const record = await lookUp(hash);
    if (!record || nowSeconds() >= (record.expiresAt ?? Number.POSITIVE_INFINITY)) return undefined;
    noteUse(hash);
    return { ...record.principal, expiresAt: record.expiresAt };
  };

  return Object.assign(authenticate, {
    async create(given: NewApiKey) {
      const { principal, name, expiresAt } = fields<NewApiKey>(given, 'key', misuse, {
        principal: keyHolder,
        name: string,
        expiresAt: integer(0),
      });
      if (!principal) throw misuse('key.principal', 'is missing');
      const [id, key] = [randomId('key'), newSecret('sllm_')];
      await records.write(await hashOf(key), { id, name, principal, createdAt: nowSeconds(), expiresAt });
      return { id, key };
    },
    async list() {
      const keys: ApiKey[] = [];
      for (const hash of await records.hashes()) {
        const record = await records.read(hash);
        if (record) keys.push({ ...record, lastUsedAt: await records.lastUse(hash) });
      }
      return keys.sort((one, other) => one.createdAt - other.createdAt);
    },
    async revoke(id: string) {
      for (const hash of await records.hashes()) {
        if ((await records.read(hash))?.id !== id) continue;
        await records.remove(hash);
        found.delete(hash);
        return true;
      }
      return false;
    },
  });
}

const nowSeconds = (): number => Math.floor(Date.now() / 1_000);

const METHODS = ['getItem', 'setItem', 'removeItem', 'getKeys'] as const;

const listedStore: Check<ListedStore> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null) throw refuse(field, `must be a store, got ${show(value)}`);
  for (const method of METHODS) callable((value as ListedStore)[method], `${field}.${method}`, refuse);
  return value as ListedStore;
};

const keyHolder: Check<KeyHolder> = (value, field, refuse) => {
  const { expiresAt, origin, minter, ...holder } = readPrincipal(value, field, refuse);
  if (expiresAt !== undefined || origin !== undefined || minter !== undefined)
    throw refuse(
      field,
      'has `expiresAt`, `origin` or `minter`: the key has its own `expiresAt`, the others are of tokens',
    );
  if (holder.id.includes('/')) throw refuse(`${field}.id`, 'must not hold `/`, which sets a minter off from its users');
  return holder;
};
