import {
  ConversationConflictError,
  IntegrityError,
  type IntegrityReason,
  isSecureLLMError,
  NetworkError,
} from '../errors.ts';
import { namingOf } from './names.ts';
import type { ConversationPlace, TenantPlace } from './options.ts';

/** What a store has of a conversation. */
export interface Item {
  /** Its key; undefined: there is none. */
  readonly name: string | undefined;
  readonly raw: string | undefined;
}

/** What is there, under the current name or an older one. */
export async function find(place: ConversationPlace): Promise<Item> {
  const names = await namesOf(place, place.id);
  const again = names.length > 1 ? names.slice(0, 1) : []; // it may go there while the others are read
  for (const name of [...names, ...again]) {
    const raw = await get(place, name);
    if (raw !== undefined) return { name, raw };
  }
  return { name: undefined, raw: undefined };
}

/** Puts one string in the place of another. Throws ConversationConflictError where something else is there. */
export async function swap(place: ConversationPlace, { name, before, after, ttlMs }: Swap): Promise<void> {
  const { store } = place;
  const ttl = ttlMs === undefined ? {} : { ttl: Math.ceil(ttlMs / 1_000) };
  if (store.compareAndSet) {
    const isThere = await outside(() => store.compareAndSet?.(name, before, after, ttl));
    if (isThere !== true) throw new ConversationConflictError();
    return;
  }
  await expect(place, name, before);
  await outside(() => store.setItem(name, after, ttl));
}

interface Swap {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string;
  readonly ttlMs: number | undefined;
}

/** Throws ConversationConflictError where something else is there. */
export async function expect(place: ConversationPlace, name: string, raw: string | undefined): Promise<void> {
  if ((await get(place, name)) !== raw) throw new ConversationConflictError();
}

export const namesOf = ({ vault, isShared, tenant }: TenantPlace, id: string): Promise<readonly string[]> =>
  outside(() => namingOf(vault, isShared)(tenant, id));

export const drop = ({ store }: TenantPlace, name: string): Promise<unknown> => outside(() => store.removeItem(name));

export const broken = ({ id }: ConversationPlace, reason: IntegrityReason, rule: string) =>
  new IntegrityError(reason, `Conversation ${JSON.stringify(id)}`, rule);

/** What is not ours to explain: the store, and the vault where it fails for another reason than its keys. */
export async function outside<T>(work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (isSecureLLMError(cause)) throw cause;
    throw new NetworkError('The `store` or the `vault` of the conversation failed: see `cause`, then call again', {
      cause,
    });
  }
}

async function get(place: ConversationPlace, name: string): Promise<string | undefined> {
  const item = await outside(() => place.store.getItem(name));
  if (typeof item === 'object' && item !== null)
    // taken for missing, it would be written over
    throw broken(place, 'malformed', 'came from the store as an object: let `getItem` answer the string that was set');
  return typeof item === 'string' ? item : undefined;
}
