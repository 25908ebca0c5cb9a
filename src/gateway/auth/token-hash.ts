import { hexOf } from '../../lib/hex.ts';

/** SHA-256 of a token, in hexadecimal digits: what is kept in the place of the token itself. */
export type TokenHash = (token: string) => string | Promise<string>;

/** By WebCrypto. */
export const webHash: TokenHash = async (token) =>
  hexOf(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token)));
