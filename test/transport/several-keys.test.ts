import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { SecureLLMClient } from '../../src/client.ts';
import { openai } from '../../src/node/openai.ts';
import type { EndpointOptions } from '../../src/transport/endpoint.ts';
import type { RateLimits } from '../../src/types/rate-limits.ts';
import { serve } from '../support/loopback.ts';
import { anEndpoint, postingTo } from '../support/posting.ts';

const key = (name: string) => ['test', 'key', name, 'CANARY0123456789'].join('-');
const A = key('a');
const B = key('b');
const C = key('c');

type Answer = readonly [status: number, headers?: Record<string, string>, body?: object];

/** A server that answers each key in its way, and remembers which were used. */
async function keyServer(answers: Readonly<Record<string, Answer>>) {
  const used: string[] = [];
  const server = await serve((request, response) => {
    const given = String(request.headers['x-api-key'] ?? request.headers.authorization?.replace('Bearer ', ''));
    used.push(given);
    const [status, headers = {}, body = {}] = answers[given] ?? [200];
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
  });
  return Object.assign(server, { used });
}

test('keys take turns', async () => {
  await using server = await keyServer({});
  const post = postingTo({ apiKey: [A, B, C], baseURL: server.url });
  for (let call = 0; call < 4; call++) await post();
  expect(server.used).toEqual([A, B, C, A]);
});

test.each([401, 429])('after %d the same attempt goes on with the next key, and the other rests', async (status) => {
  await using server = await keyServer({ [A]: [status, { 'retry-after': '60' }] });
  const post = postingTo({ apiKey: [A, B], baseURL: server.url });
  for (let call = 0; call < 3; call++) expect(await post()).toBe('{}');
  expect(server.used).toEqual([A, B, B, B]);
});

test('a key whose quota is used up rests too', async () => {
  await using server = await keyServer({ [A]: [429, {}, { error: { code: 'insufficient_quota' } }] });
  const post = postingTo({ apiKey: [A, B], baseURL: server.url });
  await post();
  await post();
  expect(server.used).toEqual([A, B, B]);
});

test.each([400, 403, 404, 500, 503])('%d is not about the key: no other one is tried', async (status) => {
  await using server = await keyServer({ [A]: [status] });
  const post = postingTo({ apiKey: [A, B], baseURL: server.url });
  await expect(post()).rejects.toMatchObject({ status });
  expect(server.used).toEqual([A]);
});

test('each key is tried once at most, and the last error is thrown', async () => {
  await using server = await keyServer({ [A]: [401], [B]: [401], [C]: [401] });
  const post = postingTo({ apiKey: [A, B, C], baseURL: server.url });
  await expect(post()).rejects.toMatchObject({ code: 'ERR_AUTHENTICATION' });
  expect(server.used).toEqual([A, B, C]);
});

test('where all rest, the call says when the first is back, and the throttle hears of it', async () => {
  await using server = await keyServer({
    [A]: [429, { 'retry-after': '5' }],
    [B]: [429, { 'retry-after': '60' }],
    [C]: [401],
  });
  const post = postingTo({ apiKey: [A, B, C], baseURL: server.url });
  const learnt: RateLimits[] = [];
  const error = await post({ learn: (limits) => learnt.push(limits) }).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT', retryable: true, status: 429 });
  expect(error.retryAfterMs).toBeGreaterThan(4_000);
  expect(error.retryAfterMs).toBeLessThanOrEqual(5_000);
  expect(learnt).toEqual([{ retryAfterMs: error.retryAfterMs }]);
  expect(server.used).toEqual([A, B, C]);
});

test('where no reply says for how long, the throttle hears nothing and the error names no wait', async () => {
  await using server = await keyServer({ [A]: [429], [B]: [429] });
  const post = postingTo({ apiKey: [A, B], baseURL: server.url });
  const learnt: RateLimits[] = [];
  const error = await post({ learn: (limits) => learnt.push(limits) }).catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT', retryable: true });
  expect(error.retryAfterMs).toBeUndefined();
  expect(learnt).toEqual([]);
});

test('a refused key is no end while another one is only limited', async () => {
  await using server = await keyServer({ [A]: [401], [B]: [429] });
  const post = postingTo({ apiKey: [B, A], baseURL: server.url });
  await expect(post()).rejects.toMatchObject({ code: 'ERR_RATE_LIMIT', retryable: true });
});

test('the quota of one of several keys is not told as that of all; that of a single key is', async () => {
  const limits = { 'x-ratelimit-limit-requests': '10', 'x-ratelimit-remaining-requests': '0' };
  await using server = await keyServer({ [A]: [200, limits], [B]: [200, limits] });
  const learnt: RateLimits[] = [];
  const learn = (limits: RateLimits) => learnt.push(limits);
  await postingTo({ apiKey: [A, B], baseURL: server.url })({ learn });
  expect(learnt).toEqual([]);
  await postingTo({ apiKey: [A], baseURL: server.url })({ learn });
  expect(learnt).toEqual([{ requests: { limit: 10, remaining: 0 } }]);
});

test('an abort between two keys ends the attempt', async () => {
  const abort = new AbortController();
  let requests = 0;
  await using server = await serve((_, response) => {
    requests++;
    abort.abort(new Error('enough'));
    response.writeHead(429).end();
  });
  const post = postingTo({ apiKey: [A, B], baseURL: server.url });
  await expect(post({ signal: abort.signal })).rejects.toThrow('enough');
  expect(requests).toBe(1);
});

test('a whole client works through them, and neither it nor its errors show one', async () => {
  await using server = await keyServer({
    [A]: [401, {}, { error: { message: A, code: A, type: B } }],
    [B]: [401, { 'x-request-id': B }, { error: { message: B } }],
  });
  const provider = openai({ apiKey: [A, B], baseURL: server.url, model: 'any' });
  const client = new SecureLLMClient({ provider });
  const error = await client.chat('Hello').catch((thrown) => thrown);
  expect(error).toMatchObject({ code: 'ERR_AUTHENTICATION' });
  const shown = [provider, client, error].map(
    (each) => inspect(each, { depth: 9, showHidden: true }) + JSON.stringify(each),
  );
  expect(shown.join()).not.toContain('CANARY');
  expect(server.used).toEqual([A, B]);
});

describe('options', () => {
  const baseURL = 'https://llm.example.com';
  test.each<[string, unknown, RegExp]>([
    ['no key in the list', { apiKey: [], baseURL }, /`acme\.apiKey` must hold one key or more/],
    ['a key twice', { apiKey: [A, A], baseURL }, /`acme\.apiKey` must not hold a key twice/],
    ['an empty key', { apiKey: [A, ''], baseURL }, /`acme\.apiKey\[1\]` must not be empty/],
    ['a key that is none', { apiKey: [A, 1], baseURL }, /`acme\.apiKey\[1\]` must be a string/],
    ['a hundred and one', { apiKey: Array.from({ length: 101 }, (_, n) => key(`${n}`)), baseURL }, /at most 100/],
    [
      'a key of another vendor among them',
      { apiKey: [A, ['sk', 'ant', 'test'].join('-')] },
      /`acme\.apiKey` looks like/,
    ],
    ['keys beside their header', { apiKey: [A], headers: { 'X-API-Key': A }, baseURL }, /beside `apiKey`/],
    [
      'keys beside credentials',
      { apiKey: [A], credentials: async () => ({ token: A }) },
      /cannot stand beside `apiKey`/,
    ],
    [
      'credentials beside the header',
      { credentials: async () => ({ token: A }), headers: { authorization: A } },
      /beside `credentials`/,
    ],
    ['credentials that are none', { credentials: A }, /`acme\.credentials` must be a function/],
  ])('refuse %s', (_, options, message) => {
    const making = () => anEndpoint(options as EndpointOptions);
    expect(making).toThrow(TypeError);
    expect(making).toThrow(message);
    expect(making).not.toThrow(/CANARY/);
  });

  test('are copied: what the caller does to the list later changes nothing', async () => {
    await using server = await keyServer({});
    const keys = [A];
    const post = postingTo({ apiKey: keys, baseURL: server.url });
    keys[0] = B;
    await post();
    expect(server.used).toEqual([A]);
  });
});
