import { expect, test } from 'vitest';
import { toNodeHandler } from '../../../src/node/gateway.ts';
import { openGateway } from '../../support/gateway.ts';
import { BEARER, head, listen, statuses, talk } from '../../support/wire.ts';

/** A real gateway, and the requests that reached it. */
async function spied() {
  const gateway = openGateway();
  const seen: string[] = [];
  const server = await listen(
    toNodeHandler({
      fetch: async (request, connection) => {
        seen.push(`${request.method} ${new URL(request.url).pathname}`);
        const { url, method, headers } = request;
        await request.text().catch(() => {}); // as a route would, so that what is wrong with a body shows
        return gateway.fetch(new Request(url, { method, headers: [...headers] }), connection);
      },
    }),
  );
  return { server, seen, [Symbol.asyncDispose]: () => server[Symbol.asyncDispose]() };
}

const POST = ['POST /v1/models HTTP/1.1', 'Host: a', BEARER] as const;
const HIDDEN = head('GET /hidden HTTP/1.1', 'Host: a', 'Connection: close');

test.each([
  ['a length and chunks', `${head(...POST, 'Content-Length: 4', 'Transfer-Encoding: chunked')}0\r\n\r\n${HIDDEN}`],
  ['chunks and a length', `${head(...POST, 'Transfer-Encoding: chunked', 'Content-Length: 4')}0\r\n\r\n${HIDDEN}`],
  ['two lengths', head(...POST, 'Content-Length: 0', `Content-Length: ${HIDDEN.length}`) + HIDDEN],
  ['one length twice', head(...POST, 'Content-Length: 0', 'Content-Length: 0') + HIDDEN],
  ['a list of lengths', head(...POST, `Content-Length: 0, ${HIDDEN.length}`) + HIDDEN],
  ['a negative length', head(...POST, 'Content-Length: -1') + HIDDEN],
  ['a signed length', head(...POST, 'Content-Length: +0') + HIDDEN],
  ['chunks that are not last', `${head(...POST, 'Transfer-Encoding: chunked, identity')}0\r\n\r\n${HIDDEN}`],
  ['chunks twice', `${head(...POST, 'Transfer-Encoding: chunked', 'Transfer-Encoding: identity')}0\r\n\r\n${HIDDEN}`],
  ['a blank before the colon', `${head(...POST, 'Transfer-Encoding : chunked')}0\r\n\r\n${HIDDEN}`],
  ['a folded header', `${head(...POST, 'Transfer-Encoding:', ' chunked')}0\r\n\r\n${HIDDEN}`],
  ['a folded header of another kind', head(...POST, 'X-A: b', ' c') + HIDDEN],
  ['bare line feeds', `${head(...POST, 'X-A: b\nContent-Length: 4')}abcd${HIDDEN}`],
  ['bare line feeds all along', `${head(...POST).replaceAll('\r\n', '\n')}${HIDDEN}`],
  ['a bare carriage return', `${head(...POST, 'X-A: b\rContent-Length: 4')}abcd${HIDDEN}`],
  ['NUL in a header', head(...POST, 'X-A: b\0c') + HIDDEN],
  ['a name that is no token', head(...POST, 'X(A: b') + HIDDEN],
  ['a header without a name', head(...POST, ': b') + HIDDEN],
  ['another protocol', head('GET /v1/models HTTP/3.7', 'Host: a', BEARER) + HIDDEN],
  ['a method in small letters', head('get /v1/models HTTP/1.1', 'Host: a', BEARER) + HIDDEN],
  ['HTTP/2 by prior knowledge', `PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n${HIDDEN}`],
])('refuses %s before it reaches the gateway, and what lies behind it', async (_, bytes) => {
  await using spy = await spied();
  const answer = await talk(spy.server.port, bytes);
  expect(statuses(answer)).toEqual([400]);
  expect(spy.seen).toEqual([]);
});

test.each(['/v1/../metrics', '/v1/%2e%2E/metrics', '/./metrics', '/v1/..', '/.%2e/metrics?a'])(
  'refuses a path that leads elsewhere than a proxy may read it: %s',
  async (target) => {
    await using spy = await spied();
    const answer = await talk(spy.server.port, head(`GET ${target} HTTP/1.1`, 'Host: a', BEARER, 'Connection: close'));
    expect(statuses(answer)).toEqual([400]);
    expect(spy.seen).toEqual([]);
  },
);

test.each([
  ['a size that is no number', 'x\r\nabc\r\n0\r\n\r\n'],
  ['a size that is too large', 'ffffffffffffffffff\r\nabc\r\n0\r\n\r\n'],
  ['a size with a sign', '-1\r\nabc\r\n0\r\n\r\n'],
  ['a chunk longer than its size', '1\r\nabc\r\n0\r\n\r\n'],
  ['chunks with bare line feeds', '3\nabc\n0\n\n'],
  ['a chunk without its end', '3\r\nabc0\r\n\r\n'],
])('what stands behind %s is no request', async (_, body) => {
  await using spy = await spied();
  await talk(spy.server.port, head(...POST, 'Transfer-Encoding: chunked') + body + HIDDEN);
  expect(spy.seen).toEqual(['POST /v1/models']);
});

test('what stands behind chunks by another name is no request', async () => {
  await using spy = await spied();
  expect(statuses(await talk(spy.server.port, head(...POST, 'Transfer-Encoding: xchunked') + HIDDEN))).toEqual([400]);
  expect(spy.seen).toEqual(['POST /v1/models']);
});

test('a request of HTTP/0.9 is one of nobody', async () => {
  await using spy = await spied();
  expect(await talk(spy.server.port, `GET /v1/models\r\n\r\n${BEARER}\r\n\r\n`)).not.toContain('200');
});

test('refuses a request without a host', async () => {
  await using spy = await spied();
  expect(statuses(await talk(spy.server.port, head('GET /v1/models HTTP/1.1', BEARER, 'Connection: close')))).toEqual([
    400,
  ]);
  expect(spy.seen).toEqual([]);
});

test('extensions of a chunk are passed over, and not endlessly', async () => {
  await using spy = await spied();
  const chunked = head(...POST, 'Transfer-Encoding: chunked', 'Connection: close');
  expect(statuses(await talk(spy.server.port, `${chunked}3;a=b\r\nabc\r\n0\r\n\r\n`))).toEqual([405]);
  expect(statuses(await talk(spy.server.port, `${chunked}3;a=${'b'.repeat(100_000)}\r\nabc\r\n0\r\n\r\n`))).toEqual([
    413,
  ]);
});

test('answers requests that come at once in their order', async () => {
  await using spy = await spied();
  const get = ['GET /v1/models HTTP/1.1', 'Host: a'] as const;
  const answer = await talk(
    spy.server.port,
    head(...get, BEARER) + head(...get) + head(...get, BEARER, 'Connection: close'),
  );
  expect(statuses(answer)).toEqual([200, 401, 200]);
});
