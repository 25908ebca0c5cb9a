import { integer, invalid } from '../lib/check.ts';
import { within } from '../lib/within.ts';
import type { ConversationHistory } from './conversation.ts';
import { drop, namesOf, outside } from './item.ts';
import { alone } from './line.ts';
import { groupOf } from './names.ts';
import type { ConversationPlace, TenantPlace } from './options.ts';
import { isEmpty, type Turn } from './record.ts';
import { erase, forgetTenant, read, write } from './shelf.ts';

export const history = (place: ConversationPlace): Promise<ConversationHistory> =>
  within(place.clock, place.totalMs, async () => {
    const { version, record } = await read(place);
    return { turns: record.turns, messages: record.turns.flat(), pending: record.pending, version };
  });

export const takeBack = (place: ConversationPlace): Promise<Turn> =>
  alone(place, async (signal) => {
    const kept = await read(place);
    const { pending } = kept.record;
    signal.throwIfAborted();
    if (pending.length > 0) await write(place, kept, { ...kept.record, pending: [] });
    return pending;
  });

/** With the first `turns` only, nothing is pending: what was asked came after them. The table of placeholders goes as a whole. */
export const copy = (from: ConversationPlace, to: ConversationPlace, turns: number | undefined): Promise<void> =>
  alone(to, async (signal) => {
    const there = await read(to);
    if (!isEmpty(there.record)) throw invalid('newId', 'is a conversation already: take another, or delete that one');
    const { record } = await read(from);
    const count = turns === undefined ? undefined : integer(0, record.turns.length)(turns, 'turns', invalid);
    const cut = count !== undefined && { turns: record.turns.slice(0, count), pending: [] };
    signal.throwIfAborted();
    await write(to, there, { ...record, ...cut });
  });

export const remove = (place: ConversationPlace): Promise<void> => alone(place, () => erase(place));

/** Each step has the time of the place, as a tenant may have any number. The current names come last, as turns move records there. */
export async function purge(place: TenantPlace): Promise<number> {
  const { store, clock, totalMs } = place;
  const step = <T>(work: () => Promise<T>) => within(clock, totalMs, work);
  let count = 0;
  for (const group of (await step(() => namesOf(place, ''))).map(groupOf).toReversed())
    for (const name of (await step(() => outside(async () => store.getKeys?.(group)))) ?? []) {
      if (!name.startsWith(group)) continue;
      await step(() => drop(place, name));
      count++;
    }
  forgetTenant(place);
  return count;
}
