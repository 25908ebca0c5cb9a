import { InvalidInputError } from '../errors.ts';
import { type Check, show } from '../lib/check.ts';

/** How a signature is made: RFC 7518 section 3.1. */
export type SigningAlgorithm = 'RS256' | 'PS256' | 'ES256';

const PARAMETERS = {
  RS256: { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
} as const;

/** A PKCS#8 key in PEM, or a private `CryptoKey` that may sign. */
export const checkPrivateKey: Check<string | CryptoKey> = (value, field, refuse) => {
  if (typeof CryptoKey === 'function' && value instanceof CryptoKey) {
    if (value.type === 'private' && value.usages.includes('sign')) return value;
    throw refuse(field, 'must be a private key that may sign');
  }
  if (typeof value !== 'string') throw refuse(field, `must be a PEM or a CryptoKey, got ${show(value)}`);
  if (contentOf(value, 'PRIVATE KEY')) return value;
  throw refuse(
    field,
    value.includes('BEGIN RSA PRIVATE KEY') || value.includes('BEGIN EC PRIVATE KEY')
      ? 'must be in PKCS#8 (`BEGIN PRIVATE KEY`): convert it with `openssl pkcs8 -topk8 -nocrypt`'
      : 'must be a PEM that begins with `-----BEGIN PRIVATE KEY-----`: an environment variable may have lost its line breaks',
  );
};

/** A certificate in PEM: the first of a chain counts. */
export const checkCertificate: Check<string> = (value, field, refuse) => {
  if (typeof value === 'string' && contentOf(value, 'CERTIFICATE')) return value;
  throw refuse(
    field,
    `must be a PEM that begins with \`-----BEGIN CERTIFICATE-----\`, got ${typeof value === 'string' ? 'another string' : show(value)}`,
  );
};

/** A key that cannot be read is an InvalidInputError, as reading takes a promise. Read once. */
export function signingKey(
  given: string | CryptoKey,
  algorithm: SigningAlgorithm,
  field: string,
): () => Promise<CryptoKey> {
  if (typeof given !== 'string') return async () => given;
  const pem = contentOf(given, 'PRIVATE KEY') ?? new Uint8Array();
  let key: Promise<CryptoKey> | undefined;
  return () => {
    key ??= crypto.subtle.importKey('pkcs8', pem, PARAMETERS[algorithm], false, ['sign']).catch(() => {
      throw new InvalidInputError(field, `is no key for ${algorithm}: check that it is whole and of this kind`);
    });
    return key;
  };
}

/** SHA-256 of the certificate: the header `x5t#S256` of RFC 7515 section 4.1.8. */
export async function thumbprint(certificate: string): Promise<Uint8Array> {
  const der = contentOf(certificate, 'CERTIFICATE') ?? new Uint8Array();
  return new Uint8Array(await crypto.subtle.digest('SHA-256', der));
}

function contentOf(pem: string, label: string): Uint8Array<ArrayBuffer> | undefined {
  const begin = `-----BEGIN ${label}-----`;
  const start = pem.indexOf(begin);
  const end = pem.indexOf(`-----END ${label}-----`);
  if (start < 0 || end < start) return undefined;
  try {
    return Uint8Array.from(atob(pem.slice(start + begin.length, end)), (byte) => byte.charCodeAt(0)); // atob passes over line breaks
  } catch {
    return undefined;
  }
}
