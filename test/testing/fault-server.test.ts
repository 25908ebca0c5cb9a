import { createConnection } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type FaultServer, faultServer, faults } from '../../src/node/testing.ts';

const post = (server: FaultServer, body: unknown = { messages: [], stream: true }, init: RequestInit = {}) =>
  fetch(`${server.url}/chat/completions`, { method: 'POST', body: JSON.stringify(body), redirect: 'manual', ...init });

/** Reads a body as far as it goes. */
async function read(response: Response): Promise<{ body: string; error: unknown }> {
  const decoder = new TextDecoder();
  let body = '';
  let error: unknown;
  try {
    for await (const bytes of response.body ?? []) body += decoder.decode(bytes, { stream: true });
  } catch (thrown) {
    error = thrown;
  }
  return { body, error };
}

const texts = (body: string): string[] =>
  body
    .split('\n\n')
    .filter((frame) => frame.startsWith('data: {'))
    .flatMap((frame) => JSON.parse(frame.slice('data: '.length)).choices[0]?.delta.content || []);

/** The system's word for why a fetch or a read failed. */
const codeOf = (error: unknown): unknown =>
  error instanceof Error ? (error.cause as { code?: unknown })?.code : error;

const until = async (condition: () => boolean) => {
  while (!condition()) await wait(1);
};

test('answers with JSON or with a stream, as the request asks', async () => {
  await using server = await faultServer();
  server.next(faults.reply('Hello, world'));
  expect(await (await post(server, { messages: [] })).json()).toMatchObject({
    choices: [{ message: { content: 'Hello, world' } }],
  });
  const response = await post(server);
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  const { body } = await read(response);
  expect(texts(body)).toEqual(['Hello, ', 'world']);
  expect(body.endsWith('data: [DONE]\n\n')).toBe(true);
});

test('takes its behaviours in order, repeats the last one, and records what was asked', async () => {
  await using server = await faultServer();
  expect((await post(server)).status).toBe(501);
  server.next(faults.status(429, { headers: { 'retry-after': '2' } }), faults.stream(['Hel', 'lo']));
  const limited = await post(server, { messages: [] }, { headers: { authorization: 'Bearer fake' } });
  expect(limited.status).toBe(429);
  expect(limited.headers.get('retry-after')).toBe('2');
  expect(await limited.json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
  for (let again = 0; again < 2; again++) expect(texts((await read(await post(server))).body)).toEqual(['Hel', 'lo']);
  server.next(faults.status(500, { body: 'down' }));
  expect(await (await post(server)).text()).toBe('down');
  expect(server.requests).toHaveLength(5);
  expect(server.requests[1]).toMatchObject({
    method: 'POST',
    path: '/v1/chat/completions',
    headers: { authorization: 'Bearer fake' },
    body: '{"messages":[]}',
  });
});

test('stalls before the headers', async () => {
  await using server = await faultServer();
  server.next(faults.stallBeforeHeaders());
  const controller = new AbortController();
  const answer = post(server, {}, { signal: controller.signal }).then(
    () => 'answered',
    () => 'aborted',
  );
  await until(() => server.requests.length === 1);
  expect(await Promise.race([answer, wait(30, 'silent')])).toBe('silent');
  controller.abort();
  expect(await answer).toBe('aborted');
  await until(() => server.openSockets === 0);
});

test.each([
  ['after the headers', faults.stallAfterHeaders(), []],
  ['in the middle of a stream', faults.stallMidStream(['Hel', 'lo']), ['Hel', 'lo']],
])('stalls %s', async (_, fault, expected) => {
  await using server = await faultServer();
  server.next(fault);
  const controller = new AbortController();
  const response = await post(server, undefined, { signal: controller.signal });
  expect(response.status).toBe(200);
  const all = read(response);
  expect(await Promise.race([all, wait(30, 'silent')])).toBe('silent');
  controller.abort();
  const { body, error } = await all;
  expect(texts(body)).toEqual(expected);
  expect(error).toHaveProperty('name', 'AbortError');
});

test.each([
  ['silence', faults.stallMidStream(['Hello']), /^\{"id":[^}]*$/],
  ['empty lines', faults.pings(1, ['Hello']), /^\{"id":[^}]*\n$/],
])('a whole answer stops half way: %s', async (_, fault, expected) => {
  await using server = await faultServer();
  server.next(fault);
  const controller = new AbortController();
  const reader = (await post(server, {}, { signal: controller.signal })).body?.getReader();
  const decoder = new TextDecoder();
  let body = '';
  while (!expected.test(body)) body += decoder.decode((await reader?.read())?.value);
  expect(server.openReplies).toBe(1);
  controller.abort();
  await until(() => server.openReplies === 0);
});

test('sends headers for ever', async () => {
  await using server = await faultServer();
  server.next(faults.slowHeaders(1));
  const { port } = new URL(server.url);
  let received = '';
  const socket = createConnection(Number(port), '127.0.0.1');
  socket.on('data', (bytes) => {
    received += bytes;
  });
  socket.write('POST /v1 HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n');
  await until(() => received.split('x-wait: 1\r\n').length > 5);
  expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\n(?:x-wait: 1\r\n)+$/);
  socket.destroy();
  await until(() => server.openReplies === 0);
});

test('waits before it does what another fault does', async () => {
  await using server = await faultServer();
  server.next(faults.late(30, faults.status(503)));
  const asked = post(server);
  await until(() => server.requests.length === 1);
  expect(server.openReplies).toBe(1);
  expect((await asked).status).toBe(503);
  await until(() => server.openReplies === 0);
});

test.each([
  ['openai', { 'retry-after': '2', 'retry-after-ms': '1500' }, { error: { code: 'rate_limit_exceeded' } }],
  ['azure', { 'retry-after': '2', 'x-ms-retry-after-ms': '1500' }, { error: { code: '429' } }],
  ['anthropic', { 'retry-after': '2' }, { type: 'error', error: { type: 'rate_limit_error' } }],
  ['google', {}, [{ error: { code: 429, details: [{ retryDelay: '2s' }] } }]],
] as const)('says 429 as %s says it', async (dialect, headers, body) => {
  await using server = await faultServer();
  server.next(faults.rateLimit(dialect, 1_500));
  const response = await post(server);
  expect(response.status).toBe(429);
  expect(Object.fromEntries(response.headers)).toMatchObject(headers);
  expect(response.headers.has('retry-after')).toBe('retry-after' in headers);
  expect(await response.json()).toMatchObject(body);
});

test('says 429 as a proxy says it: a page, and no word on how long to wait', async () => {
  await using server = await faultServer();
  server.next(faults.rateLimit('proxy'));
  const response = await post(server);
  expect([response.status, response.headers.get('content-type')]).toEqual([429, 'text/html']);
  expect(response.headers.has('retry-after')).toBe(false);
});

test('sends pings for ever, until the client goes', async () => {
  await using server = await faultServer();
  server.next(faults.pings(1, ['Hel']));
  const controller = new AbortController();
  const reader = (await post(server, undefined, { signal: controller.signal })).body?.getReader();
  const decoder = new TextDecoder();
  let body = '';
  while (body.split(': ping\n\n').length <= 5) body += decoder.decode((await reader?.read())?.value);
  controller.abort();
  expect(texts(body)).toEqual(['Hel']);
  await until(() => server.openSockets === 0);
});

test('drips an answer, cutting inside characters', async () => {
  await using server = await faultServer();
  server.next(faults.slow('Grüße 👋', { bytesPerWrite: 1, everyMs: 0 }));
  const response = await post(server, { messages: [] });
  const sizes: number[] = [];
  const parts: Uint8Array[] = [];
  for await (const bytes of response.body ?? []) {
    sizes.push(bytes.length);
    parts.push(bytes);
  }
  expect(sizes.length).toBeGreaterThan(50);
  expect(JSON.parse(Buffer.concat(parts).toString()).choices[0].message.content).toBe('Grüße 👋');
});

test('ends a stream well in the middle of an answer', async () => {
  await using server = await faultServer();
  server.next(faults.cutMidStream(['Hel']));
  const { body, error } = await read(await post(server));
  expect(error).toBeUndefined();
  expect(texts(body)).toEqual(['Hel']);
  expect(body).not.toContain('[DONE]');
  expect(body).not.toContain('"finish_reason":"stop"');
});

test('closes the connection in the middle of a stream', async () => {
  await using server = await faultServer();
  server.next(faults.hangUpMidStream(['Hel']));
  const { body, error } = await read(await post(server));
  expect(texts(body)).toEqual(['Hel']);
  expect(codeOf(error)).toBe('UND_ERR_SOCKET');
});

test('resets the connection before the headers', async () => {
  await using server = await faultServer();
  server.next(faults.resetBeforeHeaders());
  expect(codeOf(await post(server).catch((error: unknown) => error))).toBe('ECONNRESET');
});

test('resets the connection behind the headers', async () => {
  await using server = await faultServer();
  server.next(faults.resetAfterHeaders());
  const response = await post(server);
  expect(response.status).toBe(200);
  expect(codeOf((await read(response)).error)).toBe('ECONNRESET');
});

test('reports an error in the middle of a stream, and in the place of a whole answer', async () => {
  await using server = await faultServer();
  server.next(faults.errorMidStream(['Hel'], 429));
  expect((await read(await post(server))).body).toMatch(/"content":"Hel".*\n\ndata: \{"error":\{[^\n]*\}\n\n$/);
  expect(await (await post(server, {})).json()).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
});

test('resets the connection in the middle of a body', async () => {
  await using server = await faultServer();
  server.next(faults.resetMidBody());
  const { body, error } = await read(await post(server, {}));
  expect(body).toMatch(/^\{"id":/);
  expect(codeOf(error)).toBe('ECONNRESET');
});

test('resets the connection in the middle of a stream', async () => {
  await using server = await faultServer();
  server.next(faults.resetMidStream(['Hel']));
  const { body, error } = await read(await post(server));
  expect(texts(body)).toEqual(['Hel']);
  expect(codeOf(error)).toBe('ECONNRESET');
});

test.each([true, false])('sends a line as long as it is told, and valid, with stream %s', async (stream) => {
  await using server = await faultServer();
  server.next(faults.hugeLine(1_000_003));
  const { body } = await read(await post(server, { stream }));
  const text = stream ? texts(body).join('') : JSON.parse(body).choices[0].message.content;
  expect(text).toBe('x'.repeat(1_000_003));
  expect(Math.max(...body.split('\n').map((line) => line.length))).toBeGreaterThan(1_000_003);
});

test('floods with exactly so many events', async () => {
  await using server = await faultServer();
  server.next(faults.flood(10_001));
  const { body } = await read(await post(server));
  expect(texts(body)).toHaveLength(10_001);
  expect(body.endsWith('data: [DONE]\n\n')).toBe(true);
});

test('floods a whole answer with exactly so many letters, behind its first words', async () => {
  await using server = await faultServer();
  server.next(faults.flood(70_000), faults.hugeLine(3, ['Hel', 'lo']));
  const whole = async () => (await (await post(server, {})).json()).choices[0].message.content;
  expect(await whole()).toBe('x'.repeat(70_000));
  expect(await whole()).toBe('Helloxxx');
  expect(texts((await read(await post(server))).body)).toEqual(['Hel', 'lo', 'xxx']);
});

test.each([true, false])('sends little that unpacks to much, with stream %s', async (stream) => {
  await using server = await faultServer();
  server.next(faults.gzipBomb(5_000_000, ['Hel']));
  const response = await post(server, { stream });
  expect(response.headers.get('content-encoding')).toBe('gzip');
  const { body, error } = await read(response);
  expect(error).toBeUndefined();
  expect(body.length).toBeGreaterThan(5_000_000);
  expect(body.length).toBeLessThan(5_001_000);
  if (stream) expect(texts(body)).toEqual(['Hel']);
});

test('a flood without end stops with its reader', async () => {
  await using server = await faultServer();
  server.next(faults.flood(Number.POSITIVE_INFINITY));
  const controller = new AbortController();
  const reader = (await post(server, undefined, { signal: controller.signal })).body?.getReader();
  for (let count = 0; count < 20; count++) expect((await reader?.read())?.done).toBe(false);
  controller.abort();
  await until(() => server.openSockets === 0);
});

test.each([
  ['an HTML page', faults.malformed('html'), 'text/html', /^<!doctype html>/],
  ['an answer under a wrong type', faults.wrongType('Hi'), 'text/plain', /"content":"Hi"/],
  ['nothing', faults.malformed('empty'), 'application/json', /^$/],
  ['half an answer', faults.malformed('truncated'), 'application/json', /^\{"id":[\s\S]*[^}]$/],
] as const)('sends %s with status 200', async (_, fault, type, expected) => {
  await using server = await faultServer();
  server.next(fault);
  const response = await post(server, {});
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toContain(type);
  expect(await response.text()).toMatch(expected);
});

test('redirects', async () => {
  await using server = await faultServer();
  server.next(faults.redirect('https://example.com/v1'));
  const response = await post(server);
  expect(response.status).toBe(307);
  expect(response.headers.get('location')).toBe('https://example.com/v1');
});

test('sends raw bytes in place of HTTP', async () => {
  await using server = await faultServer();
  server.next(faults.raw('SSH-2.0-OpenSSH\r\n'));
  await expect(post(server)).rejects.toMatchObject({ cause: { name: 'HTTPParserError' } });
});

test('closes with every connection still open, at once, and frees the port', async () => {
  const server = await faultServer();
  server.next(faults.stallBeforeHeaders(), faults.pings(60_000), faults.stallMidStream(['Hel']));
  const silent = post(server).catch((error: unknown) => codeOf(error));
  await until(() => server.requests.length === 1);
  const bodies = [read(await post(server)), read(await post(server))];
  expect(server.openSockets).toBe(3);
  const begun = performance.now();
  await server.close();
  expect(performance.now() - begun).toBeLessThan(500);
  expect(server.openSockets).toBe(0);
  expect(await silent).toBe('UND_ERR_SOCKET');
  for (const { error } of await Promise.all(bodies)) expect(error).toBeInstanceOf(TypeError);
  const { port } = new URL(server.url);
  const refused = await new Promise((resolve) => createConnection(Number(port), '127.0.0.1').once('error', resolve));
  expect(refused).toHaveProperty('code', 'ECONNREFUSED');
  await server.close(); // a second time is no error
});

test('leaves no timer and no socket of its own behind', async () => {
  const resources = () => process.getActiveResourcesInfo().filter((kind) => /Timeout|TCPServer|TCPSocket/.test(kind));
  const before = resources().length;
  {
    await using server = await faultServer();
    server.next(faults.pings(60_000));
    const all = read(await post(server));
    await server.close();
    await all;
  }
  await until(() => resources().length <= before);
});
