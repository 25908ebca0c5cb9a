import {
  ConversationConflictError,
  IntegrityError,
  type IntegrityReason,
  isSecureLLMError,
  NetworkError,
} from '../errors.ts';
import { SeenVersions } from '../lib/seen-versions.ts';
import type { ConversationPlace } from './options.ts';
import { type ConversationRecord, EMPTY, recordOf, textOf } from './record.ts';

/** A record as it stands in the store. */
export interface Kept {
  /** 0: there is none. */
  readonly version: number;
  /** As the store has it. */
  readonly raw: string | undefined;
  readonly record: ConversationRecord;
}

/** Format, version of the record, whether it is sealed, body. No JSON, so that no store parses it. */
const ITEM = /^c1\.([1-9]\d{0,14})\.(sealed|plain)\.([\s\S]*)$/;

/** What this process has seen of each store: an older version that comes back is a replay. */
const newest = new WeakMap<object, SeenVersions>();

/** Reads a record. Throws IntegrityError for one that was not written here, or is older than one that was seen by this process. */
export async function read(place: ConversationPlace): Promise<Kept> {
  const { store, key, vault } = place;
  const raw = await rawOf(place);
  if (raw === undefined) {
    seen(store).forget(key);
    return { version: 0, raw, record: EMPTY };
  }
  const [, digits, form, body = ''] = ITEM.exec(raw) ?? [];
  if (digits === undefined) throw broken(place, 'malformed', 'is not a conversation: restore it from a backup');
  if (vault && form !== 'sealed')
    throw broken(place, 'altered', 'is plain text, although a vault is given: delete it, or restore it from a backup');
  if (!vault && form === 'sealed')
    throw broken(place, 'unknown-key', 'is encrypted: pass the `vault` that it was kept with');
  const version = Number(digits);
  const text = vault ? await outside(() => vault.open(body, contextOf(place, version))) : body;
  if (version < seen(store).of(key))
    throw broken(place, 'replayed', 'is older than what was read before: restore the newest one');
  const record = recordOf(text);
  if (!record) throw broken(place, 'malformed', 'does not hold a conversation: restore it from a backup');
  seen(store).add(key, version);
  return { version, raw, record };
}

/** Writes a record in the place of the one that was read. Throws ConversationConflictError where that is no longer there. */
export async function write(place: ConversationPlace, before: Kept, record: ConversationRecord): Promise<Kept> {
  const { store, key, vault } = place;
  const version = before.version + 1;
  const text = textOf(record);
  const body = vault ? await outside(() => vault.seal(text, contextOf(place, version))) : text;
  const raw = `c1.${version}.${vault ? 'sealed' : 'plain'}.${body}`;
  if (store.compareAndSet) {
    if ((await outside(() => store.compareAndSet?.(key, before.raw, raw))) !== true)
      throw new ConversationConflictError();
  } else {
    if ((await rawOf(place)) !== before.raw) throw new ConversationConflictError();
    await outside(() => store.setItem(key, raw));
  }
  seen(store).add(key, version);
  return { version, raw, record };
}

export async function erase({ store, key }: ConversationPlace): Promise<void> {
  await outside(() => store.removeItem(key));
  seen(store).forget(key);
}

async function rawOf(place: ConversationPlace): Promise<string | undefined> {
  const item = await outside(() => place.store.getItem(place.key));
  if (typeof item === 'object' && item !== null)
    // taken for missing, it would be written over
    throw broken(place, 'malformed', 'came from the store as an object: let `getItem` answer the string that was set');
  return typeof item === 'string' ? item : undefined;
}

function seen(store: object): SeenVersions {
  const versions = newest.get(store) ?? new SeenVersions();
  newest.set(store, versions);
  return versions;
}

const contextOf = ({ tenant, id }: ConversationPlace, version: number) => ({
  purpose: 'conversation',
  tenant,
  id,
  version,
});

const broken = ({ id }: ConversationPlace, reason: IntegrityReason, rule: string) =>
  new IntegrityError(reason, `Conversation ${JSON.stringify(id)}`, rule);

/** What is not ours to explain: the store, and the vault where it fails for another reason than its keys. */
async function outside<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isSecureLLMError(cause)) throw cause;
    throw new NetworkError('The `store` or the `vault` of the conversation failed: see `cause`, then call again', {
      cause,
    });
  }
}
