import { once } from 'node:events';
import { connect } from 'node:net';
import express from 'express';
import { SecureLLMClient } from 'secure-llm';
import { scripted, stall } from 'secure-llm/testing';
import { expect, test, vi } from 'vitest';
import type { ConnectionInfo, Gateway } from '../../../src/gateway/gateway.ts';
import { type NodeHandler, toNodeHandler } from '../../../src/node/gateway.ts';
import type { Layer } from '../../../src/types/call.ts';
import { openGateway, TOKEN } from '../../support/gateway.ts';
import { until } from '../../support/loopback.ts';
import { BEARER, handlerOf, head, listen, statuses, talk } from '../../support/wire.ts';

const real = (): NodeHandler => toNodeHandler(openGateway());
const CLOSE = 'Connection: close';
const MODELS = 'GET /v1/models HTTP/1.1';
const authorization = `Bearer ${TOKEN}`;

test('tells the gateway the address at the other end, and nobody else', async () => {
  const told: (ConnectionInfo | undefined)[] = [];
  await using server = await listen(
    toNodeHandler({
      fetch: async (_, connection) => {
        told.push(connection);
        return Response.json({});
      },
    }),
  );
  await fetch(server.url, { headers: { 'x-forwarded-for': '203.0.113.7' } });
  expect(told).toEqual([{ remoteAddress: '127.0.0.1' }]);
});

test('asks nothing for a caller who has left in the turn that brought the request', async () => {
  const asked = vi.fn(async () => Response.json({}));
  const handler = toNodeHandler({ fetch: asked });
  await using server = await listen((request, response) => {
    handler(request, response);
    if (request.url === '/left') response.destroy();
  });
  await expect(fetch(`${server.url}/left`)).rejects.toThrow();
  expect((await fetch(server.url)).status).toBe(200);
  expect(asked).toHaveBeenCalledOnce();
});

test('leaves the globals of the process as they are', async () => {
  const before = [globalThis.Request, globalThis.Response];
  real();
  expect([globalThis.Request, globalThis.Response]).toEqual(before);
});

test('answers with a length what is whole, and to HEAD with nothing else', async () => {
  await using server = await listen(real());
  const whole = await fetch(`${server.url}/v1/models`, { headers: { authorization } });
  expect(Number(whole.headers.get('content-length'))).toBe((await whole.text()).length);
  const bare = await talk(server.port, head('HEAD /v1/models HTTP/1.1', 'Host: a', BEARER, CLOSE));
  expect(bare).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\n\r\n$/);
});

test.each([
  [
    'an absolute target of another host',
    head('GET http://evil.example/v1/models HTTP/1.1', 'Host: a', BEARER, CLOSE),
    200,
  ],
  ['another host', head(MODELS, 'Host: evil.example', BEARER, CLOSE), 200],
  ['two hosts', head(MODELS, 'Host: a', 'Host: b', BEARER, CLOSE), 200],
  ['a host with a name and a password', head(MODELS, 'Host: a:b@evil.example', BEARER, CLOSE), 400],
  ['a host with a path', head(MODELS, 'Host: evil.example/v1', BEARER, CLOSE), 400],
  ['an empty host', head(MODELS, 'Host: ', BEARER, CLOSE), 200],
  ['a target that is a star', head('OPTIONS * HTTP/1.1', 'Host: a', BEARER, CLOSE), 400],
  ['a target with backslashes', head('GET /\\evil.example/v1/models HTTP/1.1', 'Host: a', BEARER, CLOSE), 400],
  ['two slashes', head('GET //v1/models HTTP/1.1', 'Host: a', BEARER, CLOSE), 404],
  ['steps up', head('GET /x/../v1/models HTTP/1.1', 'Host: a', BEARER, CLOSE), 400],
  ['steps up in escapes', head('GET /x/%2e%2e/%2e%2e/etc HTTP/1.1', 'Host: a', BEARER, CLOSE), 400],
  ['a broken escape', head('GET /%zz HTTP/1.1', 'Host: a', BEARER, CLOSE), 404],
  ['TRACE', head('TRACE /v1/models HTTP/1.1', 'Host: a', BEARER, CLOSE), 405],
  ['a long target', head(`GET /${'a'.repeat(20_000)} HTTP/1.1`, 'Host: a', BEARER, CLOSE), 431],
  ['long headers', head(MODELS, 'Host: a', `X: ${'a'.repeat(20_000)}`, CLOSE), 431],
  ['an upgrade', head(MODELS, 'Host: a', BEARER, 'Connection: upgrade, close', 'Upgrade: websocket'), 200],
  ['an expectation', head(MODELS, 'Host: a', BEARER, CLOSE, 'Expect: miracles'), 417],
])('%s is answered as it deserves, with nothing of it repeated', async (_, bytes, status) => {
  await using server = await listen(real());
  const answer = await talk(server.port, bytes);
  expect(statuses(answer)).toEqual([status]);
  expect(answer).not.toMatch(/evil|stack|node_modules/);
  if (status === 400) expect(answer).toContain('x-content-type-options: nosniff');
});

test('a tunnel is not opened', async () => {
  await using server = await listen(real());
  expect(await talk(server.port, head('CONNECT evil.example:443 HTTP/1.1', 'Host: evil.example:443'))).toBe('');
});

test('answers HTTP/1.0, with or without a host, and closes', async () => {
  await using server = await listen(real());
  expect(statuses(await talk(server.port, head('GET /v1/models HTTP/1.0', BEARER)))).toEqual([200]);
});

test('asks for a body that waits to be asked for', async () => {
  await using server = await listen(handlerOf(async (request) => new Response(await request.text())));
  const socket = connect(server.port, '127.0.0.1').setEncoding('latin1');
  socket.write(head('POST / HTTP/1.1', 'Host: a', 'Content-Length: 4', 'Expect: 100-continue', CLOSE));
  const [first] = await once(socket, 'data');
  expect(first).toMatch(/^HTTP\/1\.1 100 /);
  socket.write('word');
  const [second] = await once(socket, 'data');
  expect(second).toMatch(/^HTTP\/1\.1 200 [\s\S]*\r\nword$/);
});

test('headers that never end are given up', async () => {
  await using server = await listen(real(), { headersTimeout: 50, connectionsCheckingInterval: 20 });
  expect(statuses(await talk(server.port, `${MODELS}\r\nHost: a\r\nX-Slow: `))).toEqual([408]);
});

test.each(['with a length', 'in chunks'])(
  'a body that never ends, %s, gets 408, and the connection ends',
  async (how) => {
    await using server = await listen(toNodeHandler(openGateway({ bodyMs: 50 })));
    const length = how === 'in chunks' ? 'Transfer-Encoding: chunked' : 'Content-Length: 100';
    const start = head('POST /api/chat HTTP/1.1', 'Host: a', BEARER, 'Content-Type: application/json', length);
    const answer = await talk(server.port, `${start}${how === 'in chunks' ? '8\r\n' : ''}{"messag`);
    expect(statuses(answer)).toEqual([408]);
    expect(answer).toContain('"code":"request_timeout"');
  },
);

const reading = () => handlerOf(async (request) => new Response(await request.text()));
const posted = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"a": 1}' };

test('says so where the body was read before', async () => {
  await using server = await listen(express().use(express.json(), reading()));
  const response = await fetch(server.url, posted);
  expect(response.status).toBe(500);
  expect(await response.json()).toMatchObject({ code: 'body_already_read' });
  expect((await fetch(server.url)).status).toBe(200); // there was none to read
});

test('takes the bytes that a body parser kept, above it, and at a path of Express', async () => {
  const verify = (request: object, _: unknown, bytes: Buffer) => Object.assign(request, { rawBody: bytes });
  await using kept = await listen(express().use(express.json({ verify }), reading()));
  expect(await (await fetch(kept.url, posted)).text()).toBe(posted.body);
  await using above = await listen(express().use(reading(), express.json()));
  expect(await (await fetch(above.url, posted)).text()).toBe(posted.body);
  await using below = await listen(express().use('/llm', real()));
  expect((await fetch(`${below.url}/llm/v1/models`, { headers: { authorization } })).status).toBe(200);
});

const minting = { method: 'POST', headers: { authorization, 'content-type': 'application/json' } };
const question = (text: string) => JSON.stringify({ messages: [{ role: 'user', content: text }] });

/** What is asked by way of a wrapper around a real gateway, and what the gateway's model was told. */
async function wrapped(wrapper: (request: Request, gateway: Gateway['fetch']) => Promise<Response>) {
  const provider = scripted(['Hello']);
  const gateway = openGateway({ client: new SecureLLMClient({ provider }) });
  const fetches = toNodeHandler({
    fetch: (request, connection) => wrapper(request, (given) => gateway.fetch(given, connection)),
  });
  await using server = await listen(fetches);
  const body = question('the first words');
  const response = await fetch(`${server.url}/v1/chat/completions`, { ...minting, body });
  return { status: response.status, asked: JSON.stringify(provider.requests) };
}

test('a wrapper may hand on another request, a copy, or the one whose copy it reads before or after', async () => {
  const other = await wrapped((request, gateway) =>
    gateway(new Request(request.url, { ...minting, headers: request.headers, body: question('other words') })),
  );
  expect(other.status).toBe(200);
  expect(other.asked).toContain('other words');
  const copied = [
    (request: Request, gateway: Gateway['fetch']) => gateway(request.clone()),
    async (request: Request, gateway: Gateway['fetch']) => {
      await request.clone().text();
      return gateway(request);
    },
    async (request: Request, gateway: Gateway['fetch']) => {
      const copy = request.clone();
      const answer = await gateway(request);
      return (await copy.text()).includes('the first words') ? answer : new Response('', { status: 500 });
    },
  ];
  for (const wrapper of copied) {
    const { status, asked } = await wrapped(wrapper);
    expect(status).toBe(200);
    expect(asked).toContain('the first words');
  }
});

test('a wrapper that has read the body itself is told so', async () => {
  const { status } = await wrapped(async (request, gateway) => {
    await request.text();
    return gateway(request);
  });
  expect(status).toBe(500);
});

test.each(['before', 'after'])(
  'an answer that breaks off %s its first piece breaks the connection and tells nothing',
  async (when) => {
    const told = [vi.spyOn(console, 'error'), vi.spyOn(console, 'info')];
    let pulled = 0;
    const body = () =>
      new ReadableStream({
        pull(controller) {
          if (when === 'before' || pulled++ > 0) controller.error(new Error('of the inside'));
          else controller.enqueue(new TextEncoder().encode('data: 1\n\n'));
        },
      });
    for (const type of ['text/event-stream', 'application/json']) {
      pulled = 0;
      await using server = await listen(
        handlerOf(async () => new Response(body(), { headers: { 'content-type': type } })),
      );
      const answer = await talk(server.port, head('GET / HTTP/1.1', 'Host: a'));
      expect(answer).not.toMatch(/inside|\r\n0\r\n/);
    }
    for (const spy of told) {
      expect(spy).not.toHaveBeenCalled();
      spy.mockRestore();
    }
  },
);

test('an answer that comes when somebody else has answered is let go, and nothing is told', async () => {
  const told = vi.spyOn(console, 'error');
  const cancelled = vi.fn();
  const answered = Promise.withResolvers<void>();
  const body = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(1)), cancel: cancelled });
  const late = handlerOf(async () => {
    await answered.promise;
    return new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  });
  await using server = await listen((request, response) => {
    late(request, response);
    response.writeHead(503).write('busy');
    answered.resolve();
    void vi.waitUntil(() => cancelled.mock.calls.length > 0).then(() => response.end());
  });
  const response = await fetch(server.url);
  expect([response.status, await response.text()]).toEqual([503, 'busy']);
  expect(told).not.toHaveBeenCalled();
  told.mockRestore();
});

test('a caller who leaves aborts the call, in the middle of a stream and before an answer', async () => {
  for (const started of [true, false]) {
    const provider = scripted(started ? ['Hel', stall] : [stall]);
    const signals: AbortSignal[] = [];
    const watched = {
      ...provider,
      call: (call: Parameters<typeof provider.call>[0]) => {
        signals.push(call.signal);
        return provider.call(call);
      },
    };
    const client = new SecureLLMClient({ provider: watched });
    await using server = await listen(
      handlerOf(async ({ signal }) =>
        started
          ? client.stream('Hi', { signal }).toResponse()
          : Response.json(await client.chat('Hi', { signal }).catch(() => ({}))),
      ),
    );
    const socket = connect(server.port, '127.0.0.1');
    socket.on('error', () => {});
    socket.write(head('POST / HTTP/1.1', 'Host: a', 'Content-Length: 0'));
    await until(() => signals.length === 1);
    if (started) await once(socket, 'data');
    socket.destroy();
    await until(() => signals[0]?.aborted === true);
  }
});

test('a stream is aborted with an error where the caller leaves, and not once all is sent', async () => {
  const reasons: unknown[] = [];
  const layer: Layer = (call, next) => {
    call.signal.addEventListener('abort', () => reasons.push(call.signal.reason));
    return next(call);
  };
  const provider = scripted(['Hello'], ['Hello', stall]);
  const client = new SecureLLMClient({ provider, layers: [layer] });
  await using server = await listen(handlerOf(async () => client.stream('Hi').toResponse()));
  await talk(server.port, head('GET / HTTP/1.1', 'Host: a', CLOSE));
  const socket = connect(server.port, '127.0.0.1');
  socket.write(head('GET / HTTP/1.1', 'Host: a'));
  await once(socket, 'data');
  expect(reasons).toEqual([]);
  socket.destroy();
  await until(() => reasons.length > 0);
  expect(reasons).toEqual([expect.objectContaining({ name: 'AbortError' })]);
});

test('an answer that somebody else reads breaks the connection', async () => {
  const client = new SecureLLMClient({ provider: scripted(['Hello']) });
  let other: Promise<string> | undefined;
  await using server = await listen(
    handlerOf(async () => {
      const response = client.stream('Hi').toResponse();
      other = response.text();
      return response;
    }),
  );
  expect(await talk(server.port, head('GET / HTTP/1.1', 'Host: a', CLOSE))).toBe('');
  expect(await other).toContain('"start"');
});

test('what is asked for after the caller has left is not read', async () => {
  const cancel = vi.fn();
  let asked = false;
  let go = () => {};
  const gone = new Promise<void>((resolve) => {
    go = resolve;
  });
  const body = () => new ReadableStream({ cancel }, { highWaterMark: 0 });
  await using server = await listen(
    handlerOf(async ({ signal }) => {
      signal.addEventListener('abort', go);
      asked = true;
      await gone;
      return new Response(body(), { headers: { 'content-type': 'text/event-stream' } });
    }),
  );
  const socket = connect(server.port, '127.0.0.1');
  socket.write(head('GET / HTTP/1.1', 'Host: a'));
  await until(() => asked);
  socket.destroy();
  await until(() => cancel.mock.calls.length === 1);
});
