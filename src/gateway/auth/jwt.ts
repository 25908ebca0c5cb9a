import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type Check, callable, fields, integer, limit, listOf, misuse, oneOf, show, string } from '../../lib/check.ts';
import { isRecord } from '../../lib/json.ts';
import type { Fetch } from '../../transport/fetch.ts';
import type { Authenticator } from '../principal.ts';
import { askServer, serverURL } from './ask-server.ts';
import { holderOf, type PrincipalOf, principalOf } from './claims.ts';
import { MAX_TOKEN } from './max-token.ts';
import { remoteKeys } from './public-keys.ts';

const ALGORITHMS = [
  ...(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'] as const),
  ...(['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'] as const),
] as const;

/** What is signed with a private key and checked with a public one. */
export type JwtAlgorithm = (typeof ALGORITHMS)[number];

export interface JwtOptions {
  /** Who issues the tokens: `iss` must be exactly this. */
  readonly issuer: string;
  /** What they are for: `aud` must be, or hold, this or one of these. */
  readonly audience: string | readonly string[];
  /** Where the public keys are, https or on this machine; or the key set itself. */
  readonly jwks: string | URL | { readonly keys: readonly object[] };
  /** What they may be signed with. What a token says of itself counts for nothing beyond this list. */
  readonly algorithms: readonly JwtAlgorithm[];
  /** The type that they must have, such as `at+jwt` (RFC 9068), which no ID token has. @default any */
  readonly typ?: string | undefined;
  /** How far clocks may differ, in seconds: 0 to 300. @default 30 */
  readonly clockToleranceSeconds?: number | undefined;
  /** Oldest token, in seconds since `iat`, which must be there then. @default as old as `exp` lets it be */
  readonly maxAgeSeconds?: number | undefined;
  /** @default its `sub`, with those words of `scope` (or `scp`) that are scopes of the gateway */
  readonly principal?: PrincipalOf | undefined;
  /** @default `globalThis.fetch`, looked up at every request */
  readonly fetch?: Fetch | undefined;
  /** Milliseconds for the key set to come. @default 5_000 */
  readonly timeoutMs?: number | undefined;
}

const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]+$/;

type Given = Omit<JwtOptions, 'audience' | 'jwks'> & { audience: readonly string[]; jwks: URL | JSONWebKeySet };

/**
 * Access tokens that are JSON Web Tokens (RFC 9068, RFC 8725): signature, issuer, audience and expiry are checked, and `exp`
 * must be there. Keys come from `jwks` alone, whatever `jku`, `x5u` or `jwk` a token has. Throws TypeError for an option at
 * fault.
 */
export function jwt(options: JwtOptions): Authenticator {
  const {
    issuer,
    audience,
    jwks,
    algorithms,
    typ,
    clockToleranceSeconds = 30,
    maxAgeSeconds,
    ...given
  } = fields<Given>(options, 'jwt', misuse, {
    issuer: string,
    audience: strings,
    jwks: keySet,
    algorithms: listOf(oneOf(...ALGORITHMS), ALGORITHMS.length),
    typ: string,
    clockToleranceSeconds: integer(0, 300),
    maxAgeSeconds: integer(1),
    principal: callable as Check<PrincipalOf>,
    fetch: callable as Check<Fetch>,
    timeoutMs: limit,
  });
  if (issuer === undefined) throw misuse('jwt.issuer', 'is missing');
  if (!audience?.length) throw misuse('jwt.audience', 'is missing: name what the tokens are for');
  if (!jwks) throw misuse('jwt.jwks', 'is missing: name where the keys are, or the keys');
  if (!algorithms?.length) throw misuse('jwt.algorithms', "is missing: name what tokens are signed with, ['RS256']");
  const { principal: read = principalOf, fetch, timeoutMs } = given;
  const key: JWTVerifyGetKey =
    jwks instanceof URL
      ? remoteKeys(askServer({ name: 'jwt', option: 'jwks', url: jwks, fetch, timeoutMs }))
      : createLocalJWKSet(jwks);
  const rules = {
    issuer,
    audience: [...audience],
    algorithms: [...algorithms],
    requiredClaims: ['exp'],
    clockTolerance: clockToleranceSeconds,
    ...(typ !== undefined && { typ }),
    ...(maxAgeSeconds !== undefined && { maxTokenAge: maxAgeSeconds }),
  };
  return async (token) => {
    if (token.length > MAX_TOKEN || !SIGNED.test(token)) return undefined;
    try {
      const { payload } = await jwtVerify(token, key, rules);
      return await holderOf(payload, read, (payload.exp ?? 0) + clockToleranceSeconds);
    } catch (error) {
      if (error instanceof errors.JOSEError) return undefined;
      throw error;
    }
  };
}

const strings: Check<readonly string[]> = (value, field, refuse) =>
  listOf(string, 20)(Array.isArray(value) ? value : [value], field, refuse);

const keySet: Check<URL | JSONWebKeySet> = (value, field, refuse) => {
  if (!isRecord(value) || value instanceof URL) return serverURL(value, field, refuse);
  const { keys } = value;
  if (!Array.isArray(keys) || keys.length === 0) throw refuse(field, 'must hold one key at least, as `keys`');
  for (const [index, key] of keys.entries())
    if (!isRecord(key) || key.kty === 'oct' || 'd' in key)
      throw refuse(
        `${field}.keys[${index}]`,
        `must be a public key in JWK form, got ${isRecord(key) ? 'a secret one' : show(key)}`,
      );
  return { keys };
};
