import { base64 } from '../lib/base64.ts';

export const base64url = (bytes: Uint8Array): string =>
  base64(bytes).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

const part = (value: object): string => base64url(new TextEncoder().encode(JSON.stringify(value)));

/** A JSON Web Token, signed with RS256 (RFC 7519). */
export async function signedJwt(header: object, claims: object, key: CryptoKey): Promise<string> {
  const signed = `${part({ alg: 'RS256', typ: 'JWT', ...header })}.${part(claims)}`;
  const signature = await crypto.subtle.sign('RSASSA-PKCS1-v1_5', key, new TextEncoder().encode(signed));
  return `${signed}.${base64url(new Uint8Array(signature))}`;
}
