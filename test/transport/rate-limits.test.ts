import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rateLimits } from '../../src/transport/rate-limits.ts';
import type { Quota, RateLimits } from '../../src/types/rate-limits.ts';

const DATE = 'Mon, 23 Nov 2026 12:00:00 GMT';
const NOW = Date.parse(DATE);

const read = (headers: Record<string, string>, status = 200) => rateLimits(new Headers(headers), status, NOW);

describe('the headers of a provider', () => {
  test.each<[string, Record<string, string>, RateLimits]>([
    [
      'OpenAI: a bucket for each, with the time until it is full',
      {
        'x-ratelimit-limit-requests': '5000',
        'x-ratelimit-remaining-requests': '4999',
        'x-ratelimit-reset-requests': '12ms',
        'x-ratelimit-limit-tokens': '160000',
        'x-ratelimit-remaining-tokens': '159976',
        'x-ratelimit-reset-tokens': '6m0s',
      },
      {
        requests: { limit: 5_000, remaining: 4_999, resetMs: 12, refills: true },
        tokens: { limit: 160_000, remaining: 159_976, resetMs: 360_000, refills: true },
      },
    ],
    [
      'Groq: fractions of seconds',
      {
        'x-ratelimit-limit-requests': '14400',
        'x-ratelimit-remaining-requests': '14370',
        'x-ratelimit-reset-requests': '2m59.56s',
      },
      { requests: { limit: 14_400, remaining: 14_370, resetMs: 179_560, refills: true } },
    ],
    [
      'GitHub Models and Azure: seconds',
      {
        'x-ratelimit-limit-tokens': '2000000',
        'x-ratelimit-remaining-tokens': '1999962',
        'x-ratelimit-reset-tokens': '3',
      },
      { tokens: { limit: 2_000_000, remaining: 1_999_962, resetMs: 3_000 } },
    ],
    [
      'Cerebras: a minute for tokens, seconds with a fraction',
      {
        'x-ratelimit-limit-tokens-minute': '60000',
        'x-ratelimit-remaining-tokens-minute': '59000',
        'x-ratelimit-reset-tokens-minute': '11.5',
      },
      { tokens: { limit: 60_000, remaining: 59_000, resetMs: 11_500 } },
    ],
    [
      'Mistral: no reset',
      {
        'x-ratelimit-limit-req-minute': '720',
        'x-ratelimit-remaining-req-minute': '717',
        'x-ratelimit-limit-tokens-minute': '5000000',
        'x-ratelimit-remaining-tokens-minute': '4999911',
      },
      { requests: { limit: 720, remaining: 717 }, tokens: { limit: 5_000_000, remaining: 4_999_911 } },
    ],
    [
      'Anthropic: moments, against the date of the reply',
      {
        date: 'Mon, 23 Nov 2026 13:00:00 GMT',
        'anthropic-ratelimit-requests-limit': '1000',
        'anthropic-ratelimit-requests-remaining': '999',
        'anthropic-ratelimit-requests-reset': '2026-11-23T12:59:59Z',
        'anthropic-ratelimit-tokens-limit': '96000',
        'anthropic-ratelimit-tokens-remaining': '95000',
        'anthropic-ratelimit-tokens-reset': '2026-11-23T13:00:02Z',
        'anthropic-ratelimit-input-tokens-limit': '80000',
        'anthropic-ratelimit-input-tokens-remaining': '79000',
        'anthropic-ratelimit-input-tokens-reset': '2026-11-23T13:00:01Z',
      },
      {
        requests: { limit: 1_000, remaining: 999, resetMs: 0, refills: true },
        tokens: { limit: 96_000, remaining: 95_000, resetMs: 2_000, refills: true },
      },
    ],
    [
      'Anthropic: no tokens where those of one side are used up',
      {
        'anthropic-ratelimit-tokens-limit': '96000',
        'anthropic-ratelimit-tokens-remaining': '80000',
        'anthropic-ratelimit-tokens-reset': '2026-11-23T12:00:10Z',
        'anthropic-ratelimit-output-tokens-limit': '16000',
        'anthropic-ratelimit-output-tokens-remaining': '0',
        'anthropic-ratelimit-output-tokens-reset': '2026-11-23T12:01:00Z',
      },
      { tokens: { limit: 96_000, remaining: 0, resetMs: 60_000, refills: true } },
    ],
    [
      'OpenRouter: milliseconds since 1970',
      { 'x-ratelimit-limit': '20', 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(NOW + 42_000) },
      { requests: { limit: 20, remaining: 0, resetMs: 42_000 } },
    ],
    [
      'seconds since 1970',
      { 'x-ratelimit-limit': '60', 'x-ratelimit-remaining': '56', 'x-ratelimit-reset': String(NOW / 1_000 + 30) },
      { requests: { limit: 60, remaining: 56, resetMs: 30_000 } },
    ],
    [
      'the IETF draft, revision 06',
      { 'ratelimit-limit': '100', 'ratelimit-remaining': '9', 'ratelimit-reset': '6' },
      { requests: { limit: 100, remaining: 9, resetMs: 6_000 } },
    ],
    [
      'the IETF draft, revision 10: a window of less than a minute is scaled up',
      { ratelimit: '"default";r=50;t=7', 'ratelimit-policy': '"default";q=100;w=10' },
      { requests: { limit: 600, remaining: 50, resetMs: 7_000 } },
    ],
  ])('%s', (_, headers, expected) => {
    expect(read(headers)).toEqual(expected);
  });

  test('a limit so close to its reset may be one of a second, and says nothing of a minute', () => {
    expect(read({ 'x-ratelimit-limit': '25', 'x-ratelimit-remaining': '24', 'x-ratelimit-reset': '1' })).toEqual({
      requests: { remaining: 24, resetMs: 1_000 },
    });
    expect(read({ 'x-ratelimit-limit': '25', 'x-ratelimit-reset': '1' })).toBeUndefined();
  });

  test.each([429, 503, 529])('Retry-After of a %d is a pause', (status) => {
    expect(read({ 'retry-after': '7' }, status)).toEqual({ retryAfterMs: 7_000 });
    expect(read({ 'retry-after-ms': '70' }, status)).toEqual({ retryAfterMs: 70 });
  });

  test.each([200, 400, 409, 500])('Retry-After of a %d is none', (status) => {
    expect(read({ 'retry-after': '7' }, status)).toBeUndefined();
  });
});

test.each<Record<string, string>>([
  {},
  { 'x-ratelimit-limit-requests': '-1', 'x-ratelimit-remaining-requests': '-1', 'x-ratelimit-reset-requests': '0' },
  { 'x-ratelimit-limit-requests': '0' },
  { 'x-ratelimit-limit-requests': 'NaN', 'x-ratelimit-remaining-requests': 'Infinity' },
  { 'x-ratelimit-limit-requests': '1e3', 'x-ratelimit-remaining-requests': '0x10' },
  { 'x-ratelimit-limit-requests': '9'.repeat(16) },
  { 'x-ratelimit-limit': '1, 15000', 'x-ratelimit-remaining': '1, 1000', 'x-ratelimit-reset': '1, 1419704' },
  { 'x-ratelimit-limit': '100, 100;window=60' },
  { 'x-ratelimit-reset-requests': '6m0s' },
  { ratelimit: '"a";r=1;t=1, "b";r=2;t=2', 'ratelimit-policy': '"a";q=1, "b";q=2' },
  { ratelimit: '"a";r=1;t=1', 'ratelimit-policy': '"a";q=1;qu="content-bytes"' },
])('nothing is read from %j', (headers) => {
  expect(read(headers)).toBeUndefined();
});

test.each([
  ['1h2m3s', 3_723_000],
  ['120ms', 120],
  ['1.5s', 1_500],
  ['0s', 0],
  ['20h0m0s', 72_000_000],
  ['500µs', 0.5],
  ['250us', 0.25],
  ['12', 12_000],
  ['0', 0],
  ['2026-11-23T12:00:30+00:00', 30_000],
  ['2026-11-23T13:00:30.5+01:00', 30_500],
  ['2026-11-23T11:00:00Z', 0],
  [String(NOW - 5_000), 0],
])('a reset of %s is %d ms away', (reset, resetMs) => {
  const quota = read({ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': reset })?.requests;
  expect(quota?.resetMs).toBe(resetMs);
});

test.each([
  '',
  '-5',
  '6m0',
  'm6',
  '1e9',
  '5 s',
  'soon',
  '87600h',
  '2036-11-23T12:00:00Z',
  '2026-99-23T12:00:00Z',
  '9'.repeat(65),
])('a reset of %j is passed over, and what is left is not', (reset) => {
  const quota = read({ 'x-ratelimit-remaining-requests': '3', 'x-ratelimit-reset-requests': reset })?.requests;
  expect(quota).toEqual({ remaining: 3 });
});

test('a `date` that cannot be read is not used', () => {
  const reset = '2026-11-23T12:00:30Z';
  for (const date of ['yesterday', '2020', 'Mon, 99 Nov 2026 12:00:00 GMT'])
    expect(
      read({ date, 'anthropic-ratelimit-requests-limit': '9', 'anthropic-ratelimit-requests-reset': reset }),
    ).toMatchObject({ requests: { resetMs: 30_000 } });
});

test('whatever a provider writes, what is read are numbers that make sense', () => {
  const names = ['limit', 'remaining', 'reset'].flatMap((field) => [
    `x-ratelimit-${field}-requests`,
    `x-ratelimit-${field}-tokens`,
    `x-ratelimit-${field}`,
    `anthropic-ratelimit-requests-${field}`,
    `anthropic-ratelimit-tokens-${field}`,
    `anthropic-ratelimit-output-tokens-${field}`,
  ]);
  const value = fc.oneof(
    fc.integer().map(String),
    fc.double().map(String),
    fc.constantFrom('6m0s', '1h', '-1', '0', '', 'NaN', 'Infinity', '2026-11-23T12:00:30Z', '"a";r=5;t=5', 'q;q=0;w=0'),
    fc.stringMatching(/^[\x21-\x7e]{0,40}$/),
  );
  const all = [...names, 'ratelimit', 'ratelimit-policy', 'retry-after', 'retry-after-ms', 'date'];
  const headers = fc.dictionary(fc.constantFrom(...all), value, { maxKeys: 12 });
  const sensible = ({ limit = 1, remaining = 0, resetMs = 0 }: Quota) =>
    Number.isSafeInteger(limit) &&
    limit >= 1 &&
    Number.isSafeInteger(remaining) &&
    remaining >= 0 &&
    resetMs >= 0 &&
    resetMs <= 32 * 86_400_000;
  fc.assert(
    fc.property(headers, fc.constantFrom(200, 429, 503), (headers, status) => {
      const { requests = {}, tokens = {}, retryAfterMs = 0 } = read(headers, status) ?? {};
      expect([requests, tokens].every(sensible)).toBe(true);
      expect(retryAfterMs).toBeGreaterThanOrEqual(0);
      expect((requests.remaining ?? 0) <= (requests.limit ?? Number.POSITIVE_INFINITY)).toBe(true);
    }),
    { numRuns: 1_000 },
  );
});
