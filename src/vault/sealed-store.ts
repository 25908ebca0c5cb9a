import { IntegrityError, InvalidInputError } from '../errors.ts';
import { invalid, limit, show } from '../lib/check.ts';
import { parseJson } from '../lib/json.ts';
import { SeenVersions } from '../lib/seen-versions.ts';
import type { Store } from '../types/store.ts';
import { InTurn } from './in-turn.ts';
import { groupOf, type NamingVault } from './names.ts';
import type { ListedStore } from './store.ts';

export interface SealedStoreOptions {
  readonly vault: NamingVault;
  /** What is kept: a record of one purpose opens under no other. */
  readonly purpose: string;
  /** Whose it is. @default nobody's in particular */
  readonly tenant?: string | undefined;
}

export interface RotationProgress {
  /** Records that were looked at, of those that stood under an old key at the beginning. */
  readonly done: number;
  readonly total: number;
}

export interface RotateOptions {
  readonly onProgress?: ((progress: RotationProgress) => void) | undefined;
  /** Stops between two records; what is done stays done. */
  readonly signal?: AbortSignal | undefined;
}

/** A store whose keys and values nobody can read without the vault. */
export interface SealedStore extends Store {
  /**
   * Throws IntegrityError for what was changed, moved, or put back after this object had seen a newer one. What the store
   * below throws comes as it is.
   */
  getItem(key: string): Promise<string | null>;
  /** `ttl` in seconds, above 0. Throws InvalidInputError for a value that is no string, and for another `ttl`. */
  setItem(key: string, value: string, options?: { readonly ttl?: number }): Promise<void>;
  removeItem(key: string): Promise<void>;
}

/** One over a store that can say what it holds. */
export interface ListedSealedStore extends SealedStore {
  /** Opens every record of this purpose and tenant to say its key. */
  getKeys(base?: string): Promise<readonly string[]>;
  /** Removes every record of this purpose and tenant, without opening any. Answers with how many. */
  purge(): Promise<number>;
  /**
   * Seals again, with the current key, what stands under the others. Broken off, it goes on where it was when it is called
   * again; meanwhile everything is readable. Answers with how many records it moved; a record that does not open stops it.
   */
  rotate(options?: RotateOptions): Promise<number>;
}

/** What is sealed: its key, so that it can be named anew, and until when it counts, in milliseconds of the wall clock. */
type Entry = readonly [key: string, value: string, until: number | null];

/**
 * A store over another one, for one purpose and tenant. Each record is bound to its name and to a version that grows
 * with every replacement; the highest one that was seen is remembered, for 10,000 records, as long as this object lives.
 */
export function sealedStore(store: ListedStore, options: SealedStoreOptions): ListedSealedStore;
export function sealedStore(store: Store, options: SealedStoreOptions): SealedStore;
export function sealedStore(store: Store, { vault, purpose, tenant = '' }: SealedStoreOptions): SealedStore {
  const seen = new SeenVersions();
  const turns = new InTurn();
  const namesOf = (key: string) => vault.names(purpose, tenant, key);

  async function read(name: string): Promise<{ readonly entry: Entry; readonly version: number } | undefined> {
    const newest = seen.of(name); // of before: a write may overtake this read
    const kept = await store.getItem(name);
    if (typeof kept !== 'string') return undefined;
    const [, digits, sealed = ''] = /^(\d{1,15})\.(.*)$/s.exec(kept) ?? [];
    if (digits === undefined) throw new IntegrityError('malformed', name, 'is no record of a sealed store');
    const version = Number(digits);
    const entry = parseJson(await vault.open(sealed, { purpose, tenant, id: name, version }));
    if (!isEntry(entry)) throw new IntegrityError('malformed', name, 'was not kept by a sealed store');
    if (version < newest) throw new IntegrityError('replayed', name, 'is older than one that was here before');
    seen.add(name, version);
    return { entry, version };
  }

  async function write(names: readonly string[], [key, value, until]: Entry): Promise<void> {
    const [name = '', ...others] = names;
    const before = await read(name).catch(ifDamaged); // what cannot be opened can be replaced
    // by the clock, so that it grows also where another process removed the record before
    const version = Math.max(before?.version ?? 0, seen.of(name), Date.now() - 1) + 1;
    const sealed = await vault.seal(JSON.stringify([key, value, until]), { purpose, tenant, id: name, version });
    const ttl = until === null ? {} : { ttl: Math.max(1, Math.ceil((until - Date.now()) / 1_000)) };
    await store.setItem(name, `${version}.${sealed}`, ttl);
    seen.add(name, version);
    for (const other of others) await forget(other);
  }

  async function forget(name: string): Promise<void> {
    await store.removeItem(name);
    if (seen.of(name) > 0) seen.add(name, seen.of(name) + 1);
  }

  async function removeIfOver(name: string): Promise<void> {
    const latest = await read(name);
    if (latest && isOver(latest.entry)) await store.removeItem(name);
  }

  async function* groups(): AsyncGenerator<{ readonly name: string; readonly isCurrent: boolean }> {
    for (const [index, name] of (await namesOf('')).entries())
      for (const each of new Set(await (store as ListedStore).getKeys(groupOf(name)))) // a scan of Redis may say one twice
        if (groupOf(each) === groupOf(name)) yield { name: each, isCurrent: index === 0 };
  }

  const sealed: SealedStore = {
    async getItem(key) {
      const names = await namesOf(key);
      const again = names.length > 1 ? names.slice(0, 1) : []; // it may go there while the others are read
      for (const name of [...names, ...again]) {
        const found = await read(name);
        if (!found) continue;
        if (!isOver(found.entry)) return found.entry[1];
        await turns.run(key, () => removeIfOver(name));
      }
      return null;
    },
    async setItem(key, value, { ttl = Number.POSITIVE_INFINITY } = {}) {
      if (typeof value !== 'string') throw new InvalidInputError('value', `must be a string, got ${show(value)}`);
      const end = Date.now() + limit(ttl, 'ttl', invalid) * 1_000;
      const until = Number.isFinite(end) ? end : null;
      const names = await namesOf(key);
      await turns.run(key, () => write(names, [key, value, until]));
    },
    async removeItem(key) {
      const names = await namesOf(key);
      await turns.run(key, async () => {
        for (const name of names) await forget(name);
      });
    },
  };
  if (typeof (store as ListedStore).getKeys !== 'function') return sealed;

  const listed: Pick<ListedSealedStore, 'getKeys' | 'purge' | 'rotate'> = {
    async getKeys(base = '') {
      const keys = new Set<string>();
      for await (const { name } of groups()) {
        const found = await read(name);
        if (found && !isOver(found.entry) && found.entry[0].startsWith(base)) keys.add(found.entry[0]);
      }
      return [...keys];
    },
    purge: () =>
      turns.alone(async () => {
        let count = 0;
        for await (const { name } of groups()) {
          await forget(name);
          count++;
        }
        return count;
      }),
    async rotate({ onProgress, signal } = {}) {
      const old: string[] = [];
      for await (const { name, isCurrent } of groups()) if (!isCurrent) old.push(name);
      let moved = 0;
      for (const [done, name] of old.entries()) {
        signal?.throwIfAborted();
        if (await move(name)) moved++;
        onProgress?.({ done: done + 1, total: old.length });
      }
      return moved;
    },
  };

  /** True where a record went to its new name; where a newer one was there already, the old one only goes. */
  async function move(name: string): Promise<boolean> {
    const found = await read(name);
    if (!found) return false;
    const [key] = found.entry;
    const names = await namesOf(key);
    return turns.run(key, async () => {
      const latest = await read(name); // what was written meanwhile counts
      const isNew = latest && !isOver(latest.entry) && !(await read(names[0] ?? ''));
      if (isNew) await write(names, latest.entry);
      else await forget(name);
      return isNew === true;
    });
  }

  return { ...sealed, ...listed };
}

function ifDamaged(error: unknown): undefined {
  if (!(error instanceof IntegrityError)) throw error;
}

const isEntry = (value: unknown): value is Entry =>
  Array.isArray(value) && typeof value[0] === 'string' && typeof value[1] === 'string';

const isOver = ([, , until]: Entry): boolean => until !== null && Date.now() >= until;
