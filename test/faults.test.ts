import { setImmediate as turn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AuditRecord, isSecureLLMError, SecureLLMClient, type SecureLLMClientOptions } from '../src/index.ts';
import { type FaultServer, faultServer, faults } from '../src/node/testing.ts';
import { openai } from '../src/providers/openai/index.ts';
import { scripted } from '../src/testing/scripted.ts';
import { hurriedClock } from './support/hurried-clock.ts';

const KEY = ['sk', 'fault', 'canary', '0123456789abcdef'].join('-');
const PROMPT = 'CANARY prompt';

let server: FaultServer;
let records: AuditRecord[];
beforeEach(async () => {
  server = await faultServer();
  records = [];
});
afterEach(() => server.close());

const clientOf = (
  options: Partial<SecureLLMClientOptions> = {},
  provider: Partial<Parameters<typeof openai>[0]> = {},
) =>
  new SecureLLMClient({
    provider: openai({ apiKey: KEY, baseURL: server.url, model: 'm', ...provider } as Parameters<typeof openai>[0]),
    audit: (record) => void records.push(record),
    ...options,
  });

const failure = async (call: Promise<unknown>): Promise<Record<string, unknown>> =>
  call.then(
    () => {
      throw new Error('succeeded');
    },
    (error: unknown) => error as Record<string, unknown>,
  );

/** Waits for real sockets to close; bounded, and only as long as it takes. */
async function socketsClosed(): Promise<number> {
  const until = performance.now() + 1_000;
  while (server.openSockets > 0 && performance.now() < until) await turn();
  return server.openSockets;
}

describe('FA-01: Retry-After', () => {
  /** What is waited before the second attempt, and the time between the attempts. */
  const retried = async (headers: Record<string, string>) => {
    server.next(faults.status(429, { headers }), faults.reply('ok'));
    const { text, attempts } = await clientOf({ clock: hurriedClock(20) }).chat('hi');
    expect(text).toBe('ok');
    expect(attempts.map(({ status }) => status)).toEqual([429, undefined]);
    const [first, second] = attempts;
    const gapMs = (second?.startedMs ?? 0) - (first?.startedMs ?? 0) - (first?.durationMs ?? 0);
    return { gapMs, waitMs: records[0]?.waits.find(({ reason }) => reason === 'backoff')?.durationMs ?? Number.NaN };
  };

  test.each([
    ['seconds', { 'retry-after': '2' }, 2_000],
    ['milliseconds', { 'retry-after-ms': '300' }, 300],
    ['x-ms-retry-after-ms', { 'x-ms-retry-after-ms': '300' }, 300],
  ])('%s: that is the wait, and never less', async (_, headers, expectedMs) => {
    const { gapMs, waitMs } = await retried(headers);
    expect(waitMs).toBe(expectedMs);
    expect(gapMs).toBeGreaterThanOrEqual(expectedMs);
  });

  test('a date: the wait lasts until then', async () => {
    const { gapMs, waitMs } = await retried({ 'retry-after': new Date(Date.now() + 4_000).toUTCString() });
    expect(waitMs).toBeGreaterThan(1_000); // dates have no milliseconds, and the reply was on its way
    expect(waitMs).toBeLessThanOrEqual(4_000);
    expect(gapMs).toBeGreaterThanOrEqual(waitMs);
  });

  test('beyond maxRetryAfterMs the call fails at once, with the value', async () => {
    server.next(faults.status(429, { headers: { 'retry-after': '3600' } }));
    expect(await failure(clientOf().chat('hi'))).toMatchObject({
      code: 'ERR_RATE_LIMIT',
      retryAfterMs: 3_600_000,
      status: 429,
    });
    expect(server.requests).toHaveLength(1);
  });

  test.each([['-5'], ['abc'], ['Mon, 01 Jan 2001 00:00:00 GMT']])('%s is no wait: backoff instead', async (value) => {
    expect((await retried({ 'retry-after': value })).waitMs).toBeLessThanOrEqual(500);
  });
});

describe('FA-02: what is retried, by the count of requests', () => {
  test.each([408, 409, 425, 429, 500, 502, 503, 504, 529])('%i is retried', async (status) => {
    server.next(faults.status(status, { headers: { 'retry-after-ms': '1' } }), faults.reply('ok'));
    expect((await clientOf().chat('hi')).text).toBe('ok');
    expect(server.requests).toHaveLength(2);
  });

  test.each([400, 401, 403, 404, 413, 422])('%i is not', async (status) => {
    server.next(faults.status(status));
    expect(await failure(clientOf().chat('hi'))).toMatchObject({ status, retryable: false });
    expect(server.requests).toHaveLength(1);
  });

  test('a quota that is used up is not, although it is a 429', async () => {
    server.next(
      faults.status(429, { headers: { 'retry-after-ms': '1' }, body: { error: { code: 'insufficient_quota' } } }),
    );
    expect(await failure(clientOf().chat('hi'))).toMatchObject({ code: 'ERR_QUOTA_EXCEEDED' });
    expect(server.requests).toHaveLength(1);
  });

  test('x-should-retry wins, both ways', async () => {
    server.next(
      faults.status(400, { headers: { 'x-should-retry': 'true', 'retry-after-ms': '1' } }),
      faults.reply('ok'),
    );
    expect((await clientOf().chat('hi')).text).toBe('ok');
    server.next(faults.status(503, { headers: { 'x-should-retry': 'false' } }));
    await failure(clientOf().chat('hi'));
    expect(server.requests).toHaveLength(3);
  });

  test('maxRetries bounds the attempts', async () => {
    server.next(faults.status(503, { headers: { 'retry-after-ms': '1' } }));
    const { attempts } = await failure(clientOf({ retry: { maxRetries: 3 } }).chat('hi'));
    expect(attempts).toHaveLength(4);
    expect(server.requests).toHaveLength(4);
  });
});

describe('FA-03: a full outage, 1,000 calls', { timeout: 60_000 }, () => {
  const outage = async (options: Partial<SecureLLMClientOptions>) => {
    server.next(faults.status(503, { headers: { 'retry-after-ms': '1' } }));
    const client = clientOf(options);
    const codes = new Map<string, number>();
    for (let round = 0; round < 50; round++) {
      const errors = await Promise.all(Array.from({ length: 20 }, () => failure(client.chat('hi'))));
      for (const { code } of errors) codes.set(String(code), (codes.get(String(code)) ?? 0) + 1);
    }
    return codes;
  };
  const throttle = { requestsPerMinute: Number.POSITIVE_INFINITY, tokensPerMinute: Number.POSITIVE_INFINITY };

  test('the retries of all calls together add no more than a fifth', async () => {
    expect(await outage({ throttle, breaker: false })).toEqual(new Map([['ERR_PROVIDER', 1_000]]));
    expect(server.requests.length).toBeGreaterThanOrEqual(1_000);
    expect(server.requests.length).toBeLessThanOrEqual(1_200);
  });

  test('the breaker opens, and the rest is not sent', async () => {
    const codes = await outage({ throttle });
    expect(codes.get('ERR_CIRCUIT_OPEN')).toBeGreaterThan(900);
    expect(server.requests.length).toBeLessThan(100);
  });
});

describe('FA-04: broken connections', () => {
  test('before the headers, and in the middle of a whole answer: retried', async () => {
    server.next(faults.resetBeforeHeaders(), faults.resetMidBody(), faults.reply('ok'));
    const { text, attempts } = await clientOf().chat('hi');
    expect(text).toBe('ok');
    expect(attempts.map(({ errorCode }) => errorCode)).toEqual(['ERR_NETWORK', 'ERR_NETWORK', undefined]);
  });

  test('in the middle of a stream: not retried, and the error has what was shown', async () => {
    server.next(faults.resetMidStream(['Hel', 'lo']), faults.reply('never'));
    const error = await failure(clientOf().stream('hi').final());
    expect(error).toMatchObject({ partial: { text: 'Hello' } });
    expect(isSecureLLMError(error)).toBe(true);
    expect(server.requests).toHaveLength(1);
  });
});

describe('FA-05, FA-06: what stalls ends in bounded time, and its socket closes', () => {
  const soon = { totalMs: 5_000, attemptMs: 80, firstTokenMs: 80, idleMs: 80 };

  test.each([
    ['no headers, whole', faults.stallBeforeHeaders(), 'whole', 'attempt'],
    ['headers and no body, whole', faults.stallAfterHeaders(), 'whole', 'attempt'],
    ['one byte at a time, whole', faults.slow('x'.repeat(200), { everyMs: 20 }), 'whole', 'attempt'],
    ['no headers, stream', faults.stallBeforeHeaders(), 'stream', 'first-token'],
    ['headers and no event, stream', faults.stallAfterHeaders(), 'stream', 'first-token'],
    ['pings for ever before content', faults.pings(10), 'stream', 'first-token'],
    ['pings for ever behind content', faults.pings(10, ['Hel']), 'stream', 'idle'],
    ['silence behind content', faults.stallMidStream(['Hel', 'lo']), 'stream', 'idle'],
  ] as const)('%s', async (_, fault, wire, phase) => {
    server.next(fault);
    const limits = wire === 'whole' ? soon : { ...soon, attemptMs: 5_000 };
    const client = clientOf({ timeout: limits, retry: { maxRetries: 0 } });
    const error = await failure(wire === 'whole' ? client.chat('hi') : client.stream('hi').final());
    expect(error).toMatchObject({ code: 'ERR_TIMEOUT', phase, limitMs: 80, attempts: [{ phase }] });
    expect(await socketsClosed()).toBe(0);
    expect(records).toMatchObject([{ outcome: 'error', errorCode: 'ERR_TIMEOUT' }]);
  });

  test('the total holds over a drip that keeps every other limit content', async () => {
    server.next(faults.stream(new Array(500).fill('x '), { delayMs: 10 }));
    const client = clientOf({ timeout: { totalMs: 150 } });
    expect(await failure(client.stream('hi').final())).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total' });
    expect(await socketsClosed()).toBe(0);
  });

  test('a first token that does not come is retried within the total', async () => {
    server.next(faults.stallAfterHeaders(), faults.stream(['Hel', 'lo']));
    const { text, attempts } = await clientOf({ timeout: soon }).stream('hi').final();
    expect(text).toBe('Hello');
    expect(attempts.map(({ errorCode }) => errorCode)).toEqual(['ERR_TIMEOUT', undefined]);
  });
});

describe('FA-07, FA-10: a wrong or cut answer is never a complete one', () => {
  test.each([
    ['a stream without finish reason and [DONE]', faults.cutMidStream(['Hel']), 'stream', 'ERR_STREAM_INTERRUPTED'],
    ['half of a stream', faults.malformed('truncated'), 'stream', 'ERR_STREAM_INTERRUPTED'],
    ['half of an answer', faults.malformed('truncated'), 'whole', 'ERR_RESPONSE_FORMAT'],
    ['an HTML page', faults.malformed('html'), 'whole', 'ERR_RESPONSE_FORMAT'],
    ['an HTML page for a stream', faults.malformed('html'), 'stream', 'ERR_RESPONSE_FORMAT'],
    ['an empty body', faults.malformed('empty'), 'whole', 'ERR_RESPONSE_FORMAT'],
    ['bytes that are no HTTP', faults.raw('HELLO\r\n'), 'whole', 'ERR_NETWORK'],
  ] as const)('%s', async (_, fault, wire, code) => {
    server.next(fault);
    const client = clientOf({ retry: { maxRetries: 0 } });
    expect(await failure(wire === 'whole' ? client.chat('hi') : client.stream('hi').final())).toMatchObject({ code });
  });
});

test('FA-08: a flood and a huge line end in a typed error', async () => {
  const caps = { maxEventBytes: 100_000, maxResponseBytes: 1_000_000 };
  server.next(faults.flood(Number.POSITIVE_INFINITY), faults.hugeLine(50_000_000));
  const client = clientOf({ retry: { maxRetries: 0 } }, caps);
  expect(await failure(client.stream('hi').final())).toMatchObject({
    code: 'ERR_RESPONSE_TOO_LARGE',
    limitBytes: 1_000_000,
  });
  expect(await failure(client.stream('hi').final())).toMatchObject({
    code: 'ERR_RESPONSE_TOO_LARGE',
    limitBytes: 100_000,
  });
  expect(await socketsClosed()).toBe(0);
});

test('FA-09: a code point cut between two packets arrives whole', async () => {
  server.next(faults.slow('zażółć 漢字 😀', { bytesPerWrite: 37, everyMs: 1 }));
  expect((await clientOf().stream('hi').final()).text).toBe('zażółć 漢字 😀');
});

test.each([301, 302, 303, 307, 308])(
  'FA-11: a redirect (%i) is refused, and the other host gets nothing',
  async (status) => {
    await using other = await faultServer();
    other.next(faults.reply('never'));
    server.next(faults.redirect(`${other.url}/chat/completions`, status));
    expect(await failure(clientOf().chat('hi'))).toMatchObject({ code: 'ERR_PROVIDER', status, retryable: false });
    expect(other.requests).toEqual([]);
  },
);

test.each([
  ['another host', (url: string) => url.replace('127.0.0.1', 'localhost')],
  ['another scheme', (url: string) => url.replace('http:', 'https:')],
  ['the same place', () => '/v1/chat/completions'],
])('FA-11: a redirect to %s is refused, with one request and one connection', async (_, to) => {
  await using other = await faultServer();
  server.next(faults.redirect(to(`${other.url}/chat/completions`)));
  expect(await failure(clientOf().chat('hi'))).toMatchObject({ code: 'ERR_PROVIDER', status: 307, retryable: false });
  expect([server.requests.length, other.requests.length, other.openSockets]).toEqual([1, 0, 0]);
});

describe('FA-12: a provider that is not reached', () => {
  test('a refused connection is retried and then a NetworkError', async () => {
    await server.close();
    const error = await failure(clientOf({ retry: { maxRetries: 1 }, timeout: { totalMs: 5_000 } }).chat('hi'));
    expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: true });
    expect(error.attempts).toHaveLength(2);
  });

  test.each([
    ['ENOTFOUND', 3],
    ['EAI_AGAIN', 3],
    ['ECONNREFUSED', 3],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 1],
  ])('%s costs %i attempts', async (code, count) => {
    let calls = 0;
    const fetch = () => {
      calls += 1;
      return Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));
    };
    const error = await failure(clientOf({ clock: hurriedClock(100) }, { fetch }).chat('hi'));
    expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: count > 1 });
    expect(error.message).toContain(code);
    expect([calls, (error.attempts as unknown[]).length]).toEqual([count, count]);
  });

  test('a server that does not speak TLS is asked once', async () => {
    const error = await failure(clientOf({}, { baseURL: server.url.replace('http:', 'https:') }).chat('hi'));
    expect(error).toMatchObject({ code: 'ERR_NETWORK', retryable: false });
    expect(error.attempts).toHaveLength(1);
  });
});

describe('FA-13: an abort, wherever it comes', () => {
  const reason = new Error('mine');

  test('before the call: nothing is sent', async () => {
    server.next(faults.reply('never'));
    expect(await failure(clientOf().chat('hi', { signal: AbortSignal.abort(reason) }))).toBe(reason);
    expect(server.requests).toEqual([]);
  });

  test('in the queue, and the place is free for the next', async () => {
    server.next(faults.stallAfterHeaders());
    const client = clientOf({ throttle: { maxConcurrency: 1 } });
    const first = new AbortController();
    const second = new AbortController();
    const running = failure(client.chat('hi', { signal: first.signal }));
    const queued = failure(client.chat('hi', { signal: second.signal }));
    while (server.requests.length === 0) await turn();
    second.abort(reason);
    expect(await queued).toBe(reason);
    first.abort(reason);
    expect(await running).toBe(reason);
    server.next(faults.reply('ok'));
    expect((await client.chat('hi')).text).toBe('ok');
  });

  test.each([
    ['between the headers and the body', faults.stallAfterHeaders(), 'whole'],
    ['in the middle of a body', faults.slow('x'.repeat(500), { everyMs: 5 }), 'whole'],
    ['in the middle of a stream', faults.stallMidStream(['Hel']), 'stream'],
    ['in the wait before a retry', faults.status(429, { headers: { 'retry-after': '30' } }), 'whole'],
  ] as const)('%s', async (name, fault, wire) => {
    server.next(fault);
    const controller = new AbortController();
    const client = clientOf({ throttle: { maxConcurrency: 1, adaptive: false } });
    const options = { signal: controller.signal };
    const call = failure(wire === 'whole' ? client.chat('hi', options) : client.stream('hi', options).final());
    while (server.requests.length === 0) await turn();
    await new Promise((resolve) => setTimeout(resolve, 30));
    controller.abort(reason);
    expect(await call).toBe(reason);
    expect(server.requests).toHaveLength(1);
    if (name !== 'in the wait before a retry') expect(await socketsClosed()).toBe(0); // there, the answer had been read
    server.next(faults.reply('ok'));
    expect((await client.chat('hi')).text).toBe('ok'); // its place is free
    expect(server.requests).toHaveLength(2);
  });

  test('after the end nothing happens', async () => {
    server.next(faults.reply('ok'));
    const controller = new AbortController();
    expect((await clientOf().chat('hi', { signal: controller.signal })).text).toBe('ok');
    controller.abort(reason);
    await turn();
    expect(server.requests).toHaveLength(1);
  });
});

describe('LO: load', () => {
  test.each([Number.POSITIVE_INFINITY, 1_000])(
    'LO-01: 10,000 calls at a time with %d places all succeed, in the order they came',
    { timeout: 60_000 },
    async (maxConcurrency) => {
      const order: number[] = [];
      let inFlight = 0;
      let most = 0;
      const provider = scripted();
      const client = new SecureLLMClient({
        provider: {
          ...provider,
          async *call(call) {
            order.push(Number(call.request.seed));
            most = Math.max(most, ++inFlight);
            await turn();
            try {
              yield* provider.call(call);
            } finally {
              inFlight--;
            }
          },
        },
        sanitize: { unicode: false, secrets: false, pii: false, injection: false }, // half of the time, and not the subject
        throttle: {
          requestsPerMinute: Number.POSITIVE_INFINITY,
          tokensPerMinute: Number.POSITIVE_INFINITY,
          maxQueue: Number.POSITIVE_INFINITY,
          maxConcurrency,
        },
      });
      const calls = Array.from({ length: 10_000 }, (_, seed) => client.chat('hi', { seed }));
      expect(new Set((await Promise.all(calls)).map(({ finishReason }) => finishReason))).toEqual(new Set(['stop']));
      expect(order).toEqual(Array.from({ length: 10_000 }, (_, index) => index));
      expect([most, inFlight]).toEqual([Math.min(maxConcurrency, 10_000), 0]);
    },
  );

  test('LO-04: ten times more than the queue holds: refused at once, and none is lost', async () => {
    const client = new SecureLLMClient({
      provider: scripted([1, 'ok']),
      throttle: {
        maxConcurrency: 1,
        maxQueue: 10,
        requestsPerMinute: Number.POSITIVE_INFINITY,
        tokensPerMinute: Number.POSITIVE_INFINITY,
      },
    });
    const results = await Promise.allSettled(Array.from({ length: 110 }, () => client.chat('hi')));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(results.length - refused.length).toBe(11);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'ERR_THROTTLED', attempts: [] });
  });
});

describe('SE-05: the key and the prompt are nowhere but in the request', () => {
  const encoded = (text: string) => [
    text,
    btoa(text).replaceAll('=', ''),
    encodeURIComponent(text),
    btoa(`Bearer ${text}`).slice(12, 40),
  ];
  const hidden = [...encoded(KEY), ...encoded(PROMPT)];
  const everything = (value: unknown): string =>
    `${inspect(value, { depth: Number.POSITIVE_INFINITY, showHidden: true, getters: false })}${JSON.stringify(value)}${String((value as Error).stack)}`;

  test.each([
    [
      'a 401 that echoes the key',
      () => faults.status(401, { body: { error: { message: `Incorrect key ${KEY}`, code: KEY, type: PROMPT } } }),
    ],
    [
      'a 400 that echoes the prompt',
      () =>
        faults.status(400, {
          headers: { 'x-request-id': KEY },
          body: { error: { message: PROMPT, param: btoa(KEY) } },
        }),
    ],
    [
      'an error that is not JSON',
      () => faults.status(500, { headers: { 'retry-after-ms': '1' }, body: `<html>${KEY} ${PROMPT}</html>` }),
    ],
    ['an HTML page', () => faults.malformed('html')],
    ['a broken connection', () => faults.resetBeforeHeaders()],
    ['a redirect with the key', () => faults.redirect(`http://127.0.0.1:1/?key=${KEY}`)],
  ])('%s', async (_, fault) => {
    server.next(fault());
    const error = await failure(clientOf({ retry: { maxRetries: 0 } }).chat(PROMPT, { instructions: PROMPT }));
    expect(isSecureLLMError(error)).toBe(true);
    for (const secret of hidden) expect(everything(error) + everything(records)).not.toContain(secret);
    expect(server.requests[0]?.headers.authorization).toBe(`Bearer ${KEY}`);
  });

  test('the client and the provider show no key', () => {
    const client = clientOf();
    const provider = openai({ apiKey: KEY, baseURL: server.url, model: 'm' });
    for (const secret of hidden) expect(everything(client) + everything(provider)).not.toContain(secret);
  });
});
