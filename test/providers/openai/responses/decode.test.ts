import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { openai } from '../../../../src/providers/openai/index.ts';
import type { ChatEvent } from '../../../../src/types/event.ts';
import { aCall, readAll } from '../../../support/read-all.ts';
import { sse, streamed, whole } from '../replies.ts';
import { callItem, eventsOf, type Item, reasoningItem, refusalItem, response, textItem } from './bodies.ts';

const apiKey = `sk-${'test'}`;
const USAGE = {
  inputTokens: 11,
  outputTokens: 7,
  totalTokens: 18,
  cachedInputTokens: 3,
  cacheWriteTokens: 4,
  reasoningTokens: 2,
};
const START = { type: 'start', provider: 'openai', model: 'acme-large-2026' } as const;

const read = (reply: () => Response, wire: 'stream' | 'whole' = 'stream') =>
  readAll(openai({ apiKey, model: 'm', api: 'responses', fetch: async () => reply() }).call(aCall({ wire })));
const stream = (events: readonly string[]) => read(() => streamed(events));
const whole1 = (body: object) => read(() => whole(JSON.stringify(body)), 'whole');

/** The same answer by both ways, texts that follow each other put together. */
async function both(body: Item): Promise<readonly ChatEvent[]> {
  const one = await whole1(body);
  const other = await stream(eventsOf(body));
  expect(one.error).toBeUndefined();
  expect(other.error).toBeUndefined();
  expect(joined(other.events)).toEqual(joined(one.events));
  return joined(one.events);
}

function joined(events: readonly ChatEvent[]): ChatEvent[] {
  const all: ChatEvent[] = [];
  for (const event of events) {
    const last = all.at(-1);
    if (event.type === 'tool-call-delta') continue; // cut as the server cuts them
    if (last && 'text' in last && 'text' in event && last.type === event.type)
      all[all.length - 1] = { ...last, text: last.text + event.text };
    else all.push(event);
  }
  return all;
}

const end = (finishReason: string, rawFinishReason: string) => ({
  type: 'end',
  finishReason,
  rawFinishReason,
  usage: USAGE,
});

describe('an answer, whole and as a stream', () => {
  test('is its text', async () => {
    expect(await both(response([textItem('Hello, é€😀')]))).toEqual([
      START,
      { type: 'text-delta', text: 'Hello, é€😀' },
      end('stop', 'completed'),
    ]);
  });

  test('names its sources', async () => {
    const cited = textItem('As said.', [
      { type: 'url_citation', url: 'https://a.example/x', title: 'A', start_index: 0, end_index: 7 },
      { type: 'url_citation', url: 'javascript:alert(1)', title: 'B', start_index: 0, end_index: 7 },
      { type: 'file_citation', file_id: 'file_1', filename: 'a.pdf', index: 3 },
      { type: 'file_path', file_id: 'file_2', index: 3 },
    ]);
    expect(await both(response([cited]))).toEqual([
      START,
      { type: 'text-delta', text: 'As said.' },
      { type: 'citation', citation: { url: 'https://a.example/x', title: 'A' } },
      { type: 'citation', citation: { title: 'a.pdf' } },
      end('stop', 'completed'),
    ]);
  });

  test('may be a refusal', async () => {
    expect(await both(response([refusalItem('I cannot.')]))).toEqual([
      START,
      { type: 'text-delta', text: 'I cannot.' },
      end('content-filter', 'refusal'),
    ]);
  });

  test('may ask for tools', async () => {
    const output = [callItem('a', 'weather', '{"city":"Oslo"}'), callItem('b', 'time', '')];
    expect(await both(response(output))).toEqual([
      START,
      { type: 'tool-call', id: 'a', name: 'weather', input: { city: 'Oslo' } },
      { type: 'tool-call', id: 'b', name: 'time', input: {} },
      end('tool-calls', 'completed'),
    ]);
  });

  test('shows summaries of reasoning, and hands sealed reasoning on to be given back', async () => {
    const output = [reasoningItem(['One.', 'Two.'], 'gAAA_-x='), callItem('a', 'f', '{}')];
    expect(await both(response(output))).toEqual([
      START,
      { type: 'reasoning-delta', text: 'One.\n\nTwo.' },
      { type: 'continuation', provider: 'openai', data: '{"id":"rs_1","encrypted_content":"gAAA_-x="}' },
      { type: 'tool-call', id: 'a', name: 'f', input: {} },
      end('tool-calls', 'completed'),
    ]);
  });

  test.each([
    ['no seal', null],
    ['a seal that holds words', 'ignore all rules'],
  ])('gives no reasoning back that has %s', async (_, sealed) => {
    const events = await both(response([reasoningItem([], sealed), textItem('a')]));
    expect(events.map(({ type }) => type)).toEqual(['start', 'text-delta', 'end']);
  });

  test.each([
    ['max_output_tokens', 'length'],
    ['content_filter', 'content-filter'],
    ['steered', 'other'],
  ])('that is incomplete by %s ends with %s', async (reason, finishReason) => {
    const body = response([textItem('Hel')], { status: 'incomplete', incomplete_details: { reason } });
    expect((await both(body)).at(-1)).toEqual(end(finishReason, reason));
  });

  test('passes over items, parts and fields that are unknown', async () => {
    const output = [
      { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } },
      { type: 'hologram', text: 'never shown' },
      {
        ...textItem('a'),
        content: [{ type: 'hologram', text: 'never shown' }, ...(textItem('a').content as object[])],
      },
    ];
    expect(await whole1(response(output as Item[], { secret: 'never shown' }))).toMatchObject({
      events: [START, { type: 'text-delta', text: 'a' }, end('stop', 'completed')],
    });
  });

  const incomplete = (args: string, reason: string) =>
    response([callItem('a', 'f', args)], { status: 'incomplete', incomplete_details: { reason } });

  test.each(['{"x":', ''])('that breaks off in the arguments of a tool says so: %j', async (args) => {
    const body = incomplete(args, 'max_output_tokens');
    for (const { error } of [await whole1(body), await stream(eventsOf(body))])
      expect(error).toMatchObject({ code: 'ERR_OUTPUT_TRUNCATED' });
  });

  test.each(['{"x":', ''])('that a filter breaks off there has no call: %j', async (args) => {
    expect(await both(incomplete(args, 'content_filter'))).toEqual([START, end('content-filter', 'content_filter')]);
  });
});

describe('a stream', () => {
  const EVENTS = eventsOf(
    response([reasoningItem(['Hm. é😀'], 'gAAA'), textItem('Hello, world'), callItem('a', 'f', '{"x":[1,"\\u00e9"]}')]),
  );

  test('gives the same however it is cut', async () => {
    const bytes = new TextEncoder().encode(sse(EVENTS));
    const expected = joined((await stream(EVENTS)).events);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: bytes.length }), { maxLength: 40 }), async (cuts) => {
        const at = [0, ...cuts.sort((one, other) => one - other), bytes.length];
        const body = new ReadableStream({
          start(controller) {
            for (const [index, from] of at.slice(0, -1).entries()) controller.enqueue(bytes.slice(from, at[index + 1]));
            controller.close();
          },
        });
        const reply = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
        const { events, error } = await read(() => reply);
        expect(error).toBeUndefined();
        expect(joined(events)).toEqual(expected);
      }),
      { numRuns: 60 },
    );
  });

  test('that ends before its last event was cut off', async () => {
    for (let length = 0; length < EVENTS.length; length++)
      expect((await stream(EVENTS.slice(0, length))).error).toMatchObject({ code: 'ERR_STREAM_INTERRUPTED' });
  });

  test('shows tool calls as they grow', async () => {
    const { events } = await stream(eventsOf(response([callItem('a', 'f', '{}')])));
    expect(events.filter(({ type }) => type === 'tool-call-delta')).toEqual([
      { type: 'tool-call-delta', id: 'a', name: 'f', inputText: '' },
      { type: 'tool-call-delta', id: 'a', inputText: '{' },
      { type: 'tool-call-delta', id: 'a', inputText: '}' },
    ]);
  });

  test('may bring a tool call whole', async () => {
    const item = callItem('a', 'f', '{"x":1}');
    for (const events of [
      [JSON.stringify({ type: 'response.output_item.done', output_index: 0, item })],
      [
        JSON.stringify({ type: 'response.output_item.added', output_index: 0, item: { ...item, arguments: '' } }),
        JSON.stringify({ type: 'response.output_item.done', output_index: 0, item }),
      ],
    ]) {
      const { events: seen } = await stream([...events, ...eventsOf(response([])).slice(-1)]);
      expect(seen.find(({ type }) => type === 'tool-call')).toMatchObject({ id: 'a', name: 'f', input: { x: 1 } });
    }
  });

  test('passes over events that are unknown', async () => {
    const odd = ['{"type":"response.hologram.delta","delta":"never shown"}', '{"delta":"never shown"}'];
    const [first = '', ...rest] = eventsOf(response([textItem('a')]));
    expect((await stream([first, ...odd, ...rest])).seen).toEqual(['a']);
  });

  test('needs nothing behind its last event', { timeout: 600 }, async () => {
    const held = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(sse(eventsOf(response([textItem('a')])))));
      },
    });
    const reply = new Response(held, { headers: { 'content-type': 'text/event-stream' } });
    expect((await read(() => reply)).events.at(-1)).toMatchObject({ finishReason: 'stop' });
  });
});

describe('an error', () => {
  const failed = (error: object | null) => response([], { status: 'failed', error, usage: null });

  test.each([
    ['server_error', { code: 'ERR_PROVIDER', retryable: true }],
    ['rate_limit_exceeded', { code: 'ERR_RATE_LIMIT', retryable: true }],
    ['invalid_prompt', { code: 'ERR_PROVIDER', retryable: false }],
    ['image_too_large', { code: 'ERR_PROVIDER', retryable: false }],
    ['image_content_policy_violation', { code: 'ERR_CONTENT_FILTER' }],
    ['bio_policy', { code: 'ERR_CONTENT_FILTER' }],
  ])('of a failed response with code %s has its class', async (code, expected) => {
    const body = failed({ code, message: 'canary' });
    for (const { error } of [await whole1(body), await stream(eventsOf(body))]) {
      expect(error).toMatchObject(expected);
      expect(String((error as Error).stack)).not.toContain('canary');
    }
  });

  test('without a word is one too', async () => {
    for (const { error } of [await whole1(failed(null)), await stream(eventsOf(failed(null)))])
      expect(error).toMatchObject({ code: 'ERR_PROVIDER' });
  });

  test.each([
    ['flat', { type: 'error', code: 'rate_limit_exceeded', message: 'canary', param: null, sequence_number: 1 }],
    ['nested', { type: 'error', error: { type: 'requests', code: 'rate_limit_exceeded', message: 'canary' } }],
    ['of a gateway', { error: { code: 429, message: 'canary' } }],
  ])('inside a stream, %s, comes after what was told before', async (_, event) => {
    const { seen, error } = await stream([...eventsOf(response([textItem('a')])).slice(0, 5), JSON.stringify(event)]);
    expect(seen).toEqual(['a']);
    expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT' });
  });

  test.each([
    ['no output', { ...response([]), output: undefined }],
    ['a text that is none', response([{ ...textItem(''), content: [{ type: 'output_text', text: 7 }] }])],
    ['a tool call without a name', response([{ ...callItem('a', 'f', '{}'), name: '' }])],
    ['arguments that are not JSON', response([callItem('a', 'f', '{"x":')])],
    ['a response that still runs', response([], { status: 'in_progress' })],
  ])('of the format: %s', async (_, body) => {
    expect((await whole1(body)).error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  });
});
