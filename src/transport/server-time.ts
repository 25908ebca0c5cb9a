import type { Reply } from './transport.ts';

const HTTP_DATE = /^[A-Z][a-z]{2}, [\w :]{1,24} GMT$/;

/** When a reply was made by its own `date`, in milliseconds since 1970; undefined where that cannot be read. */
export function serverTime(headers: Reply['headers']): number | undefined {
  const date = headers.get('date')?.trim() ?? '';
  const ms = HTTP_DATE.test(date) ? Date.parse(date) : Number.NaN;
  return Number.isNaN(ms) ? undefined : ms;
}
