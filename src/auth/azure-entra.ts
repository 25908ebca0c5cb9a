import * as oauth from 'oauth4webapi';
import { type Check, type Checks, fields, misuse, string } from '../lib/check.ts';
import type { TokenProvider } from '../types/token-provider.ts';
import { authorizationServer } from './authorization-server.ts';
import { base64url } from './jwt.ts';
import {
  connectionOf,
  type GivenServer,
  needed,
  SERVER_CHECKS,
  type ServerOptions,
  type Told,
  tell,
  told,
} from './options.ts';
import { checkCertificate, checkPrivateKey, signingKey, thumbprint } from './private-key.ts';
import { tokenRequests } from './token-request.ts';

/** One of `clientSecret`, `certificate` with `privateKey`, and `assertion`. */
export interface AzureEntraOptions extends ServerOptions {
  /** The directory: its id or a domain of it. */
  readonly tenantId: string;
  /** The application's id. */
  readonly clientId: string;
  readonly clientSecret?: string | undefined;
  /** The application's certificate in PEM; its key signs, the certificate itself is not sent. */
  readonly certificate?: string | undefined;
  /** The key of the certificate: PKCS#8 in PEM, or a `CryptoKey` for RSA. */
  readonly privateKey?: string | CryptoKey | undefined;
  /** A token of another issuer that the application trusts (workload identity), or a function that is asked every time. */
  readonly assertion?: Told | undefined;
  /** @default 'https://cognitiveservices.azure.com/.default' */
  readonly scope?: string | undefined;
  /** The host that signs in, for national clouds. @default 'https://login.microsoftonline.com' */
  readonly authority?: string | undefined;
}

interface Given extends GivenServer {
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly certificate: string;
  readonly privateKey: string | CryptoKey;
  readonly assertion: Told;
  readonly scope: string;
  readonly authority: string;
}

const checkTenant: Check<string> = (value, field, refuse) => {
  if (typeof value === 'string' && /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(value)) return value;
  throw refuse(field, 'must be the id or a domain of a directory');
};

const CHECKS: Checks<Given> = {
  ...SERVER_CHECKS,
  tenantId: checkTenant,
  clientId: string,
  clientSecret: string,
  certificate: checkCertificate,
  privateKey: checkPrivateKey,
  assertion: told,
  scope: string,
  authority: string,
};

const NAME = 'azureEntra';

/**
 * Tokens of an application in Microsoft Entra ID for Azure OpenAI and other services, for `credentials`. As
 * `oauth2ClientCredentials` otherwise.
 *
 * @see https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow
 */
export function azureEntra(options: AzureEntraOptions): TokenProvider {
  const given = fields<Given>(options, NAME, misuse, CHECKS);
  const { authority = 'https://login.microsoftonline.com', certificate } = given;
  const { scope = 'https://cognitiveservices.azure.com/.default' } = given;
  const tenantId = needed(given.tenantId, `${NAME}.tenantId`);
  const clientId = needed(given.clientId, `${NAME}.clientId`);
  const authentication = authenticationOf(given);
  const tokenEndpoint = `${authority.replace(/\/$/, '')}/${tenantId}/oauth2/v2.0/token`;
  const server = authorizationServer({ tokenEndpoint }, connectionOf(given, NAME, 'authority'));
  return tokenRequests(server, {
    type: 'client_credentials',
    clientId,
    authentication,
    isTimed: certificate !== undefined,
    parameters: async () => ({ scope }),
  });
}

function authenticationOf({ clientSecret, certificate, privateKey, assertion }: Partial<Given>): oauth.ClientAuth {
  const ways = [clientSecret, certificate, assertion].filter((way) => way !== undefined);
  if (ways.length !== 1) throw misuse(NAME, 'needs one of `clientSecret`, `certificate` and `assertion`');
  if ((certificate === undefined) !== (privateKey === undefined))
    throw misuse(`${NAME}.privateKey`, 'belongs to `certificate`: pass both or none');
  if (clientSecret !== undefined) return oauth.ClientSecretPost(clientSecret);
  if (assertion !== undefined) return withAssertion(assertion);
  return withCertificate(certificate ?? '', privateKey ?? '');
}

function withAssertion(assertion: Told): oauth.ClientAuth {
  return async (_, client, body) => {
    body.set('client_id', client.client_id);
    body.set('client_assertion_type', 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    body.set('client_assertion', await tell(assertion, NAME, 'assertion'));
  };
}

/** PS256 with the thumbprint of the certificate: learn.microsoft.com/entra/identity-platform/certificate-credentials */
function withCertificate(certificate: string, privateKey: string | CryptoKey): oauth.ClientAuth {
  const keyOf = signingKey(privateKey, 'PS256', `${NAME}.privateKey`);
  return async (server, client, body, headers) => {
    const x5t = base64url(await thumbprint(certificate));
    const named = {
      [oauth.modifyAssertion]: (header: Record<string, unknown>) =>
        void Object.assign(header, { 'x5t#S256': x5t, typ: 'JWT' }),
    };
    await oauth.PrivateKeyJwt(await keyOf(), named)(server, client, body, headers);
  };
}
