import type { Exchange } from './exchange.ts';
import type { Reply } from './transport.ts';

export const REQUEST_ID = /^[\w-]{1,128}$/;

/** A provider's own word for something, where it fits the pattern. One that holds a key of the attempt does not count. */
export function wordOf(value: unknown, { scrub }: Pick<Exchange, 'scrub'>, pattern: RegExp): string | undefined {
  if (typeof value !== 'string' || value.length > 512 || !pattern.test(value)) return undefined;
  return scrub(value) === value ? value : undefined;
}

/** The provider's id of a request, for its support. */
export const requestIdOf = ({ headers }: Reply, exchange: Pick<Exchange, 'scrub'>): string | undefined =>
  wordOf(headers.get('x-request-id') ?? headers.get('request-id'), exchange, REQUEST_ID);
