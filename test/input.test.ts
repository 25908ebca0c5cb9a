import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type CallOptions, defineTask, type Input, InvalidInputError, SecureLLMClient } from '../src/index.ts';
import { scripted } from '../src/testing/scripted.ts';

const CANARY = 'CANARY-VALUE-17';

async function refusal(input: unknown, options?: unknown): Promise<InvalidInputError> {
  const provider = scripted(['ok']);
  const client = new SecureLLMClient({ provider });
  const error = await client.chat(input as Input, options as CallOptions).then(
    () => {
      throw new Error('was accepted');
    },
    (error: unknown) => error,
  );
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(provider.calls).toBe(0);
  const everything = inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true }) + JSON.stringify(error);
  expect(everything).not.toContain(CANARY);
  expect(everything.length).toBeLessThan(8_192);
  return error as InvalidInputError;
}

const user = (content: unknown) => [{ role: 'user', content }];

describe('BI-06: wrong input is refused before anything is sent, naming field and rule', () => {
  test.each([
    ['null', null, 'input'],
    ['undefined', undefined, 'input'],
    ['a number', 42, 'input'],
    ['an object', { text: CANARY }, 'input'],
    ['an empty string', '', 'input'],
    ['white space', ' \n\t ', 'input'],
    ['no messages', [], 'input'],
    ['an unknown role', [{ role: CANARY, content: 'x' }], 'messages[0].role'],
    ['no role', [{ content: 'x' }], 'messages[0].role'],
    ['a number as content', user(3), 'messages[0].content'],
    ['a message that is null', [null], 'messages[0]'],
    ['an unknown part', user([{ type: CANARY }]), 'messages[0].content[0].type'],
    ['a text part without text', user([{ type: 'text' }]), 'messages[0].content[0].text'],
    ['an unknown trust', user([{ type: 'text', text: 'x', trust: 'root' }]), 'messages[0].content[0].trust'],
    ['an unknown key of a message', [{ role: 'user', content: 'x', [CANARY]: 1 }], 'messages[0]'],
    [
      'a tool result without an id',
      [{ role: 'tool', content: [{ type: 'tool-result', output: 'x' }] }],
      'messages[0].content[0]',
    ],
    [
      'a tool name that hides characters',
      [{ role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 'f\u202e', input: {} }] }],
      'messages[0].content[0].name',
    ],
    [
      'a tool id of two lines',
      [{ role: 'tool', content: [{ type: 'tool-result', id: 'a\nb', name: 'f', output: 'x' }] }],
      'messages[0].content[0].id',
    ],
    [
      'a file over http',
      user([{ type: 'file', data: new URL('http://example.com/a.png'), mediaType: 'image/png' }]),
      'messages[0].content[0].data',
    ],
    [
      'a file of no type',
      user([{ type: 'file', data: new Uint8Array(3), mediaType: 'png' }]),
      'messages[0].content[0].mediaType',
    ],
  ])('%s', async (_, input, field) => {
    expect((await refusal(input)).field).toBe(field);
  });

  test.each([
    ['an unknown option', { temprature: 1 }, /temprature.*temperature/],
    ['NaN', { temperature: Number.NaN }, /options?\.?temperature|`temperature`/],
    ['a string for a number', { maxOutputTokens: CANARY }, /maxOutputTokens.*got string/],
    ['a signal that is none', { signal: {} }, /AbortSignal/],
    ['an unknown time limit', { timeout: { total: 1 } }, /`total`.*`totalMs`/],
    ['a limit of 0', { timeout: { totalMs: 0 } }, /timeout\.totalMs/],
    ['options that are a string', CANARY, /must be an object/],
    ['a tool whose name has a space', { tools: { 'a b': { input: {} } } }, /tool name/],
    ['a scope that is too long to keep', { scope: 'x'.repeat(257) }, /scope.*at most 256 characters, got 257/],
    ['a priority out of range', { priority: 10 }, /priority.*from 0 to 9, got 10/],
  ])('options: %s', async (_, options, message) => {
    expect((await refusal('hi', options)).message).toMatch(message);
  });

  test('text that is not a string is refused by the tasks too', async () => {
    const client = new SecureLLMClient({ provider: scripted(['x']) });
    for (const wrong of [null, 3, {}, [], ''])
      for (const call of [() => client.summarize(wrong as never), () => client.sentiment(wrong as never)])
        await expect(call()).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' });
  });
});

describe('BI-02: what is too much is refused before work is done on it', () => {
  test('10 MB of text', async () => {
    expect((await refusal(`${CANARY}${'x'.repeat(10_000_000)}`)).message).toMatch(
      /100000.*`summarize`.*`sanitize.maxChars`/,
    );
  });

  test('100,000 messages', async () => {
    expect((await refusal(new Array(100_000).fill({ role: 'user', content: 'x' }))).message).toContain(
      'sanitize.maxMessages',
    );
  });

  test('a million values in a tool input, and nesting 20,000 deep', async () => {
    const calls = (input: unknown) => [
      { role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 't', input }] },
    ];
    await refusal(calls(new Array(1_000_000).fill(1)));
    let deep: unknown = 1;
    for (let level = 0; level < 20_000; level++) deep = [deep];
    expect((await refusal(calls(deep))).message).toContain('nested deeper');
  });
});

test('100,001 keys are refused before a value is read', async () => {
  let reads = 0;
  const keys = Object.fromEntries(Array.from({ length: 100_001 }, (_, index) => [`key${index}`, index]));
  const many = new Proxy(keys, { get: () => ++reads });
  await refusal([{ role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 't', input: many }] }]);
  await refusal([many]);
  await refusal(user([many]));
  await refusal('hi', many);
  expect(reads).toBe(0);
});

test('a key that a user chose is not in the refusal of a task input', async () => {
  const task = defineTask({
    instructions: 'Count the patients.',
    input: z.object({ patients: z.record(z.string(), z.object({ age: z.number() })) }),
    output: z.object({ count: z.number() }),
  });
  const client = new SecureLLMClient({ provider: scripted(['{"count":1}']) });
  const error = await client.run(task, { patients: { [CANARY]: { age: 'old' } } } as never).catch((error) => error);
  expect(error).toBeInstanceOf(InvalidInputError);
  expect(error.field).toBe('input.patients.*.age');
  expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain(CANARY);
});

describe('BI-03: hostile objects', () => {
  test('what answers differently the second time is read once, and what was checked is what is sent', async () => {
    let reads = 0;
    const shifty = {
      role: 'user',
      get content() {
        return ++reads === 1 ? 'first' : 'second';
      },
    };
    const provider = scripted(['ok']);
    await new SecureLLMClient({ provider }).chat([shifty] as Input);
    expect(reads).toBe(1);
    expect(provider.requests[0]?.messages[0]?.content[0]).toMatchObject({ text: 'first' });
  });

  test('getters and proxies that throw', async () => {
    const bomb = {
      role: 'user',
      get content() {
        throw new Error(CANARY);
      },
    };
    expect((await refusal([bomb])).message).toContain('getter or proxy');
    const proxy = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new TypeError(CANARY);
        },
      },
    );
    await refusal([proxy]);
    await refusal('hi', proxy);
  });

  test('cycles, functions, symbols, bigints, NaN and class instances in data', async () => {
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    for (const input of [cycle, () => 1, { a: Symbol('x') }, { a: 1n }, { a: Number.NaN }, new Date(), new Map()])
      await refusal([{ role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 't', input }] }]);
  });

  test('property: whatever is given, the answer is a refusal or a call, never anything else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.anything({ withNullPrototype: true, withBigInt: true, withSparseArray: true }),
        async (input) => {
          const client = new SecureLLMClient({ provider: scripted(['ok']) });
          const result = await client.chat(input as Input).catch((error: unknown) => error);
          expect(result instanceof InvalidInputError || (result as { text: string }).text === 'ok').toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('BI-04: `__proto__` in data is refused and pollutes nothing', async () => {
  const input = JSON.parse('{"__proto__":{"polluted":1}}');
  const error = await refusal([{ role: 'assistant', content: [{ type: 'tool-call', id: '1', name: 't', input }] }]);
  expect(error.message).toContain('__proto__');
  await refusal('hi', { providerOptions: JSON.parse('{"openai":{"__proto__":{"polluted":1}}}') });
  await refusal(JSON.parse('[{"role":"user","content":"x","__proto__":{"role":"system"}}]'));
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('BI-05: an error for a huge bad value stays small', async () => {
  const error = await refusal(new Array(900).fill({ role: 'user', content: 'x', wrong: CANARY.repeat(100) }));
  expect(error.message.length).toBeLessThan(4_096);
});
