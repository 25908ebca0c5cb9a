import { type Check, fields, integer, invalid, oneOf, type Refuse, string } from '../lib/check.ts';
import { store, vault } from '../options.ts';
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

/** A conversation by what it is kept as, and how. */
export interface ConversationPlace {
  readonly id: string;
  readonly tenant: string;
  /** Its key in the store. */
  readonly key: string;
  readonly store: ConversationStore;
  readonly vault: Vault | undefined;
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

/** What a conversation falls back to: what its client keeps, and encrypts with. */
interface Surroundings {
  readonly memory: Map<string, string>;
  readonly vault: Vault | undefined;
}

/** Checks id and options. Throws InvalidInputError, also for a store without a vault. */
export function readConversation(id: unknown, options: unknown, around: Surroundings): ConversationPlace {
  const given = fields<ConversationOptions>(options, 'options', refuse, {
    store: store as Check<ConversationStore>,
    tenant: name,
    vault,
    dangerouslyUnencrypted: oneOf(true, false),
    instructions: string,
    maxContextTokens: integer(100),
    compaction: oneOf('summarize', 'drop'),
  });
  const { tenant = '', maxContextTokens = 32_000, compaction = 'summarize' } = given;
  const shared = given.store && !given.dangerouslyUnencrypted ? around.vault : undefined;
  const own = given.vault ?? shared;
  if (given.store && !own && !given.dangerouslyUnencrypted)
    throw invalid('vault', 'is missing: pass one, or `dangerouslyUnencrypted: true` to keep plain text in the `store`');
  const place = { tenant, maxContextTokens, compaction, vault: own, instructions: given.instructions };
  return renamed({ ...place, store: given.store ?? inMemory(around.memory) }, id);
}

/** The same for another conversation. */
export function renamed(place: Omit<ConversationPlace, 'id' | 'key'>, id: unknown): ConversationPlace {
  const own = name(id, 'id', invalid);
  return { ...place, id: own, key: `secure-llm:conversation:${escaped(place.tenant)}:${escaped(own)}` };
}

/** Of letters that every store and file system takes; no two names give the same. */
const escaped = (name: string): string =>
  encodeURIComponent(name).replace(/[.!~*'()]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const stores = new WeakMap<Map<string, string>, ConversationStore>();

/** One and the same for a map: what stands in line stands in line for a store. */
function inMemory(items: Map<string, string>): ConversationStore {
  const store = stores.get(items) ?? {
    getItem: (key) => items.get(key),
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
  stores.set(items, store);
  return store;
}
