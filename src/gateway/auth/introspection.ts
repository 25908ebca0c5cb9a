import { base64 } from '../../lib/base64.ts';
import { type Check, callable, fields, integer, limit, misuse, string } from '../../lib/check.ts';
import { systemClock } from '../../lib/clock.ts';
import { isRecord, parseJson } from '../../lib/json.ts';
import type { Fetch } from '../../transport/fetch.ts';
import type { Authenticator, Principal } from '../principal.ts';
import { askServer, serverURL } from './ask-server.ts';
import { type Claims, holderOf, type PrincipalOf, principalOf } from './claims.ts';
import { Kept } from './kept.ts';
import { MAX_TOKEN } from './max-token.ts';
import { type TokenHash, webHash } from './token-hash.ts';

export interface IntrospectionOptions {
  /** Where tokens are asked about, https or on this machine. */
  readonly endpoint: string | URL;
  /** As whom the gateway asks, by HTTP Basic authentication (RFC 6749, 2.3.1). */
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who must have issued a token: `iss`. @default whom the server answers for */
  readonly issuer?: string | undefined;
  /** What a token must be for: `aud` must be, or hold, this. @default what the server answers for */
  readonly audience?: string | undefined;
  /**
   * Milliseconds for which an answer is kept, at most until the token ends: a token that is revoked is let in for at most that
   * long. 0 to 30,000. @default 30_000
   */
  readonly cacheMs?: number | undefined;
  /** @default its `sub`, with those words of `scope` that are scopes of the gateway */
  readonly principal?: PrincipalOf | undefined;
  /** @default `globalThis.fetch`, looked up at every request */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds for one answer. @default 5_000 */
  readonly timeoutMs?: number | undefined;
}

type Given = Omit<IntrospectionOptions, 'endpoint'> & { endpoint: URL };

/**
 * Access tokens that mean nothing by themselves: the server that issued them is asked (RFC 7662). What it says no to is
 * asked about again whenever it is presented. Throws TypeError for an option at fault.
 */
export const introspection = (options: IntrospectionOptions): Authenticator => introspectionBy(webHash, options);

/** The same, with a hash of tokens that a runtime brings. */
export function introspectionBy(hashOf: TokenHash, options: IntrospectionOptions): Authenticator {
  const given = fields<Given>(options, 'introspection', misuse, {
    endpoint: serverURL,
    clientId: string,
    clientSecret: string,
    issuer: string,
    audience: string,
    cacheMs: integer(0, 30_000),
    principal: callable as Check<PrincipalOf>,
    fetch: callable as Check<Fetch>,
    timeoutMs: limit,
  });
  const { endpoint, clientId, clientSecret, cacheMs = 30_000, principal: read = principalOf } = given;
  if (!endpoint) throw misuse('introspection.endpoint', 'is missing');
  if (clientId === undefined) throw misuse('introspection.clientId', 'is missing');
  if (clientSecret === undefined) throw misuse('introspection.clientSecret', 'is missing');
  const { fetch, timeoutMs } = given;
  const ask = askServer({ name: 'introspection', option: 'endpoint', url: endpoint, fetch, timeoutMs });
  const headers = { authorization: basic(clientId, clientSecret), 'content-type': 'application/x-www-form-urlencoded' };
  const found = new Kept<Principal>();
  return async (token) => {
    if (token.length > MAX_TOKEN) return undefined;
    const hash = await hashOf(token);
    const known = found.get(hash);
    if (known) return known;
    const askedAt = systemClock.now();
    const body = String(new URLSearchParams({ token, token_type_hint: 'access_token' }));
    const claims = activeClaims(await ask({ method: 'POST', headers, body }), given);
    const principal = claims && (await holderOf(claims, read, claims.exp));
    if (principal) found.set(hash, principal, askedAt + cacheMs); // the entrance sees when it expires
    return principal;
  };
}

/** RFC 6749, 2.3.1: each half is form-encoded first. */
const basic = (id: string, secret: string): string =>
  `Basic ${base64(new TextEncoder().encode(`${formEncoded(id)}:${formEncoded(secret)}`))}`;

const formEncoded = (text: string): string => String(new URLSearchParams({ '': text })).slice(1);

/** What is said of a token that is valid now, for us. Anything but a plain yes is a no. */
function activeClaims(text: string, { issuer, audience }: Partial<Given>): Claims | undefined {
  const claims = parseJson(text);
  if (!isRecord(claims) || typeof claims.active !== 'boolean') throw new Error('The answer is none about a token');
  const { active, iss, aud, exp, nbf } = claims;
  const now = Date.now() / 1_000;
  const isInTime =
    (exp === undefined || (typeof exp === 'number' && exp > now)) && !(typeof nbf === 'number' && nbf > now);
  const isOurs = issuer === undefined || iss === issuer;
  const isForUs = audience === undefined || aud === audience || (Array.isArray(aud) && aud.includes(audience));
  return active && isInTime && isOurs && isForUs ? (claims as Claims) : undefined;
}
