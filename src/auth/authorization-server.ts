import * as oauth from 'oauth4webapi';
import { isSecureLLMError, ProviderError } from '../errors.ts';
import { misuse } from '../lib/check.ts';
import { checkBaseURL, checkScheme } from '../transport/base-url.ts';
import { retryAfterMs } from '../transport/retry-after.ts';
import { boundedFetch, type Connection } from './bounded-fetch.ts';

/** Where tokens are asked for. */
export interface AuthorizationServer {
  readonly connection: Connection;
  /** What oauth4webapi needs for a request of ours. */
  readonly requestOptions: (signal: AbortSignal) => { readonly signal: AbortSignal };
  /** Its issuer and token endpoint. */
  metadata(signal: AbortSignal): Promise<oauth.AuthorizationServer>;
  /** What was discovered may be out of date. */
  forget(): void;
}

/** Where it is: what is not given is discovered at the issuer, https but on this machine. */
export function authorizationServer(
  given: { readonly issuer?: string; readonly tokenEndpoint?: string },
  connection: Connection,
): AuthorizationServer {
  const { name } = connection;
  const { issuer, tokenEndpoint } = given;
  const issuerURL = issuer === undefined ? undefined : checkBaseURL(`${name}.issuer`, issuer);
  if (tokenEndpoint !== undefined) {
    const url = checkBaseURL(`${name}.${connection.address}`, tokenEndpoint);
    return known({ issuer: issuer ?? url.href, token_endpoint: url.href }, connection, url);
  }
  if (!issuerURL) throw misuse(`${name}.issuer`, 'is missing: name the authorization server, or its `tokenEndpoint`');
  return discovered(issuerURL, connection);
}

function known(metadata: oauth.AuthorizationServer, connection: Connection, url: URL): AuthorizationServer {
  return {
    connection,
    requestOptions: requestsTo(url, connection),
    metadata: async () => metadata,
    forget() {},
  };
}

/** OpenID Connect Discovery 1.0, then RFC 8414. What was found is kept. */
function discovered(issuer: URL, connection: Connection): AuthorizationServer {
  const requestOptions = requestsTo(issuer, connection);
  let found: oauth.AuthorizationServer | undefined;
  const read = async (algorithm: 'oidc' | 'oauth2', signal: AbortSignal) => {
    const response = await oauth.discoveryRequest(issuer, { algorithm, ...requestOptions(signal) });
    if (response.status >= 500 || response.status === 429)
      throw new ProviderError(`answered ${response.status} when asked where its token endpoint is: call again later`, {
        provider: connection.name,
        status: response.status,
        retryAfterMs: retryAfterMs(response.headers),
        retryable: true,
      });
    const metadata = await oauth.processDiscoveryResponse(issuer, response);
    const endpoint = new URL(metadata.token_endpoint ?? '');
    checkScheme('token_endpoint', endpoint, false);
    if (issuer.protocol === 'https:' && endpoint.protocol !== 'https:') throw new Error('not https');
    return metadata;
  };
  return {
    connection,
    requestOptions,
    async metadata(signal) {
      for (const algorithm of ['oidc', 'oauth2'] as const) {
        try {
          found ??= await read(algorithm, signal);
        } catch (error) {
          signal.throwIfAborted();
          if (isSecureLLMError(error)) throw error;
        }
      }
      if (found) return found;
      throw new ProviderError(
        'has no metadata with this `issuer` and a token endpoint at its well-known addresses: check `issuer`, or set `tokenEndpoint`',
        { provider: connection.name, retryable: false },
      );
    },
    forget() {
      found = undefined;
    },
  };
}

/** http is only left where the option itself has it, which then is this machine. */
const requestsTo = (url: URL, connection: Connection) => {
  const fetch = boundedFetch(connection);
  return (signal: AbortSignal) => ({
    signal,
    [oauth.customFetch]: fetch as (url: string, init: object) => Promise<Response>,
    [oauth.allowInsecureRequests]: url.protocol === 'http:',
  });
};
