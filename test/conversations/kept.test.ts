import { expect, test } from 'vitest';
import { SecureLLMClient } from '../../src/client.ts';
import type { ConversationOptions } from '../../src/conversations/options.ts';
import { ConversationConflictError, IntegrityError, NetworkError } from '../../src/errors.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { stall } from '../../src/testing/steps.ts';
import type { ConversationStore } from '../../src/types/store.ts';
import { keyRing, vault as makeVault, newKey } from '../../src/vault/index.ts';
import { asked, conversing, lines, nameOf, serverStore, talking, vault } from '../support/conversations.ts';
import { testVault } from '../support/vault.ts';

const SECRET_WORDS = 'The launch is on Friday';

const kept = async (text = SECRET_WORDS, tenant = 't1') => {
  const store = serverStore();
  const { conversation } = conversing({ store, vault, tenant }, ['Noted.']);
  await conversation.send(text);
  const [key = '', item = ''] = [...store.items][0] ?? [];
  return { store, key, item, conversation };
};

test('nothing of what was said can be read in the store', async () => {
  const { key, item } = await kept();
  expect(key).toBe(await nameOf(vault, 't1', 'c1'));
  expect(item).toMatch(/^c1\.2\.sealed\./);
  expect(item).not.toMatch(/launch|Friday|Noted/);
});

test('keys are short, of few letters, say no ids, and cannot make one of another', async () => {
  const { client } = talking({}, ['Hi.']);
  const named = async (options: Pick<ConversationOptions, 'vault' | 'dangerouslyUnencrypted'>) => {
    const store = serverStore();
    const of = (tenant: string, id: string) => client.conversation(id, { store, ...options, tenant }).send('Hi');
    await of('a:b', 'c');
    await of('a', 'b:c');
    await of('a', 'B:C');
    await of('..', '../x*'.repeat(50));
    return [...store.items.keys()];
  };
  const { seal, open } = vault;
  for (const options of [{ vault }, { vault: { seal, open } }, { dangerouslyUnencrypted: true }]) {
    const keys = await named(options);
    expect(new Set(keys).size).toBe(4);
    for (const key of keys) expect(key).toMatch(/^secure-llm:conversation:[0-9a-f]{32}:[0-9a-f]{32}$/);
    expect(new Set(keys.map((key) => key.slice(0, -32))).size).toBe(3);
  }
});

test('a conversation is found under an older key of the ring, and goes to the current one when it is written', async () => {
  const [k1, k2] = [newKey(), newKey()];
  const store = serverStore();
  const before = makeVault({ keyRing: keyRing({ current: 'k1', keys: { k1 } }) });
  const after = makeVault({ keyRing: keyRing({ current: 'k2', keys: { k1, k2 } }) });
  await conversing({ store, vault: before }, ['One.']).conversation.send('Hi');
  const { conversation, provider } = conversing({ store, vault: after }, ['Two.']);
  expect((await conversation.history()).messages).toHaveLength(2);
  await conversation.send('And?');
  expect(asked(provider.requests[0])).toEqual(['user: Hi', 'assistant: One.', 'user: And?']);
  expect([...store.items.keys()]).toEqual([await nameOf(after, '', 'c1')]);
  expect((await conversation.history()).version).toBe(4);
  await conversing({ store, vault: before }, ['Old.']).conversation.send('Hi');
  await conversation.delete();
  expect(store.items.size).toBe(0);
});

test('with another key nothing is found, and nothing is written over', async () => {
  const { store, key, item } = await kept();
  const { conversation } = conversing({ store, vault: testVault(), tenant: 't1' }, ['New.']);
  expect((await conversation.history()).version).toBe(0);
  await conversation.send('Anew');
  expect(store.items.get(key)).toBe(item);
});

test.each(['wrong key', 'other tenant', 'other id', 'version raised', 'flipped', 'cut'])('%s: refused', async (how) => {
  const { store, key, item } = await kept();
  const open = how === 'wrong key' ? testVault() : vault;
  const [tenant, id] = [how === 'other tenant' ? 't2' : 't1', how === 'other id' ? 'c2' : 'c1'];
  const made: Record<string, string> = {
    'version raised': item.replace('c1.2.', 'c1.3.'),
    flipped: `${item.slice(0, -6)}${item.at(-6) === 'A' ? 'B' : 'A'}${item.slice(-5)}`,
    cut: item.slice(0, -8),
  };
  const moved = serverStore(new Map([[await nameOf(open, tenant, id), made[how] ?? item]]));
  const { client, provider } = talking({}, ['Hi.']);
  const conversation = client.conversation(id, { store: moved, vault: open, tenant });
  for (const read of ['history', 'send', 'takeBack'] as const) {
    const error = await conversation[read]().catch((error) => error);
    expect(error).toBeInstanceOf(IntegrityError);
    expect(JSON.stringify(error)).not.toMatch(/launch/);
  }
  expect(provider.calls).toBe(0);
  expect(store.items.get(key)).toBe(item);
});

test('plain text is not taken for what a vault has sealed, nor the reverse', async () => {
  const { store, key, item, conversation } = await kept();
  const open = serverStore();
  const plain = conversing({ store: open, dangerouslyUnencrypted: true, tenant: 't1' }, ['Ok.']).conversation;
  await plain.send('Forged');
  const [[name = '', forged = ''] = []] = [...open.items];
  open.items.set(name, item);
  await expect(plain.history()).rejects.toMatchObject({ reason: 'unknown-key' });
  store.items.set(key, forged);
  await expect(conversation.history()).rejects.toMatchObject({ reason: 'altered' });
});

test.each(['', '{}', 'c1.0.plain.{}', 'c1.1.plain.nonsense', 'c1.1.plain.{"turns":[[{"role":"king","content":[]}]]}'])(
  'what is no record is said to be none: %s',
  async (item) => {
    const store = { ...serverStore(), getItem: () => item };
    const { conversation } = conversing({ store, dangerouslyUnencrypted: true });
    await expect(conversation.history()).rejects.toMatchObject({ reason: 'malformed' });
  },
);

test('an older record that is put back is noticed by a process that has seen a newer one', async () => {
  const { store, key, item, conversation } = await kept();
  await conversation.send('More');
  store.items.set(key, item);
  await expect(conversation.send('And?')).rejects.toMatchObject({ reason: 'replayed' });
});

test('turns of one process wait for each other, also of two objects', async () => {
  const store = serverStore();
  const { client, provider } = talking({}, ['One.'], ['Two.'], ['Three.']);
  const open = () => client.conversation('c1', { store, vault });
  const one = open();
  await Promise.all([one.send('a'), open().send('b'), one.stream('c').final()]);
  expect(asked(provider.requests[2])).toEqual(['user: a', 'assistant: One.', 'user: b', 'assistant: Two.', 'user: c']);
  expect((await one.history()).messages).toHaveLength(6);
});

test('one that waits in line can be aborted, and those behind it go on', async () => {
  const { conversation, provider } = conversing({}, [stall], ['Last.']);
  const stop = new AbortController();
  const leave = new AbortController();
  const first = conversation.send('a', { signal: stop.signal });
  while (provider.calls === 0) await new Promise(setImmediate);
  const second = conversation.send('b', { signal: leave.signal });
  const third = conversation.send('c');
  leave.abort(new Error('left'));
  await expect(second).rejects.toThrow('left');
  stop.abort(new Error('stopped'));
  await expect(first).rejects.toThrow('stopped');
  expect((await third).text).toBe('Last.');
});

test('a turn that is aborted while it is written holds the line until it is', async () => {
  const items = new Map<string, string>();
  let release = () => {};
  const written = new Promise<void>((resolve) => {
    release = resolve;
  });
  let writes = 0;
  const store = {
    ...serverStore(items),
    async setItem(key: string, value: string) {
      if (++writes === 1) await written;
      items.set(key, value);
    },
  };
  const { conversation, provider } = conversing({ store, vault }, ['Both.']);
  const stop = new AbortController();
  const first = conversation.send('a', { signal: stop.signal });
  while (writes === 0) await new Promise(setImmediate);
  stop.abort(new Error('stopped'));
  await expect(first).rejects.toThrow('stopped');
  const second = conversation.send('b');
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
  release();
  await second;
  expect(asked(provider.requests[0])).toEqual(['user: a', 'user: b']);
});

/** Another process: it shares what the store holds, and nothing else. */
const process = ({ items }: ReturnType<typeof serverStore>, ...runs: Parameters<typeof conversing>[1][]) =>
  conversing({ store: serverStore(items), vault }, ...runs);

test('a write of another process is never written over', async () => {
  const store = serverStore();
  const other = process(store, ['Theirs.']);
  const { client } = talking(
    {
      layers: [
        async function* (call, next) {
          await other.conversation.send('From elsewhere');
          yield* next(call);
        },
      ],
    },
    ['Ours.'],
  );
  const mine = client.conversation('c1', { store, vault });
  await expect(mine.send('From here')).rejects.toBeInstanceOf(ConversationConflictError);
  const { messages, pending } = await mine.history();
  expect(lines(messages)).toEqual(['user: From here', 'user: From elsewhere', 'assistant: Theirs.']);
  expect(pending).toEqual([]);
});

test('a conversation that another process deleted meanwhile stays deleted', async () => {
  const store = serverStore();
  const { client } = talking(
    {
      layers: [
        async function* (call, next) {
          store.items.clear();
          yield* next(call);
        },
      ],
    },
    ['Ours.'],
  );
  await expect(client.conversation('c1', { store, vault }).send('Hi')).rejects.toBeInstanceOf(
    ConversationConflictError,
  );
  expect(store.items.size).toBe(0);
});

test('a store that compares by itself is asked to, and believed', async () => {
  const items = new Map<string, string>();
  const asked: (string | undefined)[] = [];
  let lets = true;
  const store: ConversationStore = {
    ...serverStore(items),
    setItem: () => expect.unreachable(),
    compareAndSet: async (key, before, after) => {
      asked.push(before);
      if (!lets || items.get(key) !== before) return false;
      items.set(key, after);
      return true;
    },
  };
  const { conversation } = conversing({ store, vault }, ['Hi.']);
  await conversation.send('Hello');
  expect(asked).toEqual([undefined, expect.stringMatching(/^c1\.1\./)]);
  lets = false;
  await expect(conversation.send('Again')).rejects.toBeInstanceOf(ConversationConflictError);
});

test('a process that ends between question and answer leaves the question', async () => {
  const store = serverStore();
  const snapshots: Map<string, string>[] = [];
  const { client } = talking(
    {
      layers: [
        async function* (call, next) {
          snapshots.push(new Map(store.items));
          yield* next(call);
        },
      ],
    },
    ['One.'],
    ['Two.'],
  );
  const conversation = client.conversation('c1', { store, vault });
  await conversation.send('First');
  await conversation.send('Second');
  const [, crashed = new Map()] = snapshots;
  const later = process(serverStore(crashed), ['Late.']);
  const { messages, pending } = await later.conversation.history();
  expect([lines(messages), lines(pending)]).toEqual([['user: First', 'assistant: One.'], ['user: Second']]);
  await later.conversation.send('Third');
  expect(asked(later.provider.requests[0])).toEqual(['user: First', 'assistant: One.', 'user: Second', 'user: Third']);
  expect(await later.conversation.history()).toMatchObject({ pending: [] });
});

test.each(['getItem', 'setItem', 'removeItem'] as const)(
  'a store whose %s fails is told, without its words',
  async (method) => {
    const store = { ...serverStore(), [method]: () => Promise.reject(new Error(SECRET_WORDS)) };
    const { conversation, provider } = conversing({ store, vault }, ['Hi.']);
    const error = await (method === 'removeItem' ? conversation.delete() : conversation.send('Hi')).catch(
      (error) => error,
    );
    expect(error).toBeInstanceOf(NetworkError);
    expect(error.message).toContain('`store`');
    expect(String(error.cause)).not.toContain('launch');
    expect(provider.calls).toBe(0);
  },
);

test('the vault of the client is for every store of its own, unless plain text is asked for', async () => {
  const store = serverStore();
  const client = new SecureLLMClient({ provider: scripted(['Noted.']), vault });
  await client.conversation('sealed', { store }).send(SECRET_WORDS);
  await client.conversation('plain', { store, dangerouslyUnencrypted: true }).send(SECRET_WORDS);
  const items = [...store.items.values()];
  expect(items.map((item) => item.includes(SECRET_WORDS))).toEqual([false, true]);
});
