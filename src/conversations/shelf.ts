import { SeenVersions } from '../lib/seen-versions.ts';
import { broken, drop, expect, find, type Item, namesOf, outside, swap } from './item.ts';
import type { ConversationPlace, TenantPlace } from './options.ts';
import { type ConversationRecord, EMPTY, isEmpty, recordOf, textOf } from './record.ts';

/** A record as it stands in the store. */
export interface Kept extends Item {
  /** 0: there is none. */
  readonly version: number;
  readonly record: ConversationRecord;
}

/** Format, version of the record, whether it is sealed, body. No JSON, so that no store parses it. */
const ITEM = /^c1\.([1-9]\d{0,14})\.(sealed|plain)\.([\s\S]*)$/;

/** What this process has seen of each store: an older version that comes back is a replay. */
const newest = new WeakMap<object, SeenVersions>();

/**
 * Reads a record; one that has expired is removed, and reads as empty. Throws IntegrityError for one that was not written
 * here, or is older than one that was seen by this process.
 */
export async function read(place: ConversationPlace): Promise<Kept> {
  const { store, key, vault } = place;
  const { name = '', raw } = await find(place);
  if (raw === undefined) {
    seen(store).forget(key);
    return { name: undefined, version: 0, raw, record: EMPTY };
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
  const entry = recordOf(text);
  if (!entry) throw broken(place, 'malformed', 'does not hold a conversation: restore it from a backup');
  seen(store).add(key, version);
  const kept = { name, version, raw, record: entry.record };
  return entry.until !== null && entry.until <= Date.now() ? expired(place, kept) : kept;
}

/** Writes a record in the place of the one that was read. Throws ConversationConflictError where that is no longer there. */
export async function write(place: ConversationPlace, before: Kept, record: ConversationRecord): Promise<Kept> {
  const [name = ''] = await namesOf(place, place.id);
  if (before.name === undefined || before.name === name) return put(place, { ...before, name }, record, place.ttlMs);
  await expect(place, before.name, before.raw);
  const moved = await put(place, { ...before, name, raw: undefined }, record, place.ttlMs); // named by the current key now
  try {
    await expect(place, before.name, before.raw); // gone: it was deleted meanwhile, under the name that it had
  } catch (error) {
    await drop(place, name);
    throw error;
  }
  await drop(place, before.name);
  return moved;
}

export async function erase(place: ConversationPlace): Promise<void> {
  for (const name of (await namesOf(place, place.id)).toReversed()) await drop(place, name); // it may move to the first
  seen(place.store).forget(place.key);
}

/** What has gone may begin anew, under any version. */
export const forgetTenant = ({ store, tenant }: TenantPlace): void =>
  seen(store).forgetAll(`${JSON.stringify([tenant]).slice(0, -1)},`);

/** What has expired goes. Where the store compares, by an empty record in its place: a newer one may be there by now. */
async function expired(place: ConversationPlace, kept: Kept & { readonly name: string }): Promise<Kept> {
  if (isEmpty(kept.record)) return { ...kept, record: EMPTY };
  if (place.store.compareAndSet) return put(place, kept, EMPTY, 1);
  await expect(place, kept.name, kept.raw);
  await drop(place, kept.name);
  return { name: undefined, version: 0, raw: undefined, record: EMPTY };
}

async function put(
  place: ConversationPlace,
  { name, version: last, raw: before }: Kept & { readonly name: string },
  record: ConversationRecord,
  ttlMs: number | undefined,
): Promise<Kept> {
  const { store, key, vault } = place;
  const version = last + 1;
  const text = textOf(record, ttlMs === undefined ? null : Date.now() + ttlMs);
  const body = vault ? await outside(() => vault.seal(text, contextOf(place, version))) : text;
  const raw = `c1.${version}.${vault ? 'sealed' : 'plain'}.${body}`;
  await swap(place, { name, before, after: raw, ttlMs });
  seen(store).add(key, version);
  return { name, version, raw, record };
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
