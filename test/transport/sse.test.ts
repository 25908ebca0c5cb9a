import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ResponseFormatError, ResponseTooLargeError, StreamInterruptedError } from '../../src/errors.ts';
import type { Exchange } from '../../src/transport/exchange.ts';
import { sse } from '../../src/transport/sse.ts';
import { anExchange, bodyOfPieces, eventStream } from '../support/exchange.ts';

const encoder = new TextEncoder();

async function read(response: Response, exchange: Partial<Exchange> = {}) {
  const events: string[] = [];
  try {
    for await (const batch of sse(response, anExchange(exchange))) events.push(...batch);
    return { events };
  } catch (error) {
    return { events, error };
  }
}

const readPieces = (pieces: readonly Uint8Array[], exchange: Partial<Exchange> = {}) =>
  read(eventStream(bodyOfPieces(pieces).body), exchange);

const cut = (bytes: Uint8Array, at: readonly number[]): Uint8Array[] => {
  const points = [...at.map((each) => each % (bytes.length + 1)), bytes.length].sort((one, other) => one - other);
  return points.map((end, index) => bytes.slice(points[index - 1] ?? 0, end)).filter(({ length }) => length > 0);
};

describe('sse', () => {
  test('FA-09 gives the same events however the bytes are cut', async () => {
    const line = fc.constantFrom('data: x', 'data: é€😀\u2028', ': ping', 'data:', 'event: e', 'data: "tail"');
    const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\r\r');
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('', '\uFEFF'),
        fc.array(fc.tuple(line, end), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat(400), { maxLength: 8 }),
        async (mark, lines, at) => {
          const bytes = encoder.encode(mark + lines.flat().join(''));
          expect(await readPieces(cut(bytes, at))).toEqual(await readPieces([bytes]));
        },
      ),
    );
  });

  test.each(['data: [DONE] ', 'data:', 'data: '])('takes a last event %j without its empty line', async (line) => {
    expect((await readPieces([encoder.encode(line)])).error).toBe(undefined);
  });

  test('FA-09 puts a character together that was cut at any byte', async () => {
    const bytes = encoder.encode('data: é€😀\n\n');
    for (let at = 1; at < bytes.length; at++)
      expect(await readPieces([bytes.slice(0, at), bytes.slice(at)])).toEqual({ events: ['é€😀'] });
  });

  test.each([
    ['a lone continuation byte', [0x80]],
    ['an overlong slash', [0xc0, 0xaf]],
    ['an encoded surrogate', [0xed, 0xa0, 0x80]],
    ['a byte that never occurs', [0xff]],
  ])('FA-09 refuses bytes that are not UTF-8: %s', async (_, bad) => {
    const { error } = await readPieces([Uint8Array.from([...encoder.encode('data: '), ...bad, 10, 10])]);
    expect(error).toBeInstanceOf(ResponseFormatError);
  });

  test('FA-09 calls a stream that ends inside a character interrupted', async () => {
    const { events, error } = await readPieces([encoder.encode('data: a\n\ndata: €').slice(0, -1)]);
    expect(events).toEqual(['a']);
    expect(error).toBeInstanceOf(StreamInterruptedError);
  });

  test('FA-09 never takes a number for whole when the character after it was cut', async () => {
    const { events, error } = await readPieces([encoder.encode('data: 5€').slice(0, -1)]);
    expect(events).toEqual([]);
    expect(error).toBeInstanceOf(StreamInterruptedError);
  });

  test('FA-09 leaves out one byte order mark and no more', async () => {
    expect(await readPieces([encoder.encode('\uFEFFdata: a\n\n')])).toEqual({ events: ['a'] });
    expect(await readPieces([encoder.encode('\uFEFF\uFEFFdata: a\n\ndata: b\n\n')])).toEqual({ events: ['b'] });
  });

  test.each([
    ['data: {"a":1}', ['{"a":1}']],
    ['data: {"a":1}\n', ['{"a":1}']],
    ['data: [DONE]', ['[DONE]']],
  ])('takes a last event without its empty line if it is whole: %j', async (text, events) => {
    expect(await readPieces([encoder.encode(text)])).toEqual({ events });
  });

  test('FA-07 calls a stream that ends inside an event interrupted', async () => {
    const { events, error } = await readPieces([encoder.encode('data: {}\n\ndata: {"a":')]);
    expect(events).toEqual(['{}']);
    expect(error).toBeInstanceOf(StreamInterruptedError);
  });

  test.each(['application/json', 'text/html; charset=utf-8', 'text/plain', ''])(
    'FA-10 refuses content type %j and lets the body go',
    async (type) => {
      const { body, state } = bodyOfPieces([encoder.encode('data: a\n\n')]);
      const { events, error } = await read(new Response(body, { headers: { 'content-type': type } }));
      expect(events).toEqual([]);
      expect(error).toBeInstanceOf(ResponseFormatError);
      expect(state.cancelled).toBe(true);
    },
  );

  test('an empty stream has no events', async () => {
    expect(await read(eventStream(null))).toEqual({ events: [] });
    expect(await readPieces([encoder.encode(': ping\n\n: ping\n\n')])).toEqual({ events: [] });
  });

  test('lets the body go when the reader leaves', async () => {
    const { body, state } = bodyOfPieces([encoder.encode('data: a\n\n'), encoder.encode('data: b\n\n')]);
    for await (const batch of sse(eventStream(body), anExchange())) {
      expect(batch).toEqual(['a']);
      break;
    }
    expect(state.cancelled).toBe(true);
  });

  test('FA-13 throws the reason where the signal was aborted before the first read', async () => {
    const reason = { mine: true };
    const stalled = eventStream(new ReadableStream<Uint8Array>());
    expect(await read(stalled, { signal: AbortSignal.abort(reason) })).toEqual({ events: [], error: reason });
  });

  test('FA-13 throws the reason of an abort untouched, also where the body ignores the signal', async () => {
    const controller = new AbortController();
    const reason = { mine: true };
    const stalled = new ReadableStream<Uint8Array>({ start: (inner) => inner.enqueue(encoder.encode('data: a\n\n')) });
    const reading = read(eventStream(stalled), { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(reason);
    const { events, error } = await reading;
    expect(events).toEqual(['a']);
    expect(error).toBe(reason);
  });
});

describe('FA-08 limits', () => {
  const limits = { maxEventBytes: 4_096, maxResponseBytes: 65_536 };
  const flood = (first: string, piece: string) => {
    let handed = 0;
    const body = new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          const bytes = encoder.encode(handed === 0 ? first : piece);
          handed += bytes.length;
          controller.enqueue(bytes);
        },
      },
      { highWaterMark: 0 },
    );
    return { response: eventStream(body), handed: () => handed };
  };

  test.each([
    ['one endless line', 'data: ', 'x'.repeat(1_024), 'maxEventBytes', 5_200],
    ['one endless event of many lines', 'data: a\n', 'data: xxxxxxxxxx\n', 'maxEventBytes', 8_192],
    ['endless tiny events', 'data: 1\n\n', 'data: 1\n\n', 'maxResponseBytes', 65_600],
    ['an endless comment', ':', ' xxxxxxxxxxxxxx', 'maxResponseBytes', 65_600],
    ['endless pings', ': ping\n\n', ': ping\n\n', 'maxResponseBytes', 65_600],
  ])('%s ends at the limit, naming its option', async (_, first, piece, option, atMost) => {
    const { response, handed } = flood(first, piece);
    const { error } = await read(response, { limits });
    expect(error).toBeInstanceOf(ResponseTooLargeError);
    expect((error as Error).message).toContain(option);
    expect(handed()).toBeLessThanOrEqual(atMost);
  });

  test('hands over what came before an event above the limit', async () => {
    const { events, error } = await readPieces([encoder.encode(`data: a\n\ndata: ${'x'.repeat(5_000)}\n\n`)], {
      limits,
    });
    expect(events).toEqual(['a']);
    expect(error).toBeInstanceOf(ResponseTooLargeError);
  });
});
