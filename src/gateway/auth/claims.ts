import { type Principal, SCOPES } from '../principal.ts';

/** What an authorization server says of a token, once that is known to be from it. */
export interface Claims {
  readonly iss?: string | undefined;
  readonly sub?: string | undefined;
  readonly aud?: string | string[] | undefined;
  readonly exp?: number | undefined;
  readonly [claim: string]: unknown;
}

/** Who the holder of a token is here; undefined: nobody. What it throws refuses the request with status 503. */
export type PrincipalOf = (claims: Claims) => Principal | undefined | Promise<Principal | undefined>;

/** Its subject, with those words of `scope` (RFC 8693), or `scp`, that are scopes here. */
export const principalOf: PrincipalOf = ({ sub, scope, scp }) => {
  if (typeof sub !== 'string' || sub === '') return undefined;
  const words = wordsIn(scope ?? scp);
  return { id: sub, scopes: SCOPES.filter((each) => words.includes(each)) };
};

const wordsIn = (claim: unknown): readonly unknown[] =>
  typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];

/**
 * A principal that ends when its token does. A token that is bound to a key of its holder (RFC 7800) is nobody's here: who
 * presents it as a bearer token may have stolen it.
 *
 * @param until epoch seconds
 */
export async function holderOf(
  claims: Claims,
  read: PrincipalOf,
  until: number | undefined,
): Promise<Principal | undefined> {
  if (claims.cnf !== undefined) return undefined;
  const principal = await read(claims);
  if (!principal || until === undefined) return principal;
  return { ...principal, expiresAt: Math.min(principal.expiresAt ?? until, until) };
}
