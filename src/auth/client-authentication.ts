import * as oauth from 'oauth4webapi';
import { type Checks, misuse, oneOf, string } from '../lib/check.ts';
import { checkPrivateKey, type SigningAlgorithm, signingKey } from './private-key.ts';

/** How a client shows who it is (OpenID Connect Core 1.0 section 9). */
export type ClientAuthMethod = 'client_secret_basic' | 'client_secret_post' | 'private_key_jwt';

export interface ClientOptions {
  readonly clientId: string;
  /** One of this and `privateKey`. */
  readonly clientSecret?: string | undefined;
  /** PKCS#8 in PEM, or a `CryptoKey`, which brings its own algorithm. */
  readonly privateKey?: string | CryptoKey | undefined;
  /** The key's id at the server. */
  readonly keyId?: string | undefined;
  /** What a key in PEM signs with. @default 'RS256' */
  readonly algorithm?: SigningAlgorithm | undefined;
  /** @default 'private_key_jwt' with a private key, else 'client_secret_basic' */
  readonly authMethod?: ClientAuthMethod | undefined;
}

/** The options above after their checks. */
export interface GivenClient {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly privateKey: string | CryptoKey;
  readonly keyId: string;
  readonly algorithm: SigningAlgorithm;
  readonly authMethod: ClientAuthMethod;
}

export const CLIENT_CHECKS: Checks<GivenClient> = {
  clientId: string,
  clientSecret: string,
  privateKey: checkPrivateKey,
  keyId: string,
  algorithm: oneOf('RS256', 'PS256', 'ES256'),
  authMethod: oneOf('client_secret_basic', 'client_secret_post', 'private_key_jwt'),
};

/** Throws TypeError unless there is exactly one of secret and key, and a method that fits it. */
export function clientAuthentication(given: Partial<GivenClient>, name: string): oauth.ClientAuth {
  const { clientSecret, privateKey, keyId, algorithm = 'RS256' } = given;
  const { authMethod = privateKey === undefined ? 'client_secret_basic' : 'private_key_jwt' } = given;
  if (clientSecret !== undefined && privateKey !== undefined)
    throw misuse(`${name}.privateKey`, 'cannot stand beside `clientSecret`: keep one of them');
  if (authMethod === 'private_key_jwt') {
    if (privateKey === undefined) throw misuse(`${name}.privateKey`, 'is missing: `private_key_jwt` signs with it');
    return signedAssertion(signingKey(privateKey, algorithm, `${name}.privateKey`), keyId);
  }
  if (clientSecret === undefined) throw misuse(`${name}.clientSecret`, `is missing: \`${authMethod}\` sends it`);
  return authMethod === 'client_secret_post'
    ? oauth.ClientSecretPost(clientSecret)
    : oauth.ClientSecretBasic(clientSecret);
}

/** RFC 7523 section 2.2; valid for a minute. */
const signedAssertion =
  (keyOf: () => Promise<CryptoKey>, keyId: string | undefined): oauth.ClientAuth =>
  async (server, client, body, headers) => {
    const key = { key: await keyOf(), ...(keyId !== undefined && { kid: keyId }) };
    await oauth.PrivateKeyJwt(key)(server, client, body, headers);
  };
