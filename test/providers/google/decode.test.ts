import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { google } from '../../../src/providers/google/index.ts';
import type { Call } from '../../../src/types/call.ts';
import type { ChatEvent } from '../../../src/types/event.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { NO_USAGE, response, sse, streamed, text, USAGE, whole } from './replies.ts';

const answer = (reply: Response, call: Partial<Call> = {}) =>
  readAll(google({ baseURL: 'https://acme.example/v1', model: 'm', fetch: async () => reply }).call(aCall(call)));

const stream = (events: readonly string[], headers?: Record<string, string>) => answer(streamed(events, headers));
const ask = (body: string, headers?: Record<string, string>) => answer(whole(body, headers), { wire: 'whole' });

const START: ChatEvent = { type: 'start', provider: 'google', model: 'gemini-acme-001' };
const END = { type: 'end', finishReason: 'stop', rawFinishReason: 'STOP', usage: NO_USAGE, requestId: 'response-1' };
const usage = { usageMetadata: USAGE };

describe('a stream', () => {
  test('is a start, text as it comes, and one end with usage, finish reason and request id', async () => {
    const { events } = await stream(
      [text('Hel', undefined, { usageMetadata: { promptTokenCount: 11 } }), text('lo €😀'), text('', 'STOP', usage)],
      { 'x-request-id': 'req_1' },
    );
    expect(events).toEqual([
      START,
      { type: 'text-delta', text: 'Hello €😀' },
      {
        ...END,
        usage: { inputTokens: 15, outputTokens: 9, totalTokens: 24, cachedInputTokens: 3, reasoningTokens: 2 },
        requestId: 'req_1',
      },
    ]);
  });

  test('may bring text and usage behind its finish reason', async () => {
    const { events, seen } = await stream([
      text('a', 'STOP'),
      text('b', 'STOP'),
      JSON.stringify({ usageMetadata: USAGE }),
    ]);
    expect(seen).toEqual(['ab']);
    expect(events.at(-1)).toMatchObject({ usage: { totalTokens: 24 } });
  });

  test('without a finish reason is interrupted', async () => {
    const { seen, error } = await stream([text('Hel'), text('lo', 'FINISH_REASON_UNSPECIFIED')]);
    expect(seen).toEqual(['Hello']);
    expect(error).toMatchObject({ code: 'ERR_STREAM_INTERRUPTED', retryable: true });
  });

  test('is understood where it comes as one JSON', async () => {
    expect((await answer(whole(text('Hello', 'STOP')))).events).toEqual([
      START,
      { type: 'text-delta', text: 'Hello' },
      END,
    ]);
  });
});

test.each([
  ['STOP', 'stop'],
  ['MAX_TOKENS', 'length'],
  ['CONTINUATION', 'length'],
  ['SAFETY', 'content-filter'],
  ['RECITATION', 'content-filter'],
  ['BLOCKLIST', 'content-filter'],
  ['PROHIBITED_CONTENT', 'content-filter'],
  ['SPII', 'content-filter'],
  ['MODEL_ARMOR', 'content-filter'],
  ['IMAGE_SAFETY', 'content-filter'],
  ['MALFORMED_FUNCTION_CALL', 'other'],
  ['UNEXPECTED_TOOL_CALL', 'other'],
  ['LANGUAGE', 'other'],
  ['SOMETHING_NEW', 'other'],
])('finish reason %s is %s, and the word is kept, also without content', async (raw, finishReason) => {
  for (const body of [text('a', raw), response(undefined, raw), response([], raw)]) {
    const end = { ...END, finishReason, rawFinishReason: raw };
    expect((await stream([body])).events.at(-1)).toEqual(end);
    expect((await ask(body)).events.at(-1)).toEqual(end);
  }
});

test('a finish reason that is a sentence is not kept', async () => {
  const { rawFinishReason: _, ...end } = END;
  expect((await ask(text('a', 'the prompt said: canary'))).events.at(-1)).toEqual({ ...end, finishReason: 'other' });
});

describe('parts', () => {
  test('of thought are reasoning', async () => {
    const { events } = await ask(
      response(
        [
          { text: 'hm', thought: true },
          { text: 'a', thought: false },
        ],
        'STOP',
      ),
    );
    expect(events.slice(1, -1)).toEqual([
      { type: 'reasoning-delta', text: 'hm' },
      { type: 'text-delta', text: 'a' },
    ]);
  });

  test('of function calls are whole calls, and the turn ends with tool-calls', async () => {
    const { events } = await ask(
      response(
        [{ functionCall: { id: 'a', name: 'f', args: { x: [1] } } }, { functionCall: { name: 'g', args: null } }],
        'STOP',
      ),
    );
    const id = expect.stringMatching(/^call_[0-9a-f]{32}$/);
    expect(events).toEqual([
      START,
      { type: 'tool-call-delta', id: 'a', name: 'f', inputText: '{"x":[1]}' },
      { type: 'tool-call', id: 'a', name: 'f', input: { x: [1] } },
      { type: 'tool-call-delta', id, name: 'g', inputText: '{}' },
      { type: 'tool-call', id, name: 'g', input: {} },
      { ...END, finishReason: 'tool-calls' },
    ]);
    expect(events[4]).toMatchObject({ id: events[3]?.type === 'tool-call-delta' && events[3].id });
  });

  test('that are signed are followed by a continuation that says what it belongs to', async () => {
    const { events } = await stream([
      response([{ text: 'hm', thought: true, thoughtSignature: 'AA==' }]),
      response([{ functionCall: { name: 'f', args: {} }, thoughtSignature: 'Bb+/' }]),
      response([{ text: '', thoughtSignature: 'no signature' }], 'STOP'),
    ]);
    const call = events.find((event) => event.type === 'tool-call') ?? expect.fail('no call');
    expect(events.filter(({ type }) => type === 'continuation')).toEqual([
      { type: 'continuation', provider: 'google', data: '{"signature":"AA=="}' },
      { type: 'continuation', provider: 'google', data: JSON.stringify({ signature: 'Bb+/', call: call.id }) },
    ]);
  });

  test('that are not known, and other candidates, are passed over', async () => {
    const parts = [
      { inlineData: { mimeType: 'image/png', data: 'AA==' } },
      { executableCode: { code: 'canary' } },
      { toolCall: { id: 'x' } },
      {},
      { text: 'a', videoMetadata: {}, functionCall: null, other: 'canary' },
    ];
    const body = JSON.parse(response(parts, 'STOP', { other: 'canary' }));
    body.candidates.unshift({ index: 1, content: { parts: [{ text: 'canary' }] }, finishReason: 'SAFETY' });
    const { events } = await ask(JSON.stringify(body));
    expect(events).toEqual([START, { type: 'text-delta', text: 'a' }, END]);
  });
});

test('citations come once each, before the end, with web addresses alone', async () => {
  const groundingMetadata = {
    groundingChunks: [
      { web: { uri: 'https://a.example/1', title: 'One', domain: 'a.example' } },
      { retrievedContext: { uri: 'gs://bucket/2', title: 'Two', text: 'words of it' } },
      { maps: { uri: 'https://maps.example/3' } },
      { web: { uri: 'javascript:alert(1)' } },
      { web: 'x' },
      'x',
    ],
  };
  const candidate = (rest: object) => ({ candidates: [{ content: { parts: [{ text: 'a' }] }, ...rest }] });
  const { events } = await stream([
    JSON.stringify(candidate({ groundingMetadata })),
    JSON.stringify(
      candidate({
        groundingMetadata,
        citationMetadata: {
          citationSources: [{ uri: 'https://b.example', startIndex: 1 }],
          citations: [{ title: 'T' }],
        },
        finishReason: 'STOP',
      }),
    ),
  ]);
  expect(events.slice(2, -1)).toEqual(
    [
      { url: 'https://a.example/1', title: 'One' },
      { title: 'Two', quote: 'words of it' },
      { url: 'https://maps.example/3' },
      { url: 'https://b.example' },
      { title: 'T' },
    ].map((citation) => ({ type: 'citation', citation })),
  );
});

describe('a prompt that Google blocks', () => {
  const blocked = JSON.stringify({
    promptFeedback: { blockReason: 'PROHIBITED_CONTENT', blockReasonMessage: 'canary' },
    usageMetadata: { promptTokenCount: 5 },
    responseId: 'response-1',
  });

  test.each(['stream', 'whole'] as const)('is a ContentFilterError (%s)', async (wire) => {
    const { events, error } = await (wire === 'stream' ? stream([blocked]) : ask(blocked));
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code: 'ERR_CONTENT_FILTER', provider: 'google', requestId: 'response-1' });
    expect(String(error)).not.toContain('canary');
  });

  test('is none where the reason is not specified', async () => {
    const promptFeedback = { blockReason: 'BLOCK_REASON_UNSPECIFIED', safetyRatings: [] };
    expect((await ask(text('a', 'STOP', { promptFeedback }))).error).toBeUndefined();
  });
});

describe('usage', () => {
  test.each([
    [{ promptTokenCount: 5, candidatesTokenCount: 2, totalTokenCount: 7 }, [5, 2, 7]],
    [{ promptTokenCount: 5, totalTokenCount: 9 }, [5, 4, 9]],
    [{ promptTokenCount: 5, thoughtsTokenCount: 3, totalTokenCount: 8 }, [5, 3, 8]],
    [{ promptTokenCount: -1, candidatesTokenCount: '2', totalTokenCount: 1.5 }, [0, 0, 0]],
  ])('of %j', async (usageMetadata, [inputTokens, outputTokens, totalTokens]) => {
    const { events } = await ask(text('a', 'STOP', { usageMetadata }));
    expect(events.at(-1)).toMatchObject({ usage: { inputTokens, outputTokens, totalTokens } });
  });
});

test.each([
  '{}',
  '{"candidates":[]}',
  '{"candidates":[{}]}',
  '{"candidates":{}}',
  '{"candidates":[{"content":"canary"}]}',
  '{"candidates":[{"content":{"parts":{}}}]}',
  '{"candidates":[{"content":{"parts":["canary"]}}]}',
  '{"candidates":[{"content":{"parts":[{"text":5}]}}]}',
  '{"candidates":[{"content":{"parts":[{"functionCall":"canary"}]}}]}',
  '{"candidates":[{"content":{"parts":[{"functionCall":{"args":{}}}]}}]}',
  '{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":"canary"}}]}}]}',
  `{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f","args":{"a":${'['.repeat(50_000)}${']'.repeat(50_000)}}}}]}}]}`,
])('a reply that breaks the format is a ResponseFormatError without its words: %.80s', async (body) => {
  const { error } = await ask(body);
  expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  expect(String(error)).not.toContain('canary');
});

test('an event that breaks the format follows what came before it', async () => {
  const { seen, error } = await stream([text('a'), '[]', text('b', 'STOP')]);
  expect(seen).toEqual(['a']);
  expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
});

describe('any answer', () => {
  const aPart = fc.oneof(
    fc.record({ text: fc.string({ unit: 'grapheme' }) }),
    fc.record({ text: fc.string(), thought: fc.boolean(), thoughtSignature: fc.base64String({ minLength: 4 }) }),
    fc.record({
      functionCall: fc.record({
        id: fc.uuid(),
        name: fc.constant('f'),
        args: fc.dictionary(fc.string(), fc.jsonValue()),
      }),
    }),
    fc.record({ somethingNew: fc.jsonValue() }),
  );

  /** Whatever is cut in another way adds up to the same. */
  const added = (events: readonly ChatEvent[]) =>
    events.reduce<ChatEvent[]>((all, event) => {
      const last = all.at(-1);
      if ((event.type === 'text-delta' || event.type === 'reasoning-delta') && last?.type === event.type)
        all.splice(-1, 1, { ...event, text: (last as { text: string }).text + event.text });
      else all.push(event);
      return all;
    }, []);

  test('is the same whole and as a stream, wherever its chunks and its bytes are cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aPart, { maxLength: 8 }),
        fc.constantFrom('STOP', 'MAX_TOKENS', 'SAFETY'),
        fc.array(fc.nat(7), { maxLength: 3 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 60 }),
        async (parts, finishReason, cuts, end, size) => {
          const at = [0, ...cuts.filter((cut) => cut < parts.length).sort((one, other) => one - other), parts.length];
          const chunks = at.slice(1).map((until, index) => response(parts.slice(at[index], until)));
          const bytes = new TextEncoder().encode(sse([...chunks, response(undefined, finishReason, usage)], end));
          const body = new ReadableStream({
            start(controller) {
              for (let from = 0; from < bytes.length; from += size) controller.enqueue(bytes.slice(from, from + size));
              controller.close();
            },
          });
          const reply = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
          const one = await ask(response(parts, finishReason, usage));
          const other = await answer(reply);
          expect([one.error, other.error]).toEqual([undefined, undefined]);
          expect(added(other.events)).toEqual(added(one.events));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('of any JSON is events or an error of ours', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), fc.jsonValue(), async (candidate, part) => {
        for (const body of [{ candidates: [candidate] }, { candidates: [{ content: { parts: [part] } }] }]) {
          const { error } = await ask(JSON.stringify(body));
          expect(error === undefined || (error as { code?: string }).code === 'ERR_RESPONSE_FORMAT').toBe(true);
        }
      }),
    );
  });
});
