import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openai } from '../../../src/providers/openai/index.ts';
import type { ChatEvent } from '../../../src/types/event.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { completion, delta, streamed, whole } from './replies.ts';

const answer = (response: Response, wire: 'stream' | 'whole') =>
  readAll(
    openai({ baseURL: 'https://acme.example/v1', model: 'm', fetch: async () => response }).call(aCall({ wire })),
  );

const stream = (...deltas: readonly object[]) =>
  answer(streamed([...deltas.map((each) => delta(each)), delta({}, 'tool_calls'), '[DONE]']), 'stream');
const ask = (message: object) => answer(whole(completion(message, 'tool_calls')), 'whole');

const piece = (name: string | undefined, text: unknown, rest: object = {}) => ({
  tool_calls: [{ ...rest, function: { ...(name !== undefined && { name }), arguments: text } }],
});

const callsOf = ({ events, error }: { readonly events: readonly ChatEvent[]; readonly error: unknown }) => {
  expect(error).toBe(undefined);
  return events.filter((event) => event.type === 'tool-call');
};
const inputsOf = (read: Parameters<typeof callsOf>[0]) => callsOf(read).map(({ name, input }) => [name, input]);

const NESTED = `${'{"a":'.repeat(200_000)}1${'}'.repeat(200_000)}`;

describe('arguments', () => {
  test('that are an object already are kept', async () => {
    const given = piece('f', { city: 'Oslo' }, { id: 'a' });
    for (const read of [await stream(given), await ask(given)])
      expect(inputsOf(read)).toEqual([['f', { city: 'Oslo' }]]);
  });

  test.each([null, undefined, ''])('that are %j are an empty object', async (text) => {
    for (const read of [await stream(piece('f', text, { id: 'a' })), await ask(piece('f', text, { id: 'a' }))])
      expect(inputsOf(read)).toEqual([['f', {}]]);
  });

  test('nested deeper than the stack are a format error, not a crash', async () => {
    const body = completion(piece('f', 'HERE', { id: 'a' }), 'tool_calls').replace('"HERE"', NESTED);
    expect((await answer(whole(body), 'whole')).error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  });
});

describe('two calls of one answer, each in a chunk of its own', () => {
  const places: [string, object][] = [
    ['without index and id', {}],
    ['with index 0 and an empty id', { index: 0, id: '' }],
    ['with index 0 and no id', { index: 0, id: null }],
  ];

  test.each(places)('are told apart by their names %s', async (_, place) => {
    expect(inputsOf(await stream(piece('f', '{"a":1}', place), piece('g', '{"b":2}', place)))).toEqual([
      ['f', { a: 1 }],
      ['g', { b: 2 }],
    ]);
  });

  test.each(places)('of the same tool are two %s', async (_, place) => {
    expect(inputsOf(await stream(piece('f', '{"a":1}', place), piece('f', '{"a":2}', place)))).toEqual([
      ['f', { a: 1 }],
      ['f', { a: 2 }],
    ]);
    expect(inputsOf(await stream(piece('f', { a: 1 }, place), piece('f', { a: 2 }, place)))).toHaveLength(2);
  });

  test.each(places)('are both there when they have no arguments %s', async (_, place) => {
    expect(inputsOf(await stream(piece('f', '', place), piece('g', '', place)))).toEqual([
      ['f', {}],
      ['g', {}],
    ]);
    expect(inputsOf(await stream(piece('f', '', place), piece('f', '', place)))).toHaveLength(2);
    expect(inputsOf(await stream(piece('f', '{}', place), piece('g', '', place)))).toHaveLength(2);
    expect(inputsOf(await stream(piece('f', '{}', place), piece('f', '', place)))).toHaveLength(2);
    expect(inputsOf(await stream(piece('f', ' \n', place), piece('g', '{}', place)))).toHaveLength(2);
    expect(inputsOf(await stream(piece('f', 'null', place), piece('g', '{}', place)))).toHaveLength(2);
    expect(inputsOf(await stream(piece('f', '', place), piece('g', '{"b":1}', place)))).toHaveLength(2);
  });

  test('are told apart inside one chunk too', async () => {
    const both = { tool_calls: ['f', 'g'].map((name) => ({ index: 0, function: { name, arguments: '{}' } })) };
    expect(inputsOf(await stream(both))).toHaveLength(2);
  });

  test('go on with the pieces that follow', async () => {
    const pieces = [piece('f', '{"a":'), piece(undefined, '1}'), piece('g', '{"b"'), piece(undefined, ':2}')];
    expect(inputsOf(await stream(...pieces))).toEqual([
      ['f', { a: 1 }],
      ['g', { b: 2 }],
    ]);
  });
});

describe('one call', () => {
  test('whose server repeats the name with every piece stays one, wherever it is cut', async () => {
    const key = fc.string().filter((name) => name !== '__proto__'); // it is left out, on purpose
    const input = fc.dictionary(key, fc.oneof(fc.string(), fc.constantFrom('}', '"', '\\', ']{', '\\"}')));
    await fc.assert(
      fc.asyncProperty(input, fc.array(fc.nat(60), { maxLength: 6 }), fc.boolean(), async (input, cuts, hasId) => {
        const text = JSON.stringify(input);
        const points = [0, ...cuts.map((cut) => cut % text.length).sort((one, other) => one - other), text.length];
        const pieces = points.slice(1).map((end, at) => text.slice(points[at], end));
        const sent = pieces.filter((each) => each !== '').map((each) => piece('f', each, hasId ? { id: 'a' } : {}));
        const calls = inputsOf(await stream(...sent));
        expect(calls).toEqual([['f', JSON.parse(text)]]);
      }),
    );
  });

  test('that begins without arguments and repeats its name with them stays one', async () => {
    expect(inputsOf(await stream(piece('f', '', { index: 0 }), piece('f', '{"a":1}', { index: 0 })))).toEqual([
      ['f', { a: 1 }],
    ]);
    expect(inputsOf(await stream(piece('f', '', { index: 0, id: 'a' }), piece('f', '', { index: 0 })))).toHaveLength(1);
  });

  test('that repeats its name after its arguments, with an id, stays one', async () => {
    const read = await stream(piece('f', '{"a":1}', { index: 0, id: 'a' }), piece('f', '', { index: 0 }));
    expect(inputsOf(read)).toEqual([['f', { a: 1 }]]);
    const late = await stream(piece('f', '{"a":1}', { index: 0 }), piece('f', '', { index: 0, id: 'late' }));
    expect(callsOf(late)).toEqual([{ type: 'tool-call', id: 'late', name: 'f', input: { a: 1 } }]);
  });

  test('whose name is repeated a hundred thousand times is read in linear time', async () => {
    const filler = Array.from({ length: 100_000 }, () => piece('f', '}'));
    const read = await stream(piece('f', '{"a":"'), ...filler, piece(undefined, '"}'));
    expect(inputsOf(read)).toEqual([['f', { a: '}'.repeat(100_000) }]]);
  }, 10_000);

  test('takes the id that comes with a later piece', async () => {
    const pieces = [piece('f', '{"a":', { index: 0 }), piece(undefined, '1}', { index: 0, id: 'later' })];
    expect(callsOf(await stream(...pieces))).toEqual([{ type: 'tool-call', id: 'later', name: 'f', input: { a: 1 } }]);
  });

  test('that took a later id keeps it', async () => {
    const pieces = [piece('f', '{}'), piece(undefined, '', { id: 'later' }), piece('f', '', { id: 'b' })];
    expect(callsOf(await stream(...pieces)).map(({ id }) => id)).toEqual(['later', 'b']);
  });

  test('that has its id already is left alone when another comes', async () => {
    const pieces = [piece('f', '{}', { index: 0, id: 'a' }), piece('g', '{}', { index: 0, id: 'b' })];
    expect(callsOf(await stream(...pieces)).map(({ id }) => id)).toEqual(['a', 'b']);
    const late = [piece('f', '{}', { index: 0 }), piece('g', '{}', { index: 0, id: 'b' })];
    expect(callsOf(await stream(...late)).map(({ id, name }) => [name, id === 'b'])).toEqual([
      ['f', false],
      ['g', true],
    ]);
  });

  test('without id gets one that no server gave, and that OpenAI takes back', async () => {
    const made = callsOf(await stream(piece('f', '{}', { index: 0 }), piece('g', '{}', { index: 1, id: 'call-0' })));
    const again = callsOf(await ask(piece('f', '{}')));
    const ids = [...made, ...again].map(({ id }) => id);
    expect(new Set(ids).size).toBe(3);
    expect(ids[0]).toMatch(/^call_[0-9a-f]{32}$/); // at most 40 characters
  });
});

describe('the legacy function_call', () => {
  test('is a tool call, in a stream and in one answer', async () => {
    const read = [
      await stream(
        { function_call: { name: 'f', arguments: '' } },
        { function_call: { arguments: '{"a":' } },
        { function_call: { arguments: '1}' } },
      ),
      await ask({ function_call: { name: 'f', arguments: '{"a":1}' } }),
    ];
    for (const each of read) {
      expect(callsOf(each)).toEqual([
        { type: 'tool-call', id: expect.stringMatching(/^call_/), name: 'f', input: { a: 1 } },
      ]);
      expect(each.events.at(-1)).toMatchObject({ finishReason: 'tool-calls' });
    }
  });

  test.each([null, {}, { name: '', arguments: '' }])('is passed over as %j', async (function_call) => {
    const { seen, error } = await ask({ content: 'a', function_call });
    expect([seen, error]).toEqual([['a'], undefined]);
  });

  test('is left out beside the tool calls that replace it', async () => {
    const both = { ...piece('f', '{}', { id: 'a' }), function_call: { name: 'f', arguments: '{}' } };
    expect(callsOf(await ask(both))).toHaveLength(1);
  });

  test.each([[5], ['f'], [[]], [{ arguments: '{}' }]])('is refused as %j', async (function_call: unknown) => {
    expect((await ask({ function_call })).error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  });
});
