import { describe, expect, test } from 'vitest';
import { isSecureLLMError, type NetworkError, type SecureLLMError } from '../../src/errors.ts';
import { type Fetch, overFetch } from '../../src/transport/fetch.ts';
import { send } from '../../src/transport/send.ts';
import { anExchange, bodyOfPieces } from '../support/exchange.ts';
import { serve } from '../support/loopback.ts';

const URL_OF_ACME = 'https://acme.example/v1';

const postWith = (fetch: Fetch, exchange = anExchange(), url = URL_OF_ACME) =>
  send(() => overFetch(fetch)(url)({ headers: {}, body: '{}', signal: exchange.signal }), exchange);

async function failureOf(sending: Promise<unknown>): Promise<SecureLLMError> {
  const error = await sending.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isSecureLLMError(error)) throw new Error('expected an error of this library', { cause: error });
  return error;
}

const answering =
  (status: number, body: unknown = {}, headers: Record<string, string> = {}): Fetch =>
  async () =>
    new Response(typeof body === 'string' ? body : JSON.stringify(body), { status, headers });

const complaint = (code: string, type = 'invalid_request_error') => ({ error: { message: 'words', type, code } });

describe('a status that is no success', () => {
  test.each<[number, unknown, string, boolean]>([
    [401, complaint('invalid_api_key'), 'ERR_AUTHENTICATION', false],
    [403, {}, 'ERR_PERMISSION_DENIED', false],
    [429, complaint('rate_limit_exceeded', 'requests'), 'ERR_RATE_LIMIT', true],
    [429, complaint('insufficient_quota', 'insufficient_quota'), 'ERR_QUOTA_EXCEEDED', false],
    [429, { error: { type: 'insufficient_quota' } }, 'ERR_QUOTA_EXCEEDED', false],
    [429, complaint('credit_balance_too_low'), 'ERR_QUOTA_EXCEEDED', false],
    [400, complaint('billing_hard_limit_reached'), 'ERR_QUOTA_EXCEEDED', false],
    [402, {}, 'ERR_QUOTA_EXCEEDED', false],
    [400, complaint('context_length_exceeded'), 'ERR_CONTEXT_LENGTH', false],
    [413, complaint('string_above_max_length'), 'ERR_CONTEXT_LENGTH', false],
    [422, complaint('context_length_exceeded'), 'ERR_CONTEXT_LENGTH', false],
    [400, complaint('content_filter'), 'ERR_CONTENT_FILTER', false],
    [400, complaint('content_policy_violation'), 'ERR_CONTENT_FILTER', false],
    [400, {}, 'ERR_PROVIDER', false],
    [404, complaint('model_not_found'), 'ERR_PROVIDER', false],
    [413, {}, 'ERR_PROVIDER', false],
    [422, {}, 'ERR_PROVIDER', false],
    [501, {}, 'ERR_PROVIDER', false],
    ...[408, 409, 425, 500, 502, 503, 504, 529].map((status): [number, unknown, string, boolean] => [
      status,
      {},
      'ERR_PROVIDER',
      true,
    ]),
  ])('FA-02 %d with %j becomes %s', async (status, body, code, retryable) => {
    const error = await failureOf(postWith(answering(status, body)));
    expect(error).toMatchObject({ code, retryable, status, provider: 'acme' });
  });

  test.each([
    [503, 'false', 'ERR_PROVIDER', false],
    [429, 'false', 'ERR_RATE_LIMIT', false],
    [400, 'true', 'ERR_PROVIDER', true],
    [429, 'true', 'ERR_RATE_LIMIT', true],
    [503, 'maybe', 'ERR_PROVIDER', true],
    [401, 'true', 'ERR_AUTHENTICATION', false],
  ])('%d with x-should-retry %s becomes %s', async (status, header, code, retryable) => {
    const error = await failureOf(postWith(answering(status, {}, { 'x-should-retry': header })));
    expect(error).toMatchObject({ code, retryable, status });
  });

  test('says which words the provider used, and none of its sentences', async () => {
    const body = {
      error: {
        message: 'You wrote: canary prompt',
        type: 'invalid_request_error',
        code: 'bad one',
        param: 'messages[0].role',
      },
    };
    const error = await failureOf(postWith(answering(400, body)));
    expect(error.message).toContain('type invalid_request_error, param messages[0].role');
    expect(error.message).not.toMatch(/canary|bad one/);
  });

  test.each([
    { code: 'Passw0rd-of-Alice', type: 'alice@example.org', param: 'Alice' },
    { code: 'hunter-2', type: 'x.y', param: 'messages-of-alice' },
    { code: '4111111111111111', type: '_x', param: '0' },
    { code: 'a'.repeat(65), type: 'BadRequestError', param: `a${'.b'.repeat(40)}` },
  ])('repeats no word but those that APIs use: %j', async (said) => {
    const error = await failureOf(postWith(answering(400, { error: said })));
    expect(error.message).toBe('`acme` answered 400: check the options of the request');
  });

  test.each<[string, string]>([
    ['{"messages":[{"content":"my pin is secret_one"}]}', 'answered 400: '],
    ['{"secret_one":1}', 'answered 400 (type secret_one, code secret_one, param secret_one)'],
    ['{"messages":[{"content":"\\"secret_one\\":1"}]}', 'answered 400: '],
    ['{}', 'answered 400 (type secret_one, code secret_one, param secret_one)'],
  ])('repeats no word that is among the texts of the request %s', async (sent, message) => {
    const said = { code: 'secret_one', type: 'secret_one', param: 'secret_one' };
    const error = await failureOf(postWith(answering(400, { error: said }), anExchange({ sent })));
    expect(error.message).toContain(message);
  });

  test('still understands a word that it does not repeat', async () => {
    const sent = '{"messages":[{"content":"What is insufficient_quota?"}]}';
    const error = await failureOf(postWith(answering(429, complaint('insufficient_quota')), anExchange({ sent })));
    expect(error).toMatchObject({ code: 'ERR_QUOTA_EXCEEDED' });
  });

  test.each([
    ['r'.repeat(128), true],
    ['3f0c_A-9', true],
    ['r'.repeat(129), false],
    ['alice@example.org', false],
    ['my.password', false],
    ['a b', false],
    ['a[0]', false],
  ])('takes the request id %s: %s', async (id, isTaken) => {
    const error = await failureOf(postWith(answering(503, {}, { 'x-request-id': id })));
    expect(error.requestId).toBe(isTaken ? id : undefined);
  });

  test('FA-01 carries the request id and how long to wait', async () => {
    const headers = { 'x-request-id': 'req_123', 'retry-after': '2' };
    expect(await failureOf(postWith(answering(429, {}, headers)))).toMatchObject({
      requestId: 'req_123',
      retryAfterMs: 2_000,
    });
    const other = { 'request-id': 'req_456', 'retry-after-ms': '300' };
    expect(await failureOf(postWith(answering(503, {}, other)))).toMatchObject({
      requestId: 'req_456',
      retryAfterMs: 300,
    });
  });

  test.each([
    '',
    'null',
    '[]',
    '"x"',
    '{"error":"words"}',
    '{"error":null}',
    '[{"error":{"code":429}}]',
    '{"code":{}}',
  ])('stands on the status alone where the body is %s', async (body) => {
    expect(await failureOf(postWith(answering(503, body)))).toMatchObject({ status: 503, retryable: true });
  });

  test('FA-10 reads no HTML and at most 64 KiB of an error, and lets the rest go', async () => {
    const pieces = Array.from({ length: 300 }, () => new Uint8Array(16_384).fill(0x20));
    for (const [type, atMost] of Object.entries({ 'text/html': 0, 'application/json': 5 })) {
      const { body, state } = bodyOfPieces(pieces);
      const response = new Response(body, { status: 502, headers: { 'content-type': type } });
      expect(await failureOf(postWith(async () => response))).toMatchObject({ status: 502, retryable: true });
      expect(state.read).toBeLessThanOrEqual(atMost);
      expect(state.cancelled).toBe(true);
    }
  });
});

describe('redirects', () => {
  test.each([301, 302, 303, 307, 308])('FA-11 refuses %d, and the other host hears nothing', async (status) => {
    await using other = await serve((_, response) => void response.end('{}'));
    for (const location of [
      `${other.url}/v1`,
      other.url.replace('127.0.0.1', 'localhost'),
      other.url.replace('http:', 'https:'),
    ]) {
      await using server = await serve((_, response) => void response.writeHead(status, { location }).end());
      const error = await failureOf(postWith((...given) => fetch(...given), anExchange(), server.url));
      expect(error).toMatchObject({ code: 'ERR_PROVIDER', status, retryable: false });
      expect(error.message).toContain('redirected; refused');
    }
    expect([other.connections(), other.received()]).toEqual([0, 0]);
  });

  test('refuses the opaque redirect of a browser, and a fetch that followed one anyway', async () => {
    const opaque = Object.defineProperty(new Response(null), 'type', { value: 'opaqueredirect' });
    const followed = Object.defineProperty(new Response('{}'), 'redirected', { value: true });
    for (const response of [opaque, followed])
      expect((await failureOf(postWith(async () => response))).message).toContain('redirected; refused');
  });

  test('asks fetch for no redirect, no cookies, no cache and no referrer', async () => {
    let seen: RequestInit = {};
    await postWith(async (_, init = {}) => {
      seen = init;
      return new Response('{}');
    });
    expect(seen).toMatchObject({
      method: 'POST',
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
    });
  });
});

describe('a network that fails', () => {
  const failing =
    (code: string): Fetch =>
    async () => {
      throw new TypeError('fetch failed', { cause: Object.assign(new Error(`${code} canary`), { code }) });
    };

  test.each(['ENOTFOUND', 'EAI_AGAIN', 'ECONNREFUSED', 'ECONNRESET', 'UND_ERR_SOCKET', 'ETIMEDOUT'])(
    'FA-12 %s may be tried again',
    async (code) => {
      const error = await failureOf(postWith(failing(code)));
      expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true, provider: 'acme' });
      expect(error.message).toContain(code);
      expect((error.cause as Error).cause).toMatchObject({ message: code });
    },
  );

  test.each([
    'ERR_TLS_CERT_ALTNAME_INVALID',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_SSL_WRONG_VERSION_NUMBER',
  ])('FA-12 %s is not tried again', async (code) => {
    const error = (await failureOf(postWith(failing(code)))) as NetworkError;
    expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: false });
    expect(error.message).toContain(code);
  });

  test('FA-12 finds the code of a host with several addresses', async () => {
    const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' });
    const fetch: Fetch = () => Promise.reject(new TypeError('fetch failed', { cause: new AggregateError([refused]) }));
    expect((await failureOf(postWith(fetch))).message).toContain('ECONNREFUSED');
  });

  test('FA-12 a port nobody listens on may be tried again', async () => {
    const server = await serve(() => {});
    await server[Symbol.asyncDispose]();
    const error = await failureOf(postWith((...given) => fetch(...given), anExchange(), server.url));
    expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
    expect(error.message).toContain('ECONNREFUSED');
  });

  test.each([new Error('canary'), 'canary', undefined, { code: 'canary words' }])(
    'keeps no words of %j',
    async (thrown) => {
      const error = await failureOf(postWith(() => Promise.reject(thrown)));
      expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
      expect(`${error.stack}${JSON.stringify(error)}`).not.toContain('canary words');
      expect(error.message).not.toContain('canary');
    },
  );
});

describe('an abort', () => {
  const reason = { mine: true };

  test('FA-13 before sending sends nothing', async () => {
    let calls = 0;
    const signal = AbortSignal.abort(reason);
    const sending = postWith(async () => {
      calls += 1;
      return new Response('{}');
    }, anExchange({ signal }));
    await expect(sending).rejects.toBe(reason);
    expect(calls).toBe(0);
  });

  test('FA-13 while the request is out comes back as the reason, whatever fetch throws', async () => {
    const controller = new AbortController();
    const sending = postWith(
      async () => {
        controller.abort(reason);
        throw new TypeError('fetch failed');
      },
      anExchange({ signal: controller.signal }),
    );
    await expect(sending).rejects.toBe(reason);
  });

  test('FA-13 lets go of a reply that came too late', async () => {
    const controller = new AbortController();
    const { body, state } = bodyOfPieces([]);
    const sending = postWith(
      async () => {
        controller.abort(reason);
        return new Response(body);
      },
      anExchange({ signal: controller.signal }),
    );
    await expect(sending).rejects.toBe(reason);
    expect(state.cancelled).toBe(true);
  });

  test('FA-13 while an error body is read comes back as the reason', async () => {
    const controller = new AbortController();
    const stalled = new ReadableStream({ pull: () => controller.abort(reason) });
    const sending = postWith(
      async () => new Response(stalled, { status: 500 }),
      anExchange({ signal: controller.signal }),
    );
    await expect(sending).rejects.toBe(reason);
  });
});

describe('what the headers say of the limits', () => {
  const headers = { 'x-ratelimit-limit-requests': '60', 'x-ratelimit-remaining-requests': '59' };

  test.each([200, 302, 400, 429, 500])('is told with a status of %d', async (status) => {
    const heard: unknown[] = [];
    await postWith(answering(status, {}, headers), anExchange({ learn: (limits) => void heard.push(limits) })).catch(
      () => {},
    );
    expect(heard).toEqual([{ requests: { limit: 60, remaining: 59 } }]);
  });

  test('is not told where they say nothing', async () => {
    await postWith(answering(200), anExchange({ learn: () => expect.fail('told') }));
  });
});
