import { expect, test } from 'vitest';
import { retryAfterMs } from '../../src/transport/retry-after.ts';

const NOW = Date.parse('Mon, 23 Nov 2026 12:00:00 GMT');

test.each([
  [{ 'retry-after': '2' }, 2_000],
  [{ 'retry-after': '0' }, 0],
  [{ 'retry-after': '1.5' }, 1_500],
  [{ 'retry-after': ' 7 ' }, 7_000],
  [{ 'retry-after-ms': '300' }, 300],
  [{ 'retry-after-ms': '300.2' }, 301],
  [{ 'x-ms-retry-after-ms': '400' }, 400],
  [{ 'retry-after-ms': '300', 'x-ms-retry-after-ms': '400', 'retry-after': '9' }, 300],
  [{ 'retry-after-ms': 'abc', 'retry-after': '9' }, 9_000],
  [{ 'retry-after': 'Mon, 23 Nov 2026 12:00:02 GMT' }, 2_000],
  [{ 'retry-after': 'Monday, 23-Nov-26 12:00:02 GMT' }, 2_000],
  [{ 'retry-after': '3600' }, 3_600_000],
])('FA-01 reads %j as %d ms', (headers, expected) => {
  expect(retryAfterMs(new Headers(headers), NOW)).toBe(expected);
});

test('FA-01 reads a moment against the `date` of the same reply, so that a wrong clock here does not matter', () => {
  const headers = { date: 'Mon, 23 Nov 2026 12:30:00 GMT', 'retry-after': 'Mon, 23 Nov 2026 12:30:02 GMT' };
  for (const nowMs of [NOW, NOW + 3_600_000]) expect(retryAfterMs(new Headers(headers), nowMs)).toBe(2_000);
});

test.each([
  {},
  { 'retry-after': '-5' },
  { 'retry-after': 'abc' },
  { 'retry-after': '' },
  { 'retry-after': '1e3' },
  { 'retry-after': 'Infinity' },
  { 'retry-after': '9'.repeat(20) },
  { 'retry-after': 'Mon, 23 Nov 2026 11:59:59 GMT' },
  { 'retry-after': 'Mon, 99 Nov 2026 12:00:02 GMT' },
  { 'retry-after': '2026-11-23T12:00:02Z' },
  { 'retry-after-ms': '-1' },
])('FA-01 reads nothing from %j', (headers) => {
  expect(retryAfterMs(new Headers(headers as Record<string, string>), NOW)).toBeUndefined();
});
