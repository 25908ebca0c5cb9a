import { expect, test } from 'vitest';
import { ResponseFormatError, ResponseTooLargeError } from '../../src/errors.ts';
import { readJson } from '../../src/transport/read-json.ts';
import { anExchange, bodyOfPieces } from '../support/exchange.ts';

const reply = (body: BodyInit | null, type = 'application/json') =>
  new Response(body, { headers: type === '' ? {} : { 'content-type': type } });

const bytes = (text: string) => new TextEncoder().encode(text);

test.each(['application/json', 'application/json; charset=utf-8', 'application/problem+json', 'Application/JSON', ''])(
  'reads an object of type %j',
  async (type) => {
    const response = new Response(bytes('\uFEFF{"a":"é"}'), { headers: type === '' ? {} : { 'content-type': type } });
    expect(await readJson(response, anExchange())).toEqual({ a: 'é' });
  },
);

test.each([
  ['HTML', '<html>', 'text/html'],
  ['HTML that says it is JSON', '<html>', 'application/json'],
  ['JSON that says it is HTML', '{}', 'text/html'],
  ['nothing', '', 'application/json'],
  ['no body', null, 'application/json'],
  ['white space', ' \n', 'application/json'],
  ['null', 'null', 'application/json'],
  ['a string', '"text"', 'application/json'],
  ['an array', '[]', 'application/json'],
  ['half an object', '{"a":', 'application/json'],
  ['a stream', 'data: {}\n\n', 'text/event-stream'],
])('FA-10 refuses %s with status 200', async (_, body, type) => {
  const error = await readJson(reply(body, type), anExchange()).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ResponseFormatError);
  expect((error as ResponseFormatError).status).toBe(200);
});

test('FA-09 refuses a body that is not UTF-8', async () => {
  const body = Uint8Array.from([...bytes('{"a":"'), 0xff, ...bytes('"}')]);
  await expect(readJson(reply(body), anExchange())).rejects.toBeInstanceOf(ResponseFormatError);
  await expect(readJson(reply(bytes('{"a":"€').slice(0, -1)), anExchange())).rejects.toBeInstanceOf(
    ResponseFormatError,
  );
});

test('FA-08 stops reading at the limit and lets the rest go', async () => {
  const { body, state } = bodyOfPieces([bytes('{"a":"'), bytes('x'.repeat(60)), bytes('x'.repeat(60)), bytes('"}')]);
  const limits = { maxEventBytes: 10, maxResponseBytes: 100 };
  const error = await readJson(reply(body), anExchange({ limits })).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ResponseTooLargeError);
  expect((error as Error).message).toContain('maxResponseBytes');
  expect(state.cancelled).toBe(true);
});

test('refuses a body that was read before', async () => {
  const response = reply('{}');
  await response.text();
  await expect(readJson(response, anExchange())).rejects.toBeInstanceOf(ResponseFormatError);
});
