import type { Exchange } from './exchange.ts';

const WORD = /^[\w.[\]-]{1,64}$/;

/** A provider's own word for something, if it is one word and not a sentence, without the attempt's keys. */
export function wordOf(value: unknown, { scrub }: Pick<Exchange, 'scrub'>): string | undefined {
  if (typeof value !== 'string' || value.length > 512) return undefined;
  const scrubbed = scrub(value);
  return WORD.test(scrubbed) ? scrubbed : undefined;
}

/** The provider's id of a request, for its support. */
export const requestIdOf = (response: Response, exchange: Pick<Exchange, 'scrub'>): string | undefined =>
  wordOf(response.headers.get('x-request-id') ?? response.headers.get('request-id'), exchange);
