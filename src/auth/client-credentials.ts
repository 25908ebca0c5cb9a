import { type Checks, fields, misuse, string } from '../lib/check.ts';
import type { TokenProvider } from '../types/token-provider.ts';
import { authorizationServer } from './authorization-server.ts';
import { CLIENT_CHECKS, type ClientOptions, clientAuthentication, type GivenClient } from './client-authentication.ts';
import { connectionOf, type GivenServer, needed, SERVER_CHECKS, type ServerOptions } from './options.ts';
import { tokenRequests } from './token-request.ts';

/** What is asked for, and where. */
export interface OAuth2Options extends ClientOptions, ServerOptions {
  /** The authorization server, whose token endpoint is discovered. https, or http on this machine. This or `tokenEndpoint`. */
  readonly issuer?: string | undefined;
  /** https, or http on this machine. With it, nothing is discovered. */
  readonly tokenEndpoint?: string | undefined;
  /** Separated by spaces. */
  readonly scope?: string | undefined;
  /** Sent as `audience`, which some servers need. */
  readonly audience?: string | undefined;
  /** The API that the token is for, as an absolute URI (RFC 8707). */
  readonly resource?: string | undefined;
}

/** The options above after their checks. */
export interface GivenOAuth2 extends GivenClient, GivenServer {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly scope: string;
  readonly audience: string;
  readonly resource: string;
}

export const OAUTH2_CHECKS: Checks<GivenOAuth2> = {
  ...CLIENT_CHECKS,
  ...SERVER_CHECKS,
  issuer: string,
  tokenEndpoint: string,
  scope: string,
  audience: string,
  resource: string,
};

/** What of the options names the thing that is asked for. */
export const targetOf = ({ scope, audience, resource }: Partial<GivenOAuth2>): Readonly<Record<string, string>> => ({
  ...(scope !== undefined && { scope }),
  ...(audience !== undefined && { audience }),
  ...(resource !== undefined && { resource }),
});

/** Server and client of a grant. Throws TypeError for an option that is wrong or missing. */
export function partiesOf(given: Partial<GivenOAuth2>, name: string) {
  const address = given.tokenEndpoint === undefined ? 'issuer' : 'tokenEndpoint';
  const authentication = clientAuthentication(given, name);
  return {
    server: authorizationServer(given, connectionOf(given, name, address)),
    client: {
      clientId: needed(given.clientId, `${name}.clientId`),
      authentication,
      isTimed: given.privateKey !== undefined,
    },
  };
}

/**
 * Tokens of a client for itself (RFC 6749 section 4.4), for `credentials`. Each call asks the server; who sends requests
 * keeps the token. The package `oauth4webapi` must be installed.
 *
 * Throws TypeError for an option that is wrong, missing or unknown, and in a web page. A call throws AuthenticationError
 * where the server refuses the client or what it asks for, NetworkError and ProviderError for the rest.
 */
export function oauth2ClientCredentials(options: OAuth2Options): TokenProvider {
  const name = 'oauth2ClientCredentials';
  const given = fields<GivenOAuth2>(options, name, misuse, OAUTH2_CHECKS);
  const { server, client } = partiesOf(given, name);
  const target = targetOf(given);
  return tokenRequests(server, { ...client, type: 'client_credentials', parameters: async () => target });
}
