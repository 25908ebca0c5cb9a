import type { ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { type OpenAIKeyOptions, openai } from '../../../src/providers/openai/index.ts';
import type { Call } from '../../../src/types/call.ts';
import { type Loopback, serve, serveRaw, until } from '../../support/loopback.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { chunk, completion, delta, sse, USAGE } from './replies.ts';

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n';

/** An HTTP chunk of a body. */
const piece = (text: string) => `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;

const ask = ({ url }: Loopback, call: Partial<Call> = {}, options: Partial<OpenAIKeyOptions> = {}) =>
  readAll(openai({ baseURL: url, model: 'm', ...options }).call(aCall(call)));

const streamOf = (response: ServerResponse) => response.writeHead(200, { 'content-type': 'text/event-stream' });

/** Writes as fast as the reader takes it, until it hangs up or `pieces` are sent; resolves with what was sent. */
async function pour(response: ServerResponse | Socket, bytes: Buffer, pieces: number): Promise<number> {
  const closed = new Promise((resolve) => response.once('close', resolve));
  let sent = 0;
  while (sent < pieces && !response.destroyed) {
    sent += 1;
    if (!response.write(bytes)) await Promise.race([closed, new Promise((resolve) => response.once('drain', resolve))]);
  }
  response.end();
  return sent;
}

describe('FA-04 a connection that is reset', () => {
  test('before the headers is a NetworkError that may be tried again', async () => {
    await using server = await serveRaw((socket) => void socket.resetAndDestroy());
    for (const wire of ['stream', 'whole'] as const) {
      const { events, error } = await ask(server, { wire });
      expect(events).toEqual([]);
      expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true, provider: 'openai' });
    }
  });

  test('in the middle of a whole answer is a NetworkError, with nothing shown', async () => {
    const body = completion({ content: 'Hello' });
    await using server = await serveRaw((socket) => {
      socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n`);
      socket.write(body.slice(0, 30), () => setTimeout(() => socket.resetAndDestroy(), 10));
    });
    const { events, error } = await ask(server, { wire: 'whole' });
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
  });

  test.each([
    ['reset', (socket: Socket) => void socket.resetAndDestroy()],
    ['closed', (socket: Socket) => void socket.destroy()],
  ])('in the middle of a stream (%s) is a NetworkError after what was shown', async (_, breakOff) => {
    await using server = await serveRaw((socket) => {
      socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n${piece(sse([delta({ content: 'Hel' })]))}`, () =>
        setTimeout(() => breakOff(socket), 10),
      );
    });
    const { seen, events, error } = await ask(server);
    expect(seen).toEqual(['Hel']);
    expect(events.some(({ type }) => type === 'end')).toBe(false);
    expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
  });
});

describe('FA-07 a stream that ends', () => {
  const text = delta({ content: 'Hello' });
  const answer = async (body: string) => {
    await using server = await serve((_, response) => void streamOf(response).end(body));
    return await ask(server);
  };

  test.each([
    ['without finish reason and [DONE]', sse([text])],
    ['without a single event', ''],
    ['after pings alone', ': ping\n\n: ping\n\n'],
    ['in the middle of an event', `${sse([text])}data: {"choices":[{"index":0,"del`],
    ['in the middle of an event after the finish reason', `${sse([text, delta({}, 'stop')])}data: {"usa`],
    ['in the middle of a character', `${sse([text])}data: {"choices":[{"delta":{"content":"€`.slice(0, -1)],
  ])('%s is interrupted', async (_, body) => {
    const { events, error } = await answer(body);
    expect(error).toMatchObject({ code: 'ERR_STREAM_INTERRUPTED', retryable: true, provider: 'openai', status: 200 });
    expect(events.some(({ type }) => type === 'end')).toBe(false);
  });

  test('with half a JSON in a whole event is a format error', async () => {
    const { seen, error } = await answer(`${sse([text])}data: {"choices":[\n\n${sse(['[DONE]'])}`);
    expect(seen).toEqual(['Hello']);
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  });

  test.each([
    ['[DONE] alone', sse([text, '[DONE]']), 'other'],
    ['[DONE] without its empty line', `${sse([text])}data: [DONE]`, 'other'],
    ['a finish reason alone', sse([text, delta({}, 'stop')]), 'stop'],
    ['both', sse([text, delta({}, 'stop'), '[DONE]']), 'stop'],
  ])('with %s is complete', async (_, body, finishReason) => {
    const { seen, events, error } = await answer(body);
    expect([seen, error]).toEqual([['Hello'], undefined]);
    expect(events.at(-1)).toMatchObject({ type: 'end', finishReason });
  });

  test('with [DONE] is complete although the server goes on for ever', async () => {
    let freed = false;
    await using server = await serve((_, response) => {
      streamOf(response).write(sse([text, delta({}, 'stop'), '[DONE]']));
      response.once('close', () => {
        freed = true;
      });
    });
    const { events } = await ask(server);
    expect(events.at(-1)).toMatchObject({ type: 'end' });
    await until(() => freed);
  });
});

test('streams one after another share a connection', async () => {
  await using server = await serve((_, response) => {
    streamOf(response).end(sse([delta({ content: 'Hello' }, 'stop'), '[DONE]']));
  });
  for (let round = 0; round < 5; round++) expect((await ask(server)).error).toBeUndefined();
  expect(server.connections()).toBeLessThanOrEqual(2);
});

describe('FA-08 a flood', () => {
  test('of 256 MB in one line ends at the event limit, with bounded memory', async () => {
    let sent = 0;
    const bytes = Buffer.alloc(16_384, 'x');
    await using server = await serve(async (_, response) => {
      streamOf(response).write('data: ');
      sent = await pour(response, bytes, 16_384);
    });
    const before = process.memoryUsage().rss;
    const { error } = await ask(server);
    const grownMB = (process.memoryUsage().rss - before) / 2 ** 20;
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_TOO_LARGE', limitBytes: 4 * 2 ** 20 });
    expect((error as Error).message).toContain('maxEventBytes');
    await until(() => sent > 0);
    expect(sent * bytes.length).toBeLessThan(32 * 2 ** 20);
    expect(grownMB).toBeLessThan(64);
  });

  test('of a 4 MB line in pieces of 16 KiB is read in linear time', async () => {
    const words = 'x'.repeat(4_000_000);
    const body = sse([delta({ content: words }, 'stop'), '[DONE]']);
    await using server = await serve(async (_, response) => {
      streamOf(response);
      for (let at = 0; at < body.length; at += 16_384) response.write(body.slice(at, at + 16_384));
      response.end();
    });
    const { seen } = await ask(server);
    expect(seen.join('') === words).toBe(true);
  });

  test('of tiny events ends at the response limit', async () => {
    const events = Buffer.from(sse([delta({ content: 'a' })]).repeat(100));
    await using server = await serve(async (_, response) => void (await pour(streamOf(response), events, 1_000)));
    const { events: seen, error } = await ask(server, {}, { maxResponseBytes: 200_000 });
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_TOO_LARGE', limitBytes: 200_000 });
    expect((error as Error).message).toContain('maxResponseBytes');
    expect(seen.length).toBeLessThan(2_000);
  });

  test.each(['stream', 'whole'] as const)('of gzip counts as what it unpacks to (%s)', async (wire) => {
    const bomb = gzipSync(Buffer.alloc(20 * 2 ** 20, wire === 'stream' ? ': ping\n\n' : ' '));
    expect(bomb.length).toBeLessThan(100_000);
    await using server = await serve((_, response) => {
      const type = wire === 'stream' ? 'text/event-stream' : 'application/json';
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip' }).end(bomb);
    });
    const { error } = await ask(server, { wire }, { maxResponseBytes: 2 ** 20 });
    expect(error).toMatchObject({ code: 'ERR_RESPONSE_TOO_LARGE' });
  });

  test('frees the connection', async () => {
    let sent = 0;
    await using server = await serve(async (_, response) => {
      sent = await pour(streamOf(response), Buffer.alloc(16_384, 'x'), 10_000);
    });
    await ask(server, {}, { maxResponseBytes: 100_000 });
    await until(() => sent > 0);
    expect(sent).toBeLessThan(10_000);
  });
});

describe('FA-09 text', () => {
  const words = 'é€😀\u2028\u2029\u0085\u0000 end';

  test.each(['\n', '\r\n', '\r'])(
    'is the same in pieces of one byte, with lines that end with %j and a byte order mark',
    async (end) => {
      const body = Buffer.from(`\uFEFF${sse([delta({ content: words }), delta({}, 'stop'), '[DONE]'], end)}`);
      await using server = await serve(async (_, response) => {
        response.socket?.setNoDelay(true);
        streamOf(response);
        for (const byte of body) response.write(Uint8Array.of(byte));
        response.end();
      });
      expect((await ask(server)).seen.join('')).toBe(words);
    },
  );

  test('that is not UTF-8 is a format error', async () => {
    await using server = await serve((_, response) => {
      streamOf(response).write(sse([delta({ content: 'a' })]));
      response.write(Buffer.from('data: {"choices":[{"delta":{"content":"'));
      response.end(Buffer.from([0xff, 0xfe, 0x22]));
    });
    expect((await ask(server)).error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT' });
  });
});

describe('FA-10 a reply that is no answer', () => {
  test.each([
    ['text/html', '<html>canary</html>'],
    ['application/json', ''],
    ['application/json', 'null'],
    ['application/json', '{}'],
    ['application/json', '<html>canary</html>'],
    ['text/plain', 'canary'],
  ])('with status 200, type %s and body %j never becomes one', async (type, body) => {
    await using server = await serve((_, response) => void response.writeHead(200, { 'content-type': type }).end(body));
    for (const wire of ['stream', 'whole'] as const) {
      const { events, error } = await ask(server, { wire });
      expect(events).toEqual([]);
      expect(error).toMatchObject({ code: 'ERR_RESPONSE_FORMAT', retryable: false });
      expect(String(error)).not.toContain('canary');
    }
  });

  test('of 5 MB of HTML with status 502 is not read', async () => {
    let sent = 0;
    await using server = await serve(async (_, response) => {
      sent = await pour(response.writeHead(502, { 'content-type': 'text/html' }), Buffer.alloc(16_384, 'x'), 320);
    });
    const { error } = await ask(server);
    expect(error).toMatchObject({ code: 'ERR_PROVIDER', status: 502, retryable: true });
    expect(String(error).length).toBeLessThan(1_024);
    await until(() => sent > 0);
    expect(sent).toBeLessThan(320);
  });
});

test.each([301, 302, 303, 307, 308])(
  'FA-11 a redirect with %d is refused, and the other host hears nothing',
  async (status) => {
    await using other = await serve((_, response) => void response.end(completion({ content: 'stolen' })));
    await using server = await serve(
      (_, response) => void response.writeHead(status, { location: `${other.url}/v1` }).end(),
    );
    const options = { apiKey: `sk-${'test'}`, headers: { 'api-key': `other-${'secret'}` } };
    const { error } = await ask(server, {}, options);
    expect(error).toMatchObject({ code: 'ERR_PROVIDER', status, retryable: false });
    expect([other.connections(), other.received()]).toEqual([0, 0]);
  },
);

describe('FA-13 an abort', () => {
  const reason = { mine: true };

  test.each([
    ['before the headers', () => {}],
    [
      'in the middle of a body',
      (response: ServerResponse) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
    ],
    [
      'in the middle of an error',
      (response: ServerResponse) => void response.writeHead(500, { 'content-type': 'application/json' }).write('{'),
    ],
  ])('%s comes back as its reason, and the connection is freed', async (_, answer) => {
    for (const wire of ['stream', 'whole'] as const) {
      let asked = false;
      let freed = false;
      await using server = await serve((_request, response) => {
        answer(response);
        asked = true;
        response.once('close', () => {
          freed = true;
        });
      });
      const controller = new AbortController();
      const asking = ask(server, { wire, signal: controller.signal });
      await until(() => asked);
      await new Promise((resolve) => setTimeout(resolve, 10));
      const startedMs = performance.now();
      controller.abort(reason);
      const { error } = await asking;
      expect(error).toBe(reason);
      expect(performance.now() - startedMs).toBeLessThan(100);
      await until(() => freed);
    }
  });

  test('in the middle of a stream comes back as its reason, after what was shown', async () => {
    const controller = new AbortController();
    let freed = false;
    await using server = await serve((_, response) => {
      streamOf(response).write(sse([delta({ content: 'a' })]));
      response.once('close', () => {
        freed = true;
      });
      setTimeout(() => controller.abort(reason), 20);
    });
    expect(await ask(server, { signal: controller.signal })).toMatchObject({ seen: ['a'], error: reason });
    await until(() => freed);
  });

  test('leaves no listener on the signal', async () => {
    const controller = new AbortController();
    let listeners = 0;
    const { signal } = controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    Object.assign(signal, {
      addEventListener: (...given: Parameters<typeof add>) => {
        listeners += 1;
        add(...given);
      },
      removeEventListener: (...given: Parameters<typeof remove>) => {
        listeners -= 1;
        remove(...given);
      },
    });
    const fetch = async () =>
      new Response(sse([delta({ content: 'a' }, 'stop')]), { headers: { 'content-type': 'text/event-stream' } });
    for (let round = 0; round < 3; round++)
      await readAll(openai({ baseURL: 'https://acme.example', model: 'm', fetch }).call(aCall({ signal })));
    expect(listeners).toBe(0);
  });
});

test('an answer over a real connection has text, usage and the request id', async () => {
  await using server = await serve((_, response) => {
    response.setHeader('x-request-id', 'req_1');
    streamOf(response).end(sse([delta({ content: 'Hello' }, 'stop'), chunk(undefined, { usage: USAGE }), '[DONE]']));
  });
  const { seen, events } = await ask(server);
  expect(seen).toEqual(['Hello']);
  expect(events.at(-1)).toMatchObject({ requestId: 'req_1', usage: { inputTokens: 11, outputTokens: 7 } });
});
