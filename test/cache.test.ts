import { describe, expect, test, vi } from 'vitest';
import * as z from 'zod';
import {
  type AuditRecord,
  type CallOptions,
  type Input,
  NetworkError,
  OutputBlockedError,
  prompt,
  SchemaError,
  SecureLLMClient,
  type SecureLLMClientOptions,
  type Store,
  untrusted,
} from '../src/index.ts';
import { keyRing, vault } from '../src/node/vault.ts';
import { type ScriptedProvider, type Step, scripted } from '../src/testing/scripted.ts';
import { end, toolCall } from '../src/testing/steps.ts';
import { manualClock } from './support/manual-clock.ts';
import { EMAIL } from './support/sensitive.ts';

const OTHER_EMAIL = ['john.doe', 'example.org'].join('@');
const KEY = 'k'.repeat(32);

/** A client with a cache, and what it asked. */
function cached(runs: readonly (readonly Step[])[], options: Partial<SecureLLMClientOptions> = {}) {
  const provider = scripted(...runs);
  const records: AuditRecord[] = [];
  const clock = manualClock();
  const client = new SecureLLMClient({
    provider,
    clock,
    cache: {},
    retry: { maxRetries: 0 },
    audit: (record) => void records.push(record),
    ...options,
  });
  return { client, provider, records, clock };
}

/** A store that shows what it holds. */
function openStore() {
  const items = new Map<string, string>();
  const store: Store = {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
  };
  return { items, store };
}

const callsOf = ({ calls }: ScriptedProvider) => calls;

describe('the same request', () => {
  test('is sent once, and both results tell which is which', async () => {
    const { client, provider, records } = cached([['first', end({ requestId: 'req_1' })], ['second']]);
    const first = await client.chat('What is a sea?');
    const second = await client.chat('What is a sea?');
    expect(first).toMatchObject({ text: 'first', cached: false, usage: { totalTokens: 15 }, requestId: 'req_1' });
    expect(second).toMatchObject({ text: 'first', cached: true, usage: { totalTokens: 0 }, attempts: [] });
    expect(second).toMatchObject({
      finishReason: 'stop',
      provider: 'scripted',
      model: 'scripted',
      requestId: undefined,
    });
    expect(callsOf(provider)).toBe(1);
    expect(records.map(({ cached, outcome }) => [cached, outcome])).toEqual([
      [undefined, 'ok'],
      [true, 'ok'],
    ]);
    expect(client.stats()).toMatchObject({ calls: { ok: 2 }, cached: 1, attempts: 1, tokens: { input: 10 } });
  });

  test('gets the same answer streamed and whole', async () => {
    const { client, provider } = cached([['Hel', { type: 'reasoning-delta', text: 'hm' }, 'lo']]);
    await client.chat('Hi');
    const events = [];
    for await (const event of client.stream('Hi')) events.push(event);
    expect(events).toEqual([
      { type: 'start', provider: 'scripted', model: 'scripted', cached: true },
      { type: 'reasoning-delta', text: 'hm' },
      { type: 'text-delta', text: 'Hello' },
      { type: 'end', finishReason: 'stop', usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 } },
    ]);
    await client.stream('Bye').final();
    expect(await client.chat('Bye')).toMatchObject({ text: 'Hello', cached: true });
    expect(callsOf(provider)).toBe(2);
  });

  test('gets the same tool calls', async () => {
    const { client, provider } = cached([[toolCall('weather', { city: 'Rome' })]]);
    const tools = { weather: { input: z.object({ city: z.string() }) } };
    const first = await client.chat('Rain?', { tools });
    const second = await client.chat('Rain?', { tools });
    expect(second.toolCalls).toEqual(first.toolCalls);
    expect(second).toMatchObject({ cached: true, finishReason: 'tool-calls' });
    expect(callsOf(provider)).toBe(1);
  });

  test('is another one where anything about it differs', async () => {
    const { client, provider } = cached([['ok']]);
    const tools = { weather: { input: z.object({ city: z.string() }) } };
    const bytes = (last: number) => new Uint8Array([1, 2, last]);
    const image = (data: Uint8Array | URL): Input => [
      { type: 'text', text: 'Hi' },
      { type: 'file', data, mediaType: 'image/png' },
    ];
    const requests: [Input, CallOptions?][] = [
      ['Hi'],
      ['hi'],
      [[untrusted('Hi')]],
      [prompt`Hi`],
      [[untrusted('Hi', { source: 'mail' })]],
      [[{ role: 'system', content: 'Hi' }]],
      [
        [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hi' },
        ],
      ],
      [image(bytes(3))],
      [image(bytes(4))],
      [image(new URL('https://example.com/a.png'))],
      ['Hi', { instructions: 'Be brief' }],
      ['Hi', { model: 'other' }],
      ['Hi', { temperature: 0 }],
      ['Hi', { maxOutputTokens: 9 }],
      ['Hi', { seed: 1 }],
      ['Hi', { stopSequences: ['x'] }],
      ['Hi', { tools }],
      ['Hi', { tools, toolChoice: 'none' }],
      ['Hi', { providerOptions: { scripted: { user: 'a' } } }],
      ['Hi', { scope: 'tenant-1' }],
      ['Hi', { scope: 'tenant-2' }],
    ];
    for (const [input, options] of requests) await client.chat(input, options);
    await client.object('Hi', { schema: z.object({}) }).catch(() => {});
    expect(callsOf(provider)).toBe(requests.length + 2); // an object is asked for twice, as `ok` is none
    for (const [input, options] of requests) expect(await client.chat(input, options)).toMatchObject({ cached: true });
  });

  test('is the same however it is written, and whoever waits how long for it', async () => {
    const { client, provider } = cached([['ok']]);
    await client.chat('Hi', { temperature: 0, seed: 1 });
    await client.chat([{ role: 'user', content: 'Hi' }], { seed: 1, temperature: 0, priority: 9 });
    await client.chat([{ type: 'text', text: 'Hi' }], { seed: 1, temperature: 0, timeout: { totalMs: 5_000 } });
    await client.chat('Hi', { temperature: 0, seed: 1, model: 'scripted', signal: new AbortController().signal });
    expect(callsOf(provider)).toBe(1);
  });

  test('is sent all the same with `cache: false`, and leaves nothing behind', async () => {
    const { client, provider } = cached([['one'], ['two'], ['three']]);
    expect((await client.chat('Hi', { cache: false })).text).toBe('one');
    expect((await client.chat('Hi')).text).toBe('two');
    expect((await client.chat('Hi', { cache: false })).text).toBe('three');
    expect(await client.chat('Hi')).toMatchObject({ text: 'two', cached: true });
    expect(callsOf(provider)).toBe(3);
  });

  test('is sent again after `ttlMs`', async () => {
    const { client, provider, clock } = cached([['one'], ['two']], { cache: { ttlMs: 1_000 } });
    await client.chat('Hi');
    await clock.advance(999);
    expect((await client.chat('Hi')).text).toBe('one');
    await clock.advance(1);
    expect((await client.chat('Hi')).text).toBe('two');
    expect(callsOf(provider)).toBe(2);
    expect(clock.pending).toBe(0);
  });

  test('of a client without a cache is always sent', async () => {
    const { client, provider } = cached([['ok']], { cache: false });
    await client.chat('Hi');
    expect(await client.chat('Hi')).toMatchObject({ cached: false });
    expect(callsOf(provider)).toBe(2);
  });
});

describe('what is kept', () => {
  test("holds nobody's personal data, and never brings it to another", async () => {
    const { items, store } = openStore();
    const { client, provider } = cached([['I wrote to [EMAIL_ADDRESS_1].']], { cache: { store } });
    const first = await client.chat(`Write to ${EMAIL}`);
    const second = await client.chat(`Write to ${OTHER_EMAIL}`);
    expect(first.text).toBe(`I wrote to ${EMAIL}.`);
    expect(second).toMatchObject({ text: `I wrote to ${OTHER_EMAIL}.`, cached: true });
    expect(JSON.stringify(second)).not.toContain(EMAIL);
    expect(callsOf(provider)).toBe(1);
    expect(JSON.stringify([...items])).not.toMatch(/jane\.roe|john\.doe|Write to/);
  });

  test('of one tenant is never given to another', async () => {
    const { client } = cached([['for one'], ['for the other'], ['for nobody']]);
    expect((await client.chat('Hi', { scope: 'one' })).text).toBe('for one');
    expect((await client.chat('Hi', { scope: 'other' })).text).toBe('for the other');
    expect((await client.chat('Hi')).text).toBe('for nobody');
    expect(await client.chat('Hi', { scope: 'one' })).toMatchObject({ text: 'for one', cached: true });
  });

  test('is not found for personal data that was sent as it is', async () => {
    const { client, provider } = cached([['ok']], { sanitize: { pii: 'warn' } });
    await client.chat(`Write to ${EMAIL}`);
    expect(await client.chat(`Write to ${OTHER_EMAIL}`)).toMatchObject({ cached: false });
    expect(callsOf(provider)).toBe(2);
  });

  test('is screened again for everyone who gets it', async () => {
    const { store } = openStore();
    const cache = { store, key: KEY };
    const link = ['See [this](https://docs.example.com/a).'];
    const trusting = cached([link], { cache, output: { allowedHosts: ['docs.example.com'] } });
    const strict = cached([link], { cache });
    expect((await trusting.client.chat('Where?')).text).toContain('(https://docs.example.com/a)');
    const { text, findings, cached: isCached } = await strict.client.chat('Where?');
    expect(text).not.toContain('(https://docs.example.com/a)');
    expect(findings).toMatchObject([{ guard: 'links', stage: 'output' }]);
    expect(isCached).toBe(true);
  });

  test.each([
    ['was cut at the token limit', ['half', end({ finishReason: 'length' })]],
    ['was cut by a content filter', ['half', end({ finishReason: 'content-filter' })]],
    ['ended for an unknown reason', ['half', end({ finishReason: 'other' })]],
    ['broke off', ['half', new NetworkError('reset')]],
  ] as const)('is no answer that %s', async (_, run) => {
    const { client, provider } = cached([run]);
    await client.chat('Hi').catch(() => {});
    await client.chat('Hi').catch(() => {});
    expect(callsOf(provider)).toBe(2);
  });

  test('is no answer that was withheld', async () => {
    const { client, provider } = cached([['See [this](https://evil.example/).'], ['Fine.']], {
      output: { links: 'block' },
    });
    await expect(client.chat('Hi')).rejects.toThrow(OutputBlockedError);
    expect((await client.chat('Hi')).text).toBe('Fine.');
    expect(callsOf(provider)).toBe(2);
  });

  test('is no answer that gave a marker of ours away', async () => {
    let canary = '';
    const provider = scripted([]);
    const call: typeof provider.call = async function* ({ request }) {
      canary = /[0-9a-f]{32}/.exec(JSON.stringify(request.messages))?.[0] ?? 'none';
      yield { type: 'start', provider: 'p', model: 'm' };
      yield { type: 'text-delta', text: `It says ${canary}.` };
      yield end();
    };
    const { client } = cached([], { provider: { ...provider, call }, output: { leak: 'warn' } });
    const ask = () => client.chat('Hi', { instructions: 'Be brief.' });
    expect((await ask()).findings).toMatchObject([{ guard: 'leak', action: 'warn' }]);
    expect(await ask()).toMatchObject({ cached: false });
  });

  test('is no value that misses its schema', async () => {
    const { client, provider } = cached([['{"a":1}'], ['{"a":2}'], ['{"a":"three"}']]);
    const schema = z.object({ a: z.string() });
    await expect(client.object('Hi', { schema })).rejects.toThrow(SchemaError);
    expect((await client.object('Hi', { schema })).object).toEqual({ a: 'three' });
    expect(callsOf(provider)).toBe(3);
    expect(await client.object('Hi', { schema })).toMatchObject({ object: { a: 'three' }, cached: true });
    expect(callsOf(provider)).toBe(3);
  });

  test('is shared by clients made from one another, until cache or provider change', async () => {
    const { client, provider } = cached([['ok']]);
    await client.chat('Hi');
    expect(await client.withOptions({ timeout: { totalMs: 1_000 } }).chat('Hi')).toMatchObject({ cached: true });
    expect(await client.withOptions({ cache: { ttlMs: 5 } }).chat('Hi')).toMatchObject({ cached: false });
    expect(await client.withOptions({ cache: false }).chat('Hi')).toMatchObject({ cached: false });
    expect(await client.withOptions({ provider: scripted(['other']) }).chat('Hi')).toMatchObject({ text: 'other' });
    expect(await client.withOptions({ fence: false }).chat('Hi')).toMatchObject({ cached: false });
    expect(callsOf(provider)).toBe(4);
  });
});

describe('a store', () => {
  test('is shared by clients with one key, and tells nothing to another', async () => {
    const { items, store } = openStore();
    const one = cached([['one']], { cache: { store, key: KEY } });
    const two = cached([['two']], { cache: { store, key: new TextEncoder().encode(KEY) } });
    const three = cached([['three']], { cache: { store, key: KEY.toUpperCase() } });
    await one.client.chat('Hi');
    expect(await two.client.chat('Hi')).toMatchObject({ text: 'one', cached: true });
    expect(await three.client.chat('Hi')).toMatchObject({ text: 'three', cached: false });
    expect([...items.keys()].every((name) => /^[0-9a-f]{64}$/.test(name))).toBe(true);
  });

  test('of whatever answers is asked with a time to live, in seconds', async () => {
    const seen: unknown[] = [];
    const store = { ...openStore().store, setItem: (...given: unknown[]) => void seen.push(given[2]) };
    for (const ttlMs of [1_500, Number.POSITIVE_INFINITY])
      await cached([['a']], { cache: { store, ttlMs } }).client.chat('Hi');
    expect(seen).toEqual([{ ttl: 2 }, {}]);
  });

  const failing = (): never => {
    throw new Error('down');
  };
  test.each([
    ['throws', failing],
    ['rejects', async () => failing()],
    ['answers with anything but a string', () => ({ text: 'made up' })],
    ['answers with nonsense', () => 'v1.nonsense'],
  ])('that %s never fails a call', async (_, answer) => {
    const store: Store = { getItem: answer, setItem: answer, removeItem: answer };
    const { client, provider } = cached([['ok']], { cache: { store } });
    expect((await client.chat('Hi')).text).toBe('ok');
    expect((await client.stream('Hi').final()).text).toBe('ok');
    expect(callsOf(provider)).toBe(2);
  });

  test('that hangs holds a call for half a second at each step, and no longer', async () => {
    const steps: string[] = [];
    const hang = (step: string) => () => {
      steps.push(step);
      return new Promise(() => {});
    };
    const store: Store = { getItem: hang('get'), setItem: hang('set'), removeItem: hang('remove') };
    const { client, clock, provider } = cached([['ok']], { cache: { store } });
    const asked = client.chat('Hi');
    await vi.waitFor(() => expect(steps).toEqual(['get']));
    await clock.advance(499);
    expect(callsOf(provider)).toBe(0);
    await clock.advance(1);
    expect(callsOf(provider)).toBe(1);
    await vi.waitFor(() => expect(steps).toEqual(['get', 'set']));
    await clock.advance(500);
    expect((await asked).text).toBe('ok');
    expect(clock.pending).toBe(0);
  });

  test('cannot make up, change, move or revive an answer', async () => {
    const { items, store } = openStore();
    const { client, provider } = cached([['one'], ['two']], { cache: { store, key: KEY } });
    await client.chat('Hi');
    await client.chat('Bye');
    const [[hi, oneSealed], [bye, twoSealed]] = [...items] as [[string, string], [string, string]];
    for (const tampered of [
      twoSealed, // moved
      oneSealed.replace('"text":"one"', '"text":"evil"'),
      oneSealed.replace('v1.', 'v2.'),
      oneSealed.slice(0, -1),
      oneSealed.slice(67),
      `v1.${'0'.repeat(64)}{"text":"evil","finishReason":"stop"}`,
      '{"text":"evil","finishReason":"stop"}',
      '',
    ]) {
      items.set(hi, tampered);
      const { text, cached: isCached } = await client.chat('Hi');
      expect({ text, isCached }).toEqual({ text: 'two', isCached: false });
    }
    items.set(bye, oneSealed);
    expect((await client.chat('Bye')).cached).toBe(false);
    expect(callsOf(provider)).toBe(11);
    items.set(hi, oneSealed);
    expect(await client.chat('Hi')).toMatchObject({ text: 'one', cached: true });
  });

  test('gives nothing again that is older than `ttlMs`, whatever it drops itself', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    try {
      const { store } = openStore();
      const cache = { store, key: KEY, ttlMs: 60_000 };
      await cached([['one']], { cache }).client.chat('Hi');
      vi.setSystemTime(Date.now() + 59_999);
      expect((await cached([['two']], { cache }).client.chat('Hi')).text).toBe('one');
      vi.setSystemTime(Date.now() + 1);
      expect((await cached([['two']], { cache }).client.chat('Hi')).text).toBe('two');
    } finally {
      vi.useRealTimers();
    }
  });

  test('may parse what looks like JSON, as unstorage does', async () => {
    const items = new Map<string, string>();
    const parsed = (value: string | undefined) =>
      value !== undefined && /^\s*["[{]/.test(value) ? JSON.parse(value) : value;
    const store: Store = {
      getItem: async (key) => parsed(items.get(key)) ?? null,
      setItem: async (key, value) => void items.set(key, value),
      removeItem: async (key) => void items.delete(key),
    };
    const { client } = cached([['one']], { cache: { store } });
    await client.chat('Hi');
    expect(await client.chat('Hi')).toMatchObject({ text: 'one', cached: true });
  });
});

describe('with a vault', () => {
  const vaultOf = (fill: number) =>
    vault({ keyRing: keyRing({ current: 'k', keys: { k: new Uint8Array(32).fill(fill) } }) });

  test('a store holds nothing that can be read, and processes with the same keys share it', async () => {
    const { items, store } = openStore();
    const cache = { store, key: KEY };
    await cached([['attack at dawn']], { cache, vault: vaultOf(1) }).client.chat('Hi');
    expect(JSON.stringify([...items])).toMatch(/v1\.k\./);
    expect(JSON.stringify([...items])).not.toMatch(/attack/);
    const other = cached([['second']], { cache, vault: vaultOf(1) });
    expect(await other.client.chat('Hi')).toMatchObject({ text: 'attack at dawn', cached: true });
  });

  test('what another key sealed, or nobody, is no answer', async () => {
    const { store } = openStore();
    const cache = { store, key: KEY };
    await cached([['plain']], { cache }).client.chat('Hi');
    expect((await cached([['one']], { cache, vault: vaultOf(1) }).client.chat('Hi')).text).toBe('one');
    expect((await cached([['two']], { cache, vault: vaultOf(2) }).client.chat('Hi')).text).toBe('two');
  });

  test('each scope is a tenant', async () => {
    const { store } = openStore();
    const contexts: unknown[] = [];
    const own = vaultOf(1);
    const seal: typeof own.seal = (plain, context) => {
      contexts.push(context);
      return own.seal(plain, context);
    };
    const { client } = cached([['a']], { cache: { store, key: KEY }, vault: { ...own, seal } });
    await client.chat('Hi', { scope: 'acme' });
    expect(contexts).toEqual([{ purpose: 'cache', tenant: 'acme', id: expect.stringMatching(/^\w{64}$/), version: 0 }]);
  });

  test('that fails, calls go on without the cache', async () => {
    const { items, store } = openStore();
    const fail = () => Promise.reject(new Error('the service is away'));
    const { client, provider } = cached([['a']], { cache: { store }, vault: { seal: fail, open: fail } });
    await client.chat('Hi');
    expect((await client.chat('Hi')).text).toBe('a');
    expect([provider.calls, items.size]).toEqual([2, 0]);
  });

  test('memory has no need of it, and a client with another one has a cache of its own', async () => {
    const fail = () => Promise.reject(new Error('not asked'));
    const { client, provider } = cached([['a']], { vault: { seal: fail, open: fail } });
    await client.chat('Hi');
    expect((await client.chat('Hi')).cached).toBe(true);
    expect((await client.withOptions({ vault: vaultOf(1) }).chat('Hi')).cached).toBe(false);
    expect(provider.calls).toBe(2);
  });

  test('that is none is refused', () => {
    expect(() => cached([[]], { vault: {} as never })).toThrow('`vault` must have `seal` and `open`');
  });
});

test('a request into which a layer put what is no plain data is sent and not kept', async () => {
  const { client, provider } = cached([['ok']], {
    layers: [
      (call, next) =>
        next({ ...call, request: { ...call.request, providerOptions: { scripted: { map: new Map() } } } }),
    ],
  });
  await client.chat('Hi');
  expect((await client.chat('Hi')).cached).toBe(false);
  expect(callsOf(provider)).toBe(2);
});

test('a summary in parts is cached where nothing was sent for any of them', async () => {
  const answers = [['{"summary":"a","keyPoints":["a"]}']];
  const { client, provider } = cached(answers, { throttle: { tokensPerMinute: Number.POSITIVE_INFINITY } });
  const long = 'The sea is calm. '.repeat(8_000);
  expect((await client.summarize(long)).cached).toBe(false);
  const sent = callsOf(provider);
  expect(await client.summarize(long)).toMatchObject({ cached: true, attempts: [] });
  expect(callsOf(provider)).toBe(sent);
});

test('wrong options are refused', async () => {
  const make = (cache: unknown) => () => cached([[]], { cache: cache as never });
  expect(make(true)).toThrow(/`cache` must be an object, got true/);
  expect(make({ ttlMs: 0 })).toThrow(/`cache\.ttlMs` must be a number above 0/);
  expect(make({ maxEntries: 0.5 })).toThrow(/`cache\.maxEntries` must be an integer/);
  expect(make({ key: 'short' })).toThrow(/`cache\.key` must hold at least 32 bytes, got 5/);
  expect(make({ key: 7 })).toThrow(/`cache\.key` must be a Uint8Array or a string/);
  expect(make({ store: {} })).toThrow(/`cache\.store` must have `getItem`, `setItem` and `removeItem`/);
  expect(make({ store: openStore().store, maxEntries: 5 })).toThrow(/`cache\.maxEntries` is for the memory/);
  expect(make({ ttl: 5 })).toThrow(/no option `ttl`/);
  const { client } = cached([['a']]);
  await expect(client.chat('Hi', { cache: true as never })).rejects.toThrow(/`cache` must be one of false/);
});
