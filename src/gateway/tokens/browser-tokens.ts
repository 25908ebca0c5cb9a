import { errors, type JWTHeaderParameters, jwtVerify, SignJWT } from 'jose';
import { type Check, fields, integer, misuse, show, string } from '../../lib/check.ts';
import { randomId } from '../../lib/id.ts';
import { isRecord } from '../../lib/json.ts';
import type { KeyRing } from '../../types/vault.ts';
import { keyRing } from '../../vault/key-ring.ts';
import { MAX_TOKEN } from '../auth/max-token.ts';
import { readPrincipal } from '../auth/read-principal.ts';
import type { Authenticator, Principal } from '../principal.ts';

export interface TokenOptions {
  /** What tokens are signed with: 32 random bytes or more, the same in base64, or a key ring, which can be rotated. */
  readonly key: Uint8Array | string | KeyRing;
  /** How long a token lives, in seconds, and the longest that may be asked for: 1 to 3,600. @default 300 */
  readonly ttlSeconds?: number | undefined;
  /** Which gateways take them: those with the same key and this name. @default 'secure-llm' */
  readonly audience?: string | undefined;
}

/** Signs and knows the tokens that the gateway mints for web pages. */
export interface BrowserTokens {
  readonly ttlSeconds: number;
  /** @param principal with an origin and an end */
  mint(principal: Principal & { readonly origin: string; readonly expiresAt: number }): Promise<string>;
  readonly authenticate: Authenticator;
}

const ALGORITHM = 'HS256';
const TYPE = 'secure-llm-browser+jwt';
const SIGNED = /^[\w-]+\.[\w-]+\.[\w-]+$/;
const INFO = 'secure-llm gateway v1 browser tokens';

export const browserTokens: Check<BrowserTokens> = (value, field, refuse) => {
  const {
    key: ring,
    ttlSeconds = 300,
    audience = 'secure-llm',
  } = fields<TokenOptions & { key: KeyRing }>(value, field, refuse, {
    key: signingRing as Check<never>,
    ttlSeconds: integer(1, 3_600),
    audience: string,
  });
  if (!ring) throw refuse(`${field}.key`, 'is missing: 32 random bytes, in base64, or a key ring');
  const keyNamed = keysOf(ring);
  const rules = { algorithms: [ALGORITHM], typ: TYPE, audience, requiredClaims: ['exp', 'jti', 'principal'] };
  return {
    ttlSeconds,
    async mint({ expiresAt, ...principal }) {
      return new SignJWT({ principal })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE, kid: ring.current })
        .setAudience(audience)
        .setJti(randomId('bt'))
        .setIssuedAt()
        .setExpirationTime(expiresAt)
        .sign(await keyNamed(ring.current));
    },
    async authenticate(token) {
      if (token.length > MAX_TOKEN || !SIGNED.test(token)) return undefined;
      try {
        const { payload } = await jwtVerify(token, ({ kid }: JWTHeaderParameters) => keyNamed(kid), rules);
        const { origin, scopes, ...rest } = readPrincipal(payload.principal, 'principal', misuse);
        if (origin === undefined || scopes.includes('tokens')) return undefined; // none that was minted here
        return { ...rest, origin, scopes, expiresAt: payload.exp };
      } catch (error) {
        if (error instanceof errors.JOSEError) return undefined;
        throw error;
      }
    },
  };
};

const signingRing: Check<KeyRing> = (value, field) => {
  if (isRecord(value) && !(value instanceof Uint8Array)) {
    if (typeof value.current === 'string' && typeof value.derive === 'function') return value as unknown as KeyRing;
    throw misuse(field, 'must be bytes, base64 or a key ring');
  }
  if (!(value instanceof Uint8Array) && typeof value !== 'string')
    throw misuse(field, `must be bytes, base64 or a key ring, got ${show(value)}`);
  try {
    return keyRing({ current: 'k1', keys: { k1: value } });
  } catch {
    throw misuse(field, 'must be 32 random bytes or more, or the same in base64');
  }
};

/** Each derived once. One that the ring does not hold is that of no token. */
function keysOf(ring: KeyRing): (id: string | undefined) => Promise<Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  return async (id = '') => {
    if (!(ring.ids ?? [ring.current]).includes(id)) throw new errors.JWKSNoMatchingKey();
    const key = keys.get(id) ?? (await ring.derive(id, INFO));
    keys.set(id, key);
    return key;
  };
}
