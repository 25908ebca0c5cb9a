import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChatEvent } from '../../../src/types/event.ts';
import {
  closed,
  delta,
  ENDED,
  failure,
  MODEL,
  message,
  opened,
  PING,
  REQUEST_ID,
  STOP,
  sse,
  start,
  stopped,
  text,
  thinking,
  toolUse,
  USAGE,
} from './replies.ts';
import { answer, ask, stream } from './support.ts';

const START: ChatEvent = { type: 'start', provider: 'anthropic', model: MODEL };
const end = (finishReason: string, rawFinishReason: string, rest: object = {}) => ({
  type: 'end',
  finishReason,
  rawFinishReason,
  usage: USAGE,
  ...rest,
});
const thought = (thinking: string, signature: string) => ({
  type: 'continuation',
  provider: 'anthropic',
  data: JSON.stringify({ type: 'thinking', thinking, signature }),
});

/** Everything that an answer may hold, once as a stream and once whole. */
const EVENTS = [
  start(),
  PING,
  ...thinking(0, 'c2ln', 'Let me ', 'see €😀'),
  opened(1, { type: 'redacted_thinking', data: 'b3BhcXVl' }),
  closed(1),
  ...text(2, 'Hello', ', wörld'),
  opened(3, { type: 'server_tool_use', id: 'srv_1', name: 'web_search', input: {} }),
  delta(3, { type: 'input_json_delta', partial_json: '{"query":"x"}' }),
  closed(3),
  opened(4, { type: 'text', text: '', citations: [] }),
  delta(4, { type: 'text_delta', text: ' It is blue.' }),
  delta(4, {
    type: 'citations_delta',
    citation: {
      type: 'web_search_result_location',
      url: 'https://example.com/sky',
      title: 'Sky',
      cited_text: 'The sky is blue.',
      encrypted_index: 'eA==',
    },
  }),
  closed(4),
  ...toolUse(5, 'toolu_1', 'weather', '', '{"city":', '"Oslo"}'),
  ...toolUse(6, 'toolu_2', 'time'),
  stopped('tool_use'),
  STOP,
];
const WHOLE = message(
  [
    { type: 'thinking', thinking: 'Let me see €😀', signature: 'c2ln' },
    { type: 'redacted_thinking', data: 'b3BhcXVl' },
    { type: 'text', text: 'Hello, wörld' },
    { type: 'server_tool_use', id: 'srv_1', name: 'web_search', input: { query: 'x' } },
    {
      type: 'text',
      text: ' It is blue.',
      citations: [
        {
          type: 'web_search_result_location',
          url: 'https://example.com/sky',
          title: 'Sky',
          cited_text: 'The sky is blue.',
        },
      ],
    },
    { type: 'tool_use', id: 'toolu_1', name: 'weather', input: { city: 'Oslo' } },
    { type: 'tool_use', id: 'toolu_2', name: 'time', input: {} },
  ],
  'tool_use',
);
const READ = [
  START,
  { type: 'reasoning-delta', text: 'Let me see €😀' },
  thought('Let me see €😀', 'c2ln'),
  { type: 'continuation', provider: 'anthropic', data: '{"type":"redacted_thinking","data":"b3BhcXVl"}' },
  { type: 'text-delta', text: 'Hello, wörld It is blue.' },
  { type: 'citation', citation: { url: 'https://example.com/sky', title: 'Sky', quote: 'The sky is blue.' } },
  { type: 'tool-call', id: 'toolu_1', name: 'weather', input: { city: 'Oslo' } },
  { type: 'tool-call', id: 'toolu_2', name: 'time', input: {} },
  end('tool-calls', 'tool_use', { requestId: REQUEST_ID }),
];

/** Events with pieces of text and of arguments put together, so that only what they say is compared. */
function summed(events: readonly ChatEvent[]) {
  const sums: ChatEvent[] = [];
  const inputs: Record<string, string> = {};
  for (const event of events) {
    const last = sums.at(-1);
    if (event.type === 'tool-call-delta') inputs[event.id] = (inputs[event.id] ?? '') + event.inputText;
    else if ((event.type === 'text-delta' || event.type === 'reasoning-delta') && last?.type === event.type)
      sums[sums.length - 1] = { ...last, text: last.text + event.text };
    else sums.push(event);
  }
  return { sums, inputs };
}

const INPUTS = { toolu_1: '{"city":"Oslo"}', toolu_2: '' };

describe('an answer', () => {
  test('is the same as a whole and as a stream', async () => {
    const headers = { 'request-id': REQUEST_ID };
    for (const { events, error } of [await ask(WHOLE, headers), await stream(EVENTS, headers)]) {
      expect(error).toBeUndefined();
      expect(summed(events)).toEqual({ sums: READ, inputs: INPUTS });
    }
  });

  test('is the same however the bytes of its stream are cut', async () => {
    const bytes = new TextEncoder().encode(sse(EVENTS));
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 40 }), async (cuts) => {
        const ends = [...cuts.sort((one, other) => one - other), bytes.length];
        const body = new ReadableStream<Uint8Array>({
          start(controller) {
            for (const [index, until] of ends.entries()) controller.enqueue(bytes.slice(ends[index - 1] ?? 0, until));
            controller.close();
          },
        });
        const headers = { 'content-type': 'text/event-stream', 'request-id': REQUEST_ID };
        const { events, error } = await answer(new Response(body, { headers }));
        expect(error).toBeUndefined();
        expect(summed(events)).toEqual({ sums: READ, inputs: INPUTS });
      }),
      { numRuns: 60 },
    );
  });

  test('that comes as JSON where a stream was asked for is understood', async () => {
    const { events } = await answer(Response.json(WHOLE));
    expect(summed(events).sums.at(4)).toEqual(READ[4]);
  });

  test('hands on tool calls as they come', async () => {
    const { events } = await stream([start(), ...toolUse(0, 'toolu_1', 'f', '{"a"', ':1}'), stopped('tool_use'), STOP]);
    expect(events.slice(1, -1)).toEqual([
      { type: 'tool-call-delta', id: 'toolu_1', name: 'f', inputText: '' },
      { type: 'tool-call-delta', id: 'toolu_1', inputText: '{"a"' },
      { type: 'tool-call-delta', id: 'toolu_1', inputText: ':1}' },
      { type: 'tool-call', id: 'toolu_1', name: 'f', input: { a: 1 } },
    ]);
  });

  test('takes arguments that a block begins with, where none follow', async () => {
    const block = opened(0, { type: 'tool_use', id: 'a', name: 'f', input: { b: 2 } });
    const { events } = await stream([start(), block, closed(0), stopped('tool_use'), STOP]);
    expect(summed(events)).toMatchObject({ sums: [{}, { input: { b: 2 } }, {}], inputs: { a: '{"b":2}' } });
  });

  test.each([
    ['end_turn', 'stop'],
    ['stop_sequence', 'stop'],
    ['max_tokens', 'length'],
    ['model_context_window_exceeded', 'length'],
    ['pause_turn', 'other'],
    ['refusal', 'content-filter'],
    ['something_new', 'other'],
  ])('that stops with %s has finish reason %s, and keeps its text', async (raw, finishReason) => {
    const expected = [START, { type: 'text-delta', text: 'Hel' }, end(finishReason, raw)];
    expect((await ask(message([{ type: 'text', text: 'Hel' }], raw))).events).toEqual(expected);
    expect((await stream([start(), ...text(0, 'Hel'), stopped(raw), STOP])).events).toEqual(expected);
  });

  test('with tools that a server ends as a turn has finish reason tool-calls', async () => {
    const { events } = await stream([start(), ...toolUse(0, 'a', 'f', '{}'), stopped('end_turn'), STOP]);
    expect(events.at(-1)).toEqual(end('tool-calls', 'end_turn'));
  });

  test('that a refusal breaks off asks for no tool', async () => {
    const { events, error } = await stream([start(), ...toolUse(0, 'a', 'f', '{"x'), stopped('refusal'), STOP]);
    expect(error).toBeUndefined();
    expect(events.map(({ type }) => type)).toEqual(['start', 'tool-call-delta', 'tool-call-delta', 'end']);
    expect(events.at(-1)).toEqual(end('content-filter', 'refusal'));
  });

  test.each(['max_tokens', 'model_context_window_exceeded'])(
    'that %s ends inside a tool call is truncated',
    async (raw) => {
      const whole = await ask(message([{ type: 'tool_use', id: 'a', name: 'f', input: {} }], raw));
      const cut = await stream([start(), ...toolUse(0, 'a', 'f', '{"x":'), stopped(raw), STOP]);
      const empty = await stream([start(), ...toolUse(0, 'a', 'f'), stopped(raw), STOP]);
      for (const { events, error } of [whole, cut, empty]) {
        expect(error).toMatchObject({ code: 'ERR_OUTPUT_TRUNCATED' });
        expect(events.some(({ type }) => type === 'tool-call' || type === 'end')).toBe(false);
      }
    },
  );

  test('counts what later events leave out, and passes over what is no count', async () => {
    const { events } = await stream([
      start({ usage: { input_tokens: 5, output_tokens: 1, cache_read_input_tokens: null } }),
      stopped('end_turn', { output_tokens: 9, input_tokens: null, cache_creation_input_tokens: -1 }),
      STOP,
    ]);
    expect(events.at(-1)).toMatchObject({ usage: { inputTokens: 5, outputTokens: 9, totalTokens: 14 } });
    const none = await ask(message([], 'end_turn', { usage: null }));
    expect(none.events.at(-1)).toMatchObject({ usage: { inputTokens: 0, outputTokens: 0, totalTokens: 0 } });
  });

  test.each([
    ['char_location', { document_title: 'Mail', cited_text: 'Yes.' }, { title: 'Mail', quote: 'Yes.' }],
    ['page_location', { document_title: null, cited_text: 'Yes.' }, { quote: 'Yes.' }],
    ['search_result_location', { source: 'https://e.com/a', title: 'A' }, { url: 'https://e.com/a', title: 'A' }],
    ['search_result_location', { source: 'mailbox 7', title: 'A' }, { title: 'A' }],
    ['web_search_result_location', { url: 'javascript:alert(1)', title: 'A' }, { title: 'A' }],
  ])('names a source by %s', async (type, fields, citation) => {
    const { events } = await ask(message([{ type: 'text', text: 'a', citations: [{ type, ...fields }, 3, {}] }]));
    expect(events.slice(2, -1)).toEqual([{ type: 'citation', citation }]);
  });

  test('leaves out reasoning without its proof, and reasoning that was not sent', async () => {
    const unsigned = [opened(0, { type: 'thinking', thinking: '' }), closed(0)];
    const omitted = thinking(1, 'c2ln');
    const { events } = await stream([start(), ...unsigned, ...omitted, ...text(2, 'a'), stopped(), STOP]);
    expect(events.slice(1, -1)).toEqual([thought('', 'c2ln'), { type: 'text-delta', text: 'a' }]);
  });

  test('takes nothing from events, blocks, deltas and fields that it does not know', async () => {
    const { events, error } = await stream([
      { type: 'message_hint', text: 'no' } as never,
      start({ extra: 'no', container: { id: 'no' } }),
      opened(0, { type: 'hologram', text: 'no', thinking: 'no' }),
      delta(0, { type: 'text_delta', text: 'no' }),
      closed(0),
      opened(1, { type: 'text', text: 'y', html: 'no' }),
      delta(1, { type: 'colour_delta', colour: 'no' }),
      delta(1, { type: 'text_delta', text: 'es', thinking: 'no' }),
      closed(1),
      { ...stopped(), ...{ context_management: 'no' } },
      STOP,
    ]);
    expect(error).toBeUndefined();
    expect(events).toEqual([START, { type: 'text-delta', text: 'yes' }, end('stop', 'end_turn')]);
  });

  test('without a finish reason is complete with message_stop', async () => {
    const { events, error } = await stream([start({ usage: ENDED }), ...text(0, 'a'), STOP]);
    expect(error).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: 'end', finishReason: 'other' });
  });

  test('ends with message_stop, whatever follows', async () => {
    const { events } = await stream([start(), ...text(0, 'a'), stopped(), STOP]);
    const late = await stream([start(), ...text(0, 'a'), stopped(), STOP, failure('api_error')]);
    expect(late.error).toBeUndefined();
    expect(late.events).toEqual(events);
  });

  test.each([
    ['nothing', []],
    ['pings', [PING, PING]],
    ['a start', [start()]],
    ['text', [start(), ...text(0, 'Hel')]],
  ])('that breaks off after %s is interrupted', async (_, events) => {
    const { error } = await stream(events, { 'request-id': REQUEST_ID });
    expect(error).toMatchObject({ code: 'ERR_STREAM_INTERRUPTED', provider: 'anthropic', requestId: REQUEST_ID });
  });
});

describe('what is malformed is a ResponseFormatError that repeats nothing of it', () => {
  const WORD = 'CANARYword';
  test.each<[string, unknown]>([
    ['a string', WORD],
    ['null', null],
    ['a list', [WORD]],
    ['no content', { type: 'message', role: WORD }],
    ['content that is no list', message(WORD as never)],
    ['a block that is none', message([WORD as never])],
    ['a tool call without a name', message([{ type: 'tool_use', id: WORD, input: {} }])],
    ['a tool call without an id', message([{ type: 'tool_use', name: WORD, input: {} }])],
    ['text that is no string', message([{ type: 'text', text: { [WORD]: 1 } }])],
    ['reasoning that is no string', message([{ type: 'thinking', thinking: [WORD], signature: 'x' }])],
  ])('whole: %s', async (_, body) => {
    const { error } = await ask(body);
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT', provider: 'anthropic' });
    expect(`${error}${JSON.stringify(error)}`).not.toContain(WORD);
  });

  test.each<[string, readonly { readonly type: string }[]]>([
    ['a start without a message', [{ type: 'message_start' }]],
    ['a block that is none', [start(), opened(0, WORD as never)]],
    ['a piece of no block', [start(), delta(4, { type: 'text_delta', text: WORD })]],
    ['a piece that is none', [start(), opened(0, { type: 'text' }), delta(0, [WORD])]],
    ['text that is no string', [start(), opened(0, { type: 'text' }), delta(0, { text: [WORD] })]],
    ['arguments that are no JSON', [start(), ...toolUse(0, 'a', 'f', WORD), stopped('tool_use'), STOP]],
    ['arguments that are no string', [start(), ...toolUse(0, 'a', 'f', 5 as never), stopped('tool_use'), STOP]],
  ])('stream: %s', async (_, events) => {
    const { error } = await stream(events);
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT', provider: 'anthropic' });
    expect(`${error}${JSON.stringify(error)}`).not.toContain(WORD);
  });

  test('hands on what came before it', async () => {
    const { seen, error } = await stream([start(), opened(0, { type: 'text', text: 'a' }), delta(0, { text: 1 })]);
    expect(seen).toEqual(['a']);
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  });
});
