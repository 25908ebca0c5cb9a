import { expect, test } from 'vitest';
import { NetworkError } from '../../src/errors.ts';
import type { ConversationStore } from '../../src/types/store.ts';
import { conversing, serverStore, talking, vault } from '../support/conversations.ts';
import { manualClock } from '../support/manual-clock.ts';

const LIMIT_MS = 5_000;

/** A store of which one method never answers, once it is told to. */
function hanging(method: keyof ConversationStore) {
  const store = { ...serverStore(), getKeys: async () => [...store.items.keys()] };
  let hangs = false;
  let freed = () => {};
  const whenFreed = new Promise<void>((resolve) => {
    freed = resolve;
  });
  const real = store[method as 'getItem'] as (...given: unknown[]) => unknown;
  let asked = () => {};
  const whenAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  const held = async (...given: unknown[]) => {
    if (hangs) {
      asked();
      await whenFreed;
    }
    return real(...given);
  };
  return {
    items: store.items,
    store: { ...store, [method]: held },
    hang: () => (hangs = true),
    whenAsked,
    free: () => freed(),
  };
}

const METHODS = ['history', 'takeBack', 'branch', 'delete', 'purge'] as const;

async function begun(method: keyof ConversationStore) {
  const { store, items, hang, whenAsked, free } = hanging(method);
  const clock = manualClock();
  const { client } = talking({ clock, timeout: { totalMs: LIMIT_MS } }, ['Hi.'], [new NetworkError('reset')]);
  const options = { store, vault, tenant: 't1' };
  const conversation = client.conversation('c1', options);
  await conversation.send('Hi');
  await conversation.send('Lost').catch(() => {});
  hang();
  const run = { purge: () => client.purgeConversations(options), branch: () => conversation.branch('c2') };
  const call = (name: (typeof METHODS)[number]) =>
    name === 'purge' || name === 'branch' ? run[name]() : conversation[name]();
  return { clock, conversation, items, call, whenAsked, free };
}

test.each([
  ['history', 'getItem'],
  ['takeBack', 'getItem'],
  ['takeBack', 'setItem'],
  ['branch', 'getItem'],
  ['branch', 'setItem'],
  ['delete', 'removeItem'],
  ['purge', 'getKeys'],
  ['purge', 'removeItem'],
] as const)('%s ends in time where %s never answers, and leaves no timer', async (name, method) => {
  const { clock, call, whenAsked } = await begun(method);
  let ended = false;
  const outcome = call(name).finally(() => {
    ended = true;
  });
  const failed = expect(outcome).rejects.toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total', limitMs: LIMIT_MS });
  await whenAsked;
  await clock.advance(LIMIT_MS - 1);
  expect(ended).toBe(false);
  await clock.advance(1);
  await failed;
  expect(clock.pending).toBe(0);
});

test.each(['takeBack', 'branch'] as const)('a %s that was given up changes nothing later', async (name) => {
  const { clock, call, items, free } = await begun('getItem');
  const before = new Map(items);
  const failed = expect(call(name)).rejects.toMatchObject({ code: 'ERR_TIMEOUT' });
  while (clock.pending === 0) await new Promise(setImmediate);
  await clock.advance(LIMIT_MS);
  await failed;
  free();
  for (let turn = 0; turn < 500; turn++) await new Promise(setImmediate);
  expect(items).toEqual(before);
});

test('who waits for a turn in progress gives up in time, and the others go on', async () => {
  const clock = manualClock();
  const { client } = talking({ clock, timeout: { totalMs: LIMIT_MS } }, ['Hi.'], ['Again.']);
  const conversation = client.conversation('c1');
  const events = conversation.stream('Hi', { timeout: { totalMs: 10 * LIMIT_MS } })[Symbol.asyncIterator]();
  await events.next();
  const timers = clock.pending;
  const failed = expect(conversation.delete()).rejects.toMatchObject({ code: 'ERR_TIMEOUT' });
  while (clock.pending === timers) await new Promise(setImmediate);
  await clock.advance(LIMIT_MS);
  await failed;
  while (!(await events.next()).done);
  await conversation.send('Still there?');
  expect((await conversation.history()).messages).toHaveLength(4);
});

test('nothing of a timer is left behind a method that went well', async () => {
  const clock = manualClock();
  const { client } = talking({ clock }, ['Hi.']);
  const conversation = client.conversation('c1');
  await conversation.send('Hi');
  await conversation.history();
  await conversation.takeBack();
  await conversation.branch('c2');
  await conversation.delete();
  await client.purgeConversations();
  expect(clock.pending).toBe(0);
  expect(conversing({}).conversation.id).toBe('c1');
});
