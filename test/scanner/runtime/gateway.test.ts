import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../src/scanner/runtime/gateway/answer.ts';
import { authentication, evenness } from '../../../src/scanner/runtime/gateway/authentication.ts';
import {
  cors,
  metrics,
  rateLimit,
  securityHeaders,
  stackTraces,
} from '../../../src/scanner/runtime/gateway/openness.ts';
import { tlsOutcomes } from '../../../src/scanner/runtime/gateway/tls.ts';
import { RUNTIME_RULES } from '../../../src/scanner/runtime/rules.ts';

const answer = (status: number, body = '', headers: Record<string, string> = {}): Answer => ({
  asked: 'GET /v1/models',
  status,
  headers: new Headers(headers),
  body,
});

const doors = (without: Answer, wrong = without, other = wrong) => ({
  withoutKey: [without],
  withWrongKey: [wrong],
  withOtherKey: [other],
});

test.each([
  [401, 'passed'],
  [403, 'passed'],
  [200, 'failed'],
  [400, 'failed'],
  [422, 'failed'],
  [302, 'skipped'],
  [404, 'skipped'],
  [429, 'skipped'],
  [503, 'skipped'],
])('a door that answers %i without a key: %s', (status, expected) => {
  expect(authentication(doors(answer(status))).check.status).toBe(expected);
});

test('refusals are the same but for ids and times', () => {
  const body = (id: string, rest = '') => `{"code":"invalid_api_key","instance":"req_${id}"${rest}}`;
  expect(evenness(doors(answer(401), answer(401, body('1a-2')), answer(401, body('9f-0'))), []).check.status).toBe(
    'passed',
  );
  expect(evenness(doors(answer(401), answer(401), answer(403)), []).check.status).toBe('failed');
  expect(
    evenness(doors(answer(401), answer(401, body('1', ',"reason":"expired"')), answer(401, body('1'))), []).check
      .status,
  ).toBe('failed');
});

test('whoever reflects the origin and takes cookies is worse than a star', () => {
  const origin = 'https://audit.invalid';
  const allowing = (allowed: string, more = {}) =>
    cors([answer(200, '', { 'access-control-allow-origin': allowed, ...more })], origin).findings[0]?.severity;
  expect(allowing('*')).toBe('medium');
  expect(allowing(origin, { 'access-control-allow-credentials': 'true' })).toBe('high');
  expect(allowing('https://own.example')).toBeUndefined();
});

test('a header that is there and says something else counts as missing', () => {
  const headers = { 'cache-control': 'max-age=60', 'x-content-type-options': 'NoSniff', 'x-frame-options': 'DENY' };
  expect(securityHeaders(answer(401, '', headers)).findings.map(({ message }) => message)).toEqual([
    'No cache-control: no-store',
  ]);
});

test.each([
  ['Error: x<br> &nbsp; at parse (/app/node_modules/body-parser/lib/read.js:9:1)', 'failed'],
  ['Traceback (most recent call last):\\n  File "app.py", line 3', 'failed'],
  ['expired at 2026-11-30T17:16:38Z, ask at 10:20:30', 'passed'],
  ['{"error":"see app.js in the docs"}', 'passed'],
])('a stack trace is known by its places: %s', (body, expected) => {
  expect(stackTraces([answer(500, body)]).check.status).toBe(expected);
});

test('metrics that strangers can read are told; on this machine alone nothing is said', () => {
  const open = answer(200, '# HELP requests\n# TYPE requests counter\n');
  expect(metrics(open, false).check.status).toBe('failed');
  expect(metrics(open, true).check.status).toBe('skipped');
  expect(metrics(answer(200, '<html>'), false).check.status).toBe('passed');
});

test('a flood that broke the server has met no limit', () => {
  const flood = { asked: 'GET /', sent: 10, stopped: 0, failed: 0 };
  expect(rateLimit(flood).check.status).toBe('failed');
  expect(rateLimit({ ...flood, failed: 1 }).check.status).toBe('skipped');
  expect(rateLimit({ ...flood, failed: 1, stopped: 1 }).check.status).toBe('passed');
});

describe('a certificate', () => {
  const DAY = 86_400_000;
  const statuses = (more: object) => tlsOutcomes({ subject: 'h', ...more }, 0).map(({ check }) => check.status);

  test('is to last for 14 days', () => {
    expect(statuses({ validTo: 14 * DAY, old: false })).toEqual(['passed', 'passed']);
    expect(statuses({ validTo: 14 * DAY - 1, old: 'TLSv1.1' })).toEqual(['failed', 'failed']);
    expect(statuses({ validTo: 14 * DAY })).toEqual(['passed', 'skipped']);
  });
});

describe.each(
  Object.values(RUNTIME_RULES)
    .flat()
    .map((rule) => [rule.id, rule] as const),
)('%s', (id, rule) => {
  test('says what it is, why and what to do', () => {
    expect(id).toMatch(/^SLLM-RUN-[A-Z]+(-[A-Z]+)*$/);
    for (const ref of rule.refs) expect(ref).toMatch(/^(LLM\d\d:2025|API\d{1,2}:2023|CWE-\d+)$/);
    for (const line of [rule.title, rule.holds, rule.why, rule.fix]) expect(line.length).toBeGreaterThan(10);
  });
});
