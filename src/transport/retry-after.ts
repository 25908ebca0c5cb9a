import { serverTime } from './server-time.ts';
import type { Reply } from './transport.ts';

const DURATION = /^\d{1,12}(?:\.\d{1,9})?$/;
const HTTP_DATE = /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6}, [\w :-]{1,30} GMT$/; // RFC 9110 section 5.6.7, without asctime

/**
 * How long the provider asks to wait, in milliseconds: `retry-after-ms`, `x-ms-retry-after-ms`, then `retry-after` in
 * seconds or as an HTTP date (RFC 9110 section 10.2.3), which is read against the `date` of the reply. Undefined for a
 * negative value, a date that has passed, or garbage.
 */
export function retryAfterMs(headers: Reply['headers'], nowMs: number = Date.now()): number | undefined {
  for (const name of ['retry-after-ms', 'x-ms-retry-after-ms']) {
    const value = headers.get(name)?.trim();
    if (value !== undefined && DURATION.test(value)) return Math.ceil(Number(value));
  }
  const value = headers.get('retry-after')?.trim();
  if (value === undefined) return undefined;
  if (DURATION.test(value)) return Math.ceil(Number(value) * 1_000);
  if (!HTTP_DATE.test(value)) return undefined; // Date.parse alone would take '-5' for a date
  const waitMs = Date.parse(value) - (serverTime(headers) ?? nowMs);
  return waitMs > 0 ? waitMs : undefined;
}
