import type { IncomingMessage, ServerResponse } from 'node:http';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { type Loopback, serve } from './loopback.ts';

export const ISSUER = 'https://issuer.example.com';
export const AUDIENCE = 'https://gateway.example.com';

/** A key that signs tokens, and what is published of it. */
export interface Signer {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

export async function signer(kid = 'k1', algorithm = 'RS256'): Promise<Signer> {
  const { privateKey, publicKey } = await generateKeyPair(algorithm, { extractable: true });
  return { privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm, use: 'sig' } };
}

/** A token as the gateway wants it; claims and header may be put in the place of what it would have. */
export async function tokenOf(
  { privateKey, jwk }: Signer,
  claims: Record<string, unknown> = {},
  header: Record<string, unknown> = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000);
  const payload = { iss: ISSUER, aud: AUDIENCE, sub: 'alice', scope: 'chat', iat: now, exp: now + 300, ...claims };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: jwk.alg ?? '', kid: jwk.kid ?? '', typ: 'at+jwt', ...header })
    .sign(privateKey);
}

export interface KeyServer extends Loopback {
  /** Times that the keys were asked for. */
  readonly asked: () => number;
}

/** Publishes keys on this machine. `answer` may do otherwise. */
export async function keyServer(
  keysOf: () => readonly JWK[],
  answer?: (request: IncomingMessage, response: ServerResponse) => boolean,
): Promise<KeyServer> {
  let asked = 0;
  const server = await serve((request, response) => {
    asked += 1;
    if (answer?.(request, response)) return;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: keysOf() }));
  });
  return Object.assign(server, { asked: () => asked });
}
