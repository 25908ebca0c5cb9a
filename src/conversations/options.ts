import { type Check, fields, integer, invalid, oneOf, type Refuse, string } from '../lib/check.ts';
import { store, vault } from '../options.ts';
import type { Clock } from '../types/clock.ts';
import type { ConversationStore } from '../types/store.ts';
import type { Vault } from '../types/vault.ts';

export interface ConversationOptions {
  /** Where it is kept. With one of your own there must be a `vault`. @default the memory of this client */
  readonly store?: ConversationStore | undefined;
  /** Whose it is, at most 256 characters: bound to what is encrypted, and the `scope` of its calls. @default nobody's */
  readonly tenant?: string | undefined;
  /** Encrypts what is kept. @default that of the client, for a `store` */
  readonly vault?: Vault | undefined;
  /** `true`: keeps it in a `store` as plain text, where whoever can read or write the store can read or change it. */
  readonly dangerouslyUnencrypted?: boolean | undefined;
  /**
   * How long it is kept after the last write, in milliseconds of the wall clock; 1 or more. What has expired reads as empty
   * and is removed then; a store that knows `ttl` drops it by itself. @default without end
   */
  readonly ttlMs?: number | undefined;
  /** Your own system text for every turn. It is not kept. */
  readonly instructions?: string | undefined;
  /**
   * About how many tokens of messages one turn may send, by the estimate, beside `instructions` and tools; past it the
   * oldest turns are compacted, down to half of it. 100 or more. @default 32_000
   */
  readonly maxContextTokens?: number | undefined;
  /** What becomes of the oldest turns: one call sums them up, or they are dropped. @default 'summarize' */
  readonly compaction?: 'summarize' | 'drop' | undefined;
}

export interface BranchOptions {
  /** How many turns go along, the oldest first; then what is pending does not. @default all, and what is pending */
  readonly turns?: number | undefined;
}

/** Whose conversations, and where: what all of a tenant have in common. */
export type TenantOptions = Pick<ConversationOptions, 'store' | 'tenant' | 'vault' | 'dangerouslyUnencrypted'>;

/** Where the conversations of a tenant are kept, and how. */
export interface TenantPlace {
  readonly tenant: string;
  readonly store: ConversationStore;
  readonly vault: Vault | undefined;
  /** Whether it is a store of the caller's own. */
  readonly isShared: boolean;
  readonly clock: Clock;
  /** The longest that a store may take for one method, in milliseconds. */
  readonly totalMs: number;
}

/** A conversation by what it is kept as, and how. */
export interface ConversationPlace extends TenantPlace {
  readonly id: string;
  /** What no other conversation of the store has. */
  readonly key: string;
  readonly ttlMs: number | undefined;
  readonly instructions: string | undefined;
  readonly maxContextTokens: number;
  readonly compaction: 'summarize' | 'drop';
}

const MAX_NAME_CHARS = 256;

const name: Check<string> = (value, field, refuse) => {
  const name = string(value, field, refuse);
  if (name.length > MAX_NAME_CHARS || !name.isWellFormed())
    throw refuse(field, `must be well-formed text of at most ${MAX_NAME_CHARS} characters, got ${name.length}`);
  return name;
};

const refuse: Refuse = (field, rule) => invalid(field.replace(/^options\./, ''), rule);

/** What conversations get from their client. */
interface Surroundings {
  readonly memory: Map<string, string>;
  readonly vault: Vault | undefined;
  readonly clock: Clock;
  readonly totalMs: number;
}

const TENANT = {
  store: store as Check<ConversationStore>,
  tenant: name,
  vault,
  dangerouslyUnencrypted: oneOf(true, false),
};

/** Checks id and options. Throws InvalidInputError, also for a store without a vault. */
export function readConversation(id: unknown, options: unknown, around: Surroundings): ConversationPlace {
  const given = fields<ConversationOptions>(options, 'options', refuse, {
    ...TENANT,
    ttlMs: integer(1),
    instructions: string,
    maxContextTokens: integer(100),
    compaction: oneOf('summarize', 'drop'),
  });
  const { maxContextTokens = 32_000, compaction = 'summarize', ttlMs, instructions } = given;
  return renamed({ ...placeOf(given, around), ttlMs, instructions, maxContextTokens, compaction }, id);
}

/** Checks options. Throws InvalidInputError, also for a store that cannot say what it holds. */
export function readTenant(options: unknown, around: Surroundings): TenantPlace {
  const place = placeOf(fields<TenantOptions>(options, 'options', refuse, TENANT), around);
  if (typeof place.store.getKeys === 'function') return place;
  throw invalid('store', 'must have `getKeys`, to find what a tenant has: or shred the tenant with a `tenantVault`');
}

/** Checks options, and answers with how many turns go along. */
export const readBranch = (options: unknown): number | undefined =>
  fields<BranchOptions>(options, 'options', refuse, { turns: integer(0) }).turns;

function placeOf(given: TenantOptions, { memory, vault, clock, totalMs }: Surroundings): TenantPlace {
  const shared = given.store && !given.dangerouslyUnencrypted ? vault : undefined;
  const own = given.vault ?? shared;
  if (given.store && !own && !given.dangerouslyUnencrypted)
    throw invalid('vault', 'is missing: pass one, or `dangerouslyUnencrypted: true` to keep plain text in the `store`');
  const { store = inMemory(memory), tenant = '' } = given;
  return { tenant, store, vault: own, isShared: given.store !== undefined, clock, totalMs };
}

/** The same for another conversation. */
export function renamed(place: Omit<ConversationPlace, 'id' | 'key'>, id: unknown): ConversationPlace {
  const own = name(id, 'id', invalid);
  return { ...place, id: own, key: JSON.stringify([place.tenant, own]) };
}

const stores = new WeakMap<Map<string, string>, ConversationStore>();

/** One and the same for a map: what stands in line stands in line for a store. */
function inMemory(items: Map<string, string>): ConversationStore {
  const store = stores.get(items) ?? {
    getItem: (key) => items.get(key),
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    getKeys: (base) => [...items.keys()].filter((key) => key.startsWith(base)),
  };
  stores.set(items, store);
  return store;
}
