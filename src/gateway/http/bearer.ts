import { MAX_TOKEN } from '../auth/max-token.ts';

const BEARER = /^Bearer +([\w.~+/-]+=*)$/i;

/** The one bearer token of a request (RFC 6750); undefined where there is none, several, or something else. */
export function bearerOf(headers: Headers): string | undefined {
  const value = headers.get('authorization');
  if (value === null || value.length > MAX_TOKEN) return undefined;
  return BEARER.exec(value)?.[1];
}
