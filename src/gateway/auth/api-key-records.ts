import { type Check, fields, misuse, number, string } from '../../lib/check.ts';
import { parseJson } from '../../lib/json.ts';
import type { ListedStore } from '../../vault/store.ts';
import type { Principal } from '../principal.ts';
import { readPrincipal } from './read-principal.ts';

/** Who a key stands for: all of a principal but what the key itself says. */
export type KeyHolder = Omit<Principal, 'expiresAt' | 'origin' | 'minter'>;

/** A key as it is kept, under the hash of it. */
export interface KeyRecord {
  readonly id: string;
  readonly name?: string | undefined;
  readonly principal: KeyHolder;
  /** Epoch seconds, as the others. */
  readonly createdAt: number;
  readonly expiresAt?: number | undefined;
}

const RECORDS = 'api-key:';
const USES = 'api-key-use:'; // apart, so that no late note of a use brings a revoked key back
const FORM = 'v1 '; // not JSON by itself, as some stores would parse it

/** Keys in a store. What is under a hash and is no record throws: who asks cannot be told then. */
export class KeyRecords {
  readonly #store: ListedStore;

  constructor(store: ListedStore) {
    this.#store = store;
  }

  async read(hash: string): Promise<KeyRecord | undefined> {
    const text = await this.#store.getItem(RECORDS + hash);
    return text === null || text === undefined ? undefined : recordIn(text);
  }

  async write(hash: string, record: KeyRecord): Promise<void> {
    await this.#store.setItem(RECORDS + hash, FORM + JSON.stringify(record));
  }

  async remove(hash: string): Promise<void> {
    await this.#store.removeItem(RECORDS + hash);
    await this.#store.removeItem(USES + hash);
  }

  async hashes(): Promise<readonly string[]> {
    const names = await this.#store.getKeys(RECORDS);
    return names.filter((name) => name.startsWith(RECORDS)).map((name) => name.slice(RECORDS.length));
  }

  async lastUse(hash: string): Promise<number | undefined> {
    const at = Number.parseInt(String(await this.#store.getItem(USES + hash)).slice(FORM.length), 10);
    return Number.isNaN(at) ? undefined : at;
  }

  /** Of a key that is removed meanwhile nothing stays: it is looked up behind the note, so that one of the two sees the other. */
  async noteUse(hash: string, at: number): Promise<void> {
    await this.#store.setItem(USES + hash, FORM + at);
    if (!(await this.read(hash))) await this.#store.removeItem(USES + hash);
  }
}

const time = number(0, Number.MAX_SAFE_INTEGER);

function recordIn(text: unknown): KeyRecord {
  const value = typeof text === 'string' && text.startsWith(FORM) ? parseJson(text.slice(FORM.length)) : undefined;
  const record = fields<KeyRecord>(value, 'key', misuse, {
    id: string,
    name: string,
    principal: readPrincipal as Check<KeyHolder>,
    createdAt: time,
    expiresAt: time,
  });
  if (record.id === undefined || !record.principal || record.createdAt === undefined)
    throw misuse('key', 'is not as it was written');
  return record as KeyRecord;
}
