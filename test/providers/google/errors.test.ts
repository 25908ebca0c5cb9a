import { describe, expect, test } from 'vitest';
import { google } from '../../../src/providers/google/index.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { errorBody, errorInfo, quotaFailure, retryInfo, streamed, text } from './replies.ts';

const PER_MINUTE = 'GenerateRequestsPerMinutePerProjectPerModel-FreeTier';
const PER_DAY = 'GenerateRequestsPerDayPerProjectPerModel-FreeTier';
const TOO_LONG = 'The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).';

const provider = (reply: () => Response) =>
  google({ baseURL: 'https://acme.example', model: 'm', fetch: async () => reply() });

const ask = (reply: () => Response, wire: 'stream' | 'whole' = 'stream') =>
  readAll(provider(reply).call(aCall({ wire })));

const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });

type Case = [number, string, object[], string, object, string?];
const CASES: Case[] = [
  [400, 'INVALID_ARGUMENT', [], 'ERR_PROVIDER', { retryable: false }],
  [400, 'INVALID_ARGUMENT', [errorInfo('API_KEY_INVALID')], 'ERR_AUTHENTICATION', { retryable: false }],
  [400, 'INVALID_ARGUMENT', [], 'ERR_CONTEXT_LENGTH', { retryable: false }, TOO_LONG],
  [
    400,
    'INVALID_ARGUMENT',
    [],
    'ERR_CONTEXT_LENGTH',
    {},
    'Unable to submit request because the input token count is 32959 but the model takes 32768.',
  ],
  [400, 'INVALID_ARGUMENT', [], 'ERR_PROVIDER', {}, `You wrote: ${TOO_LONG}`],
  [400, 'FAILED_PRECONDITION', [], 'ERR_PROVIDER', { retryable: false }],
  [401, 'UNAUTHENTICATED', [errorInfo('ACCESS_TOKEN_EXPIRED')], 'ERR_AUTHENTICATION', { retryable: false }],
  [403, 'PERMISSION_DENIED', [errorInfo('SERVICE_DISABLED')], 'ERR_PERMISSION_DENIED', { retryable: false }],
  [403, 'PERMISSION_DENIED', [errorInfo('BILLING_DISABLED')], 'ERR_QUOTA_EXCEEDED', { retryable: false }],
  [404, 'NOT_FOUND', [], 'ERR_PROVIDER', { retryable: false }],
  [429, 'RESOURCE_EXHAUSTED', [], 'ERR_RATE_LIMIT', { retryable: true }],
  [
    429,
    'RESOURCE_EXHAUSTED',
    [quotaFailure(PER_MINUTE), retryInfo('58.821668433s')],
    'ERR_RATE_LIMIT',
    { retryable: true, retryAfterMs: 58_822 },
  ],
  [429, 'RESOURCE_EXHAUSTED', [quotaFailure(PER_MINUTE, PER_DAY), retryInfo('17s')], 'ERR_QUOTA_EXCEEDED', {}],
  [500, 'INTERNAL', [], 'ERR_PROVIDER', { retryable: true }],
  [503, 'UNAVAILABLE', [retryInfo('17s')], 'ERR_PROVIDER', { retryable: true, retryAfterMs: 17_000 }],
  [504, 'DEADLINE_EXCEEDED', [], 'ERR_PROVIDER', { retryable: true }],
];

describe.each(CASES)('%d %s with %j', (status, word, details, code, expected, message) => {
  const body = errorBody(status, word, details, message);

  test.each([
    ['an object', body],
    ['an array of one', [body]],
  ])(`is ${code}, and repeats no sentence (%s)`, async (_, given) => {
    const { events, error } = await ask(() => json(status, given));
    expect(events).toEqual([]);
    expect(error).toMatchObject({ code, status, provider: 'google', ...expected });
    expect(String(error)).not.toContain(message ?? 'Some words');
  });

  test('is the same inside an answer, but for the status', async () => {
    const { seen, error } = await ask(() => streamed([text('a'), JSON.stringify(body)]));
    expect(seen).toEqual(['a']);
    expect(error).toMatchObject({ code, ...expected });
    expect(error).not.toHaveProperty('status');
    expect((await ask(() => json(200, body), 'whole')).error).toMatchObject({ code, ...expected });
  });

  test('inside an answer is told by its word alone as well', async () => {
    const { code: _, ...wordOnly } = body.error;
    const { error } = await ask(() => streamed([JSON.stringify({ error: wordOnly })]));
    expect(error).toMatchObject({ code, ...expected });
  });
});

describe('what an error says', () => {
  test('are the words of the API', async () => {
    const { error } = await ask(() => json(400, errorBody(400, 'FAILED_PRECONDITION', [errorInfo('SOME_REASON')])));
    expect(String(error)).toContain('(type FAILED_PRECONDITION, code SOME_REASON)');
  });

  test('is the wait of the header before that of the body', async () => {
    const body = errorBody(429, 'RESOURCE_EXHAUSTED', [retryInfo('17s')]);
    const { error } = await ask(() => json(429, body, { 'retry-after': '3' }));
    expect(error).toMatchObject({ retryAfterMs: 3_000 });
  });

  test.each(['17', '-17s', 's', 17, null, {}, `${'9'.repeat(40)}s`, '99999999s'])(
    'is no wait where the delay is %j',
    async (delay) => {
      const { error } = await ask(() => json(429, errorBody(429, 'RESOURCE_EXHAUSTED', [retryInfo(delay)])));
      expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT' });
      expect(error).not.toHaveProperty('retryAfterMs');
    },
  );

  test.each([[null], ['x'], [{}], [{ '@type': 'x' }], [quotaFailure()], [{ ...quotaFailure(), violations: 'PerDay' }]])(
    'is unharmed by details such as %j',
    async (detail) => {
      const { error } = await ask(() => json(429, errorBody(429, 'RESOURCE_EXHAUSTED', [detail as object])));
      expect(error).toMatchObject({ code: 'ERR_RATE_LIMIT', retryable: true });
    },
  );
});

test.each<[string, object[], Record<string, string>, object[]]>([
  ['the body', [retryInfo('17s')], {}, [{ retryAfterMs: 17_000 }]],
  ['a header beside the body', [retryInfo('17s')], { 'retry-after': '3' }, [{ retryAfterMs: 3_000 }]],
  ['the body of a quota that is used up', [quotaFailure(PER_DAY), retryInfo('17s')], {}, []],
  ['nothing', [], {}, []],
])('the throttle learns the wait of %s', async (_, details, headers, told) => {
  const heard: object[] = [];
  const reply = () => json(429, errorBody(429, 'RESOURCE_EXHAUSTED', details), headers);
  await readAll(provider(reply).call(aCall({ learn: (limits) => void heard.push(limits) })));
  expect(heard).toEqual(told);
});
