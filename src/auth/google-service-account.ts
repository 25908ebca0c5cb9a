import { type Checks, fields, misuse, string } from '../lib/check.ts';
import type { TokenProvider } from '../types/token-provider.ts';
import { authorizationServer } from './authorization-server.ts';
import { signedJwt } from './jwt.ts';
import { connectionOf, type GivenServer, record, SERVER_CHECKS, type ServerOptions } from './options.ts';
import { checkPrivateKey, signingKey } from './private-key.ts';
import { tokenRequests } from './token-request.ts';

/** The fields that are read of a service account's key file; others are ignored. */
export interface GoogleServiceAccountKey {
  readonly client_email: string;
  /** PKCS#8 in PEM. */
  readonly private_key: string;
  readonly private_key_id?: string | undefined;
  /** @default 'https://oauth2.googleapis.com/token' */
  readonly token_uri?: string | undefined;
}

export interface GoogleServiceAccountOptions extends ServerOptions {
  /** Separated by spaces. @default 'https://www.googleapis.com/auth/cloud-platform' */
  readonly scope?: string | undefined;
}

interface Given extends GivenServer {
  readonly scope: string;
}

const CHECKS: Checks<Given> = { ...SERVER_CHECKS, scope: string };
const NAME = 'googleServiceAccount';
const LIFE_SECONDS = 3_600; // the most that is allowed

/**
 * Tokens of a Google Cloud service account, for `credentials`: an assertion signed with its key (RFC 7523 section 2.1). As
 * `oauth2ClientCredentials` otherwise.
 *
 * @param key the parsed key file
 * @see https://developers.google.com/identity/protocols/oauth2/service-account
 */
export function googleServiceAccount(
  key: GoogleServiceAccountKey,
  options: GoogleServiceAccountOptions = {},
): TokenProvider {
  const given = fields<Given>(options, NAME, misuse, CHECKS);
  const { scope = 'https://www.googleapis.com/auth/cloud-platform' } = given;
  const account = readKey(key);
  const server = authorizationServer({ tokenEndpoint: account.tokenUri }, connectionOf(given, NAME, 'token_uri'));
  const keyOf = signingKey(account.privateKey, 'RS256', `${NAME}.private_key`);
  return tokenRequests(server, {
    type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    clientId: account.email,
    authentication: () => {}, // the assertion says who asks
    isTimed: true,
    async parameters(iat) {
      const claims = { iss: account.email, scope, aud: account.tokenUri, iat, exp: iat + LIFE_SECONDS };
      return { assertion: await signedJwt(account.header, claims, await keyOf()) };
    },
  });
}

function readKey(value: unknown) {
  const key = record(value, NAME, misuse);
  const { private_key_id: kid, token_uri: tokenUri = 'https://oauth2.googleapis.com/token' } = key;
  return {
    email: string(key.client_email, `${NAME}.client_email`, misuse),
    privateKey: checkPrivateKey(key.private_key, `${NAME}.private_key`, misuse),
    header: kid === undefined ? {} : { kid: string(kid, `${NAME}.private_key_id`, misuse) },
    tokenUri: string(tokenUri, `${NAME}.token_uri`, misuse),
  };
}
