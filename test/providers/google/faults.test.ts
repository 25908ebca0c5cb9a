import { describe, expect, test } from 'vitest';
import { google } from '../../../src/providers/google/index.ts';
import type { Call } from '../../../src/types/call.ts';
import { type Loopback, serve, serveRaw } from '../../support/loopback.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { sse, text, USAGE } from './replies.ts';

const ask = ({ url }: Loopback, call: Partial<Call> = {}) =>
  readAll(google({ baseURL: url, model: 'm', headers: { 'x-goog-api-key': 'test-test' } }).call(aCall(call)));

const streamOf = async (body: string) => {
  await using server = await serve(
    (_, response) => void response.writeHead(200, { 'content-type': 'text/event-stream' }).end(body),
  );
  return await ask(server);
};

test.each([
  ['whole', '/models/m:generateContent'],
  ['stream', '/models/m:streamGenerateContent?alt=sse'],
] as const)('a real server is asked at one path, with the key in a header (%s)', async (wire, path) => {
  const seen: unknown[] = [];
  await using server = await serve((request, response) => {
    seen.push([request.method, request.url, request.headers['x-goog-api-key']]);
    const isStream = request.url?.includes('alt=sse');
    const body = text('Hello', 'STOP');
    response
      .writeHead(200, { 'content-type': isStream ? 'text/event-stream' : 'application/json' })
      .end(isStream ? sse([body]) : body);
  });
  expect((await ask(server, { wire })).seen).toEqual(['Hello']);
  expect(seen).toEqual([['POST', path, 'test-test']]);
});

describe('FA-07 a stream that ends', () => {
  test.each([
    ['without a finish reason', sse([text('Hello')])],
    ['without a single event', ''],
    ['in the middle of an event', `${sse([text('Hello')])}data: {"candidates":[{"con`],
    ['with an error that is no event', `${sse([text('Hello')])}{"error":{"code":503,"status":"UNAVAILABLE"}}`],
  ])('%s is interrupted', async (_, body) => {
    const { events, error } = await streamOf(body);
    expect(error).toMatchObject({ code: 'ERR_STREAM_INTERRUPTED', retryable: true, provider: 'google', status: 200 });
    expect(events.some(({ type }) => type === 'end')).toBe(false);
  });

  test.each([
    ['with its finish reason', sse([text('Hello', 'STOP')])],
    ['with usage behind it', sse([text('Hello', 'STOP'), JSON.stringify({ usageMetadata: USAGE })])],
  ])('%s is complete', async (_, body) => {
    const { events, error } = await streamOf(body);
    expect(error).toBeUndefined();
    expect(events.at(-1)).toMatchObject({ type: 'end', finishReason: 'stop' });
  });
});

test('FA-04 a connection that breaks in the middle of an answer is a NetworkError after what was shown', async () => {
  const event = sse([text('Hel')]);
  await using server = await serveRaw((socket) => {
    const head = 'HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\ntransfer-encoding: chunked\r\n\r\n';
    socket.write(`${head}${event.length.toString(16)}\r\n${event}\r\n`, () => setTimeout(() => socket.destroy(), 10));
  });
  const { seen, error } = await ask(server);
  expect(seen).toEqual(['Hel']);
  expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true, provider: 'google' });
});
