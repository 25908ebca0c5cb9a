import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { setupServer } from 'msw/node';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DispatchHandler, dispatcherOfFetch } from '../../src/node/dispatcher.ts';
import { openai } from '../../src/node/openai.ts';
import { overDispatcher } from '../../src/node/over-dispatcher.ts';
import { mock } from '../../src/testing/index.ts';
import type { Reply } from '../../src/transport/transport.ts';
import { type Loopback, serve, until } from '../support/loopback.ts';
import { aCall, readAll } from '../support/read-all.ts';

const DISPATCHER = Symbol.for('undici.globalDispatcher.1');
const globals = globalThis as { [DISPATCHER]?: unknown };
const unheard = new AbortController().signal;

beforeAll(() => fetch('data:,')); // its first use makes the dispatcher
afterEach(() => vi.unstubAllGlobals());

const post = ({ url }: Pick<Loopback, 'url'>, signal = unheard, headers = {}) =>
  overDispatcher(`${url}/v1?x=1`)({ headers, body: '{"a":"é"}', signal });

async function textOf({ body }: Reply): Promise<string> {
  const reader = body?.getReader();
  const pieces: Uint8Array[] = [];
  for (let step = await reader?.read(); step?.value; step = await reader?.read()) pieces.push(step.value);
  return Buffer.concat(pieces).toString();
}

describe('what is sent', () => {
  test('is the body, with what fetch would say of it, on the connections of fetch', async () => {
    const seen: unknown[] = [];
    await using server = await serve(async (request, response) => {
      const body = Buffer.concat(await request.toArray()).toString();
      seen.push([request.method, request.url, request.headers, body]);
      response.end('ok');
    });
    await (await fetch(server.url)).text();
    expect(await textOf(await post(server, unheard, { 'x-own': '1' }))).toBe('ok');
    const headers = { 'x-own': '1', 'content-length': '10', 'user-agent': 'node', connection: 'keep-alive' };
    expect(seen[1]).toEqual(['POST', '/v1?x=1', expect.objectContaining(headers), '{"a":"é"}']);
    expect(server.connections()).toBeLessThanOrEqual(2); // a socket is free again one turn later
  });

  test('goes through a fetch that took the place of the own one, whenever that was', async () => {
    const fetched: string[] = [];
    const send = overDispatcher('https://acme.example/v1');
    vi.stubGlobal('fetch', async (url: string, { redirect }: RequestInit) => {
      fetched.push(`${url} ${redirect}`);
      return new Response('stub');
    });
    expect(await textOf(await send({ headers: {}, body: '', signal: unheard }))).toBe('stub');
    expect(fetched).toEqual(['https://acme.example/v1 manual']);
  });

  test('goes through a dispatcher that the program put in place', async () => {
    await using server = await serve((_, response) => void response.end('ok'));
    const own = dispatcherOfFetch() ?? expect.fail('no dispatcher');
    const asked: unknown[] = [];
    try {
      globals[DISPATCHER] = {
        dispatch(...[request, handler]: Parameters<typeof own.dispatch>) {
          asked.push(request.path);
          return own.dispatch(request, handler);
        },
      };
      expect(await textOf(await post(server))).toBe('ok');
    } finally {
      globals[DISPATCHER] = own;
    }
    expect(asked).toEqual(['/v1?x=1']);
  });

  test('is seen by msw, begun before or after the provider was made', async () => {
    const provider = openai({ apiKey: ['sk', 'test'].join('-'), model: 'm' });
    const ask = async () => (await readAll(provider.call(aCall({ wire: 'whole' })))).seen;
    for (let round = 0; round < 2; round++) {
      const server = setupServer(mock.openai().reply('mocked'));
      server.listen();
      try {
        expect(await ask()).toEqual(['mocked']);
      } finally {
        server.close();
      }
    }
  });
});

describe('what comes back', () => {
  test('has its status and headers, a field that comes twice as one', async () => {
    await using server = await serve((_, response) => {
      response.writeEarlyHints({ link: '</x>; rel=preload' });
      response.writeHead(404, { 'X-Some': 'a', 'set-cookie': ['b=1', 'c=2'] }).end();
    });
    const { status, headers } = await post(server);
    const named = ['x-some', 'set-cookie', 'x-none'].map((name) => headers.get(name));
    expect([status, ...named]).toEqual([404, 'a', 'b=1, c=2', null]);
  });

  test('is a redirect as it stands', async () => {
    await using server = await serve((_, response) => void response.writeHead(307, { location: '/other' }).end());
    expect((await post(server)).status).toBe(307);
    expect(server.connections()).toBe(1);
  });

  test.each([
    ['gzip', gzipSync('wörds'), 'wörds'],
    ['X-GZIP', gzipSync('wörds'), 'wörds'],
    ['br', brotliCompressSync('wörds'), 'wörds'],
    ['identity', Buffer.from('wörds'), 'wörds'],
    ['unheard-of', Buffer.from('wörds'), 'wörds'],
    ['deflate', deflateSync('wörds'), deflateSync('wörds').toString()],
    ['gzip', gzipSync('wörds').subarray(0, -8), 'wörds'],
  ])('behind %s is unpacked where that was to be expected', async (coding, bytes, text) => {
    await using server = await serve((_, response) => void response.setHeader('content-encoding', coding).end(bytes));
    expect(await textOf(await post(server))).toBe(text);
  });

  test.each(['gzip', 'br'])('that only pretends to be %s is an error', async (coding) => {
    await using server = await serve((_, response) => void response.setHeader('content-encoding', coding).end('words'));
    await expect(textOf(await post(server))).rejects.toMatchObject({ code: expect.stringMatching(/^(Z_|ERR__ERROR)/) });
  });

  test('of 50 MB behind 50 kB is unpacked only as it is read', async () => {
    await using server = await serve(
      (_, response) => void response.setHeader('content-encoding', 'gzip').end(gzipSync(Buffer.alloc(50 * 2 ** 20))),
    );
    const reader = (await post(server)).body?.getReader();
    const before = process.memoryUsage().arrayBuffers;
    await reader?.read();
    await pause(100);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(8 * 2 ** 20);
    await reader?.cancel();
    await until(() => server.open() === 0);
  });

  test('waits for a slow reader', async () => {
    let sent = 0;
    await using server = await serve(async (_, response) => {
      while (sent < 400 && !response.destroyed) {
        sent += 1;
        if (!response.write(Buffer.alloc(65_536, 'x'))) await new Promise((resolve) => response.once('drain', resolve));
      }
      response.end();
    });
    const reply = await post(server);
    for (let before = -1; before !== sent; await pause(50)) before = sent;
    expect(sent).toBeLessThan(400); // as much as the buffers of the system hold
    expect((await textOf(reply)).length).toBe(400 * 65_536);
  });

  test('keeps its status where the connection breaks in the same turn', async () => {
    const own = globals[DISPATCHER];
    const broken = new Error('broken');
    globals[DISPATCHER] = {
      dispatch(_: unknown, handler: DispatchHandler) {
        handler.onConnect(() => {});
        handler.onHeaders(503, [], () => {});
        handler.onData(Buffer.from('half'));
        handler.onError(broken);
      },
    };
    try {
      const { status, body } = await post({ url: 'http://127.0.0.1' });
      const reader = body?.getReader();
      expect([status, String((await reader?.read())?.value)]).toEqual([503, 'half']);
      await expect(reader?.read()).rejects.toBe(broken);
    } finally {
      globals[DISPATCHER] = own;
    }
  });

  test('is read up to where the connection broke', async () => {
    await using server = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' }).write('half');
      setTimeout(() => response.destroy(), 20);
    });
    const reader = (await post(server)).body?.getReader();
    expect(String((await reader?.read())?.value)).toBe('half');
    await expect(reader?.read()).rejects.toThrow();
  });
});

describe('a connection', () => {
  test('is used again once a reply was read, and closed where it was left', async () => {
    await using server = await serve((_, response) => void response.end('ok'));
    for (let round = 0; round < 5; round++) await textOf(await post(server));
    expect(server.connections()).toBeLessThanOrEqual(2);
    await using endless = await serve((_, response) => void response.write('x'));
    await (await post(endless)).body?.cancel();
    await until(() => endless.open() === 0);
  });

  test.each([0, 5])('that is aborted %i ms after the request went out is closed', async (ms) => {
    const reason = new Error('mine');
    await using server = await serve(() => {});
    const controller = new AbortController();
    const sending = post(server, controller.signal);
    setTimeout(() => controller.abort(reason), ms);
    await expect(sending).rejects.toBe(reason);
    await until(() => server.open() === 0);
  });

  test('that comes after the abort is closed at once', async () => {
    const own = globals[DISPATCHER];
    let connect = (_abort: () => void) => {};
    globals[DISPATCHER] = {
      dispatch(_: unknown, { onConnect }: DispatchHandler) {
        connect = onConnect;
      },
    };
    const controller = new AbortController();
    const sending = post({ url: 'http://127.0.0.1' }, controller.signal);
    await turn();
    globals[DISPATCHER] = own;
    controller.abort('mine');
    await expect(sending).rejects.toBe('mine');
    const close = vi.fn();
    connect(close);
    expect(close).toHaveBeenCalledOnce();
  });

  test('is not asked for where the abort comes first, and a dispatcher that throws is an error', async () => {
    const own = globals[DISPATCHER];
    const failure = new Error('no such host');
    const dispatch = vi.fn(() => {
      throw failure;
    });
    globals[DISPATCHER] = { dispatch };
    try {
      const controller = new AbortController();
      const sending = post({ url: 'http://127.0.0.1' }, controller.signal);
      controller.abort('mine');
      await expect(sending).rejects.toBe('mine');
      await turn();
      expect(dispatch).not.toHaveBeenCalled();
      await expect(post({ url: 'http://127.0.0.1' })).rejects.toBe(failure);
    } finally {
      globals[DISPATCHER] = own;
    }
  });

  test('that speaks no TLS is not tried again', async () => {
    await using server = await serve(() => {});
    const provider = openai({ baseURL: server.url.replace('http:', 'https:'), model: 'm' });
    const { error } = await readAll(provider.call(aCall({ wire: 'whole' })));
    expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: false });
    expect((error as Error).message).toContain('TLS');
  });
});
