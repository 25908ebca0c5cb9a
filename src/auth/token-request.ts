import * as oauth from 'oauth4webapi';
import { AuthenticationError, ProviderError, type SecureLLMError } from '../errors.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import { serverTime } from '../transport/server-time.ts';
import { CLOCK_TOLERANCE_MS } from '../transport/token-cache.ts';
import type { AccessToken, TokenProvider } from '../types/token-provider.ts';
import type { AuthorizationServer } from './authorization-server.ts';
import { refusal } from './refusal.ts';

/** What a token is asked for with. */
export interface Grant {
  /** The `grant_type`. */
  readonly type: string;
  readonly clientId: string;
  readonly authentication: oauth.ClientAuth;
  /** @param nowSeconds since 1970, by the clock of the server */
  readonly parameters: (nowSeconds: number) => Promise<Readonly<Record<string, string>>>;
  /** Whether it says what time it is, as signed assertions do: it is refused where clocks differ. */
  readonly isTimed: boolean;
}

const NOTICEABLE_MS = 5_000; // the header `date` has whole seconds, and is some time on its way

/**
 * Asks for a token with every call. An assertion that is refused while the clocks differ by 5 minutes or less is made again,
 * once, by the clock of the server; where they differ by more, the AuthenticationError says so.
 */
export function tokenRequests(server: AuthorizationServer, grant: Grant): TokenProvider {
  let skewMs = 0; // what the clock of the server is ahead
  const request = async (signal: AbortSignal): Promise<AccessToken> => {
    signal.throwIfAborted();
    const first = await ask(server, grant, skewMs, signal);
    if ('token' in first) return first;
    const { error, aheadMs = skewMs } = first;
    if (!grant.isTimed || Math.abs(aheadMs - skewMs) < NOTICEABLE_MS) throw error;
    if (Math.abs(aheadMs) > CLOCK_TOLERANCE_MS) throw wrongClock(error, aheadMs, server);
    const second = await ask(server, grant, aheadMs, signal);
    if (!('token' in second)) throw second.error;
    skewMs = aheadMs;
    return second;
  };
  return async ({ signal }) => {
    try {
      return await request(signal);
    } catch (error) {
      if (!(error instanceof AuthenticationError)) server.forget();
      throw error;
    }
  };
}

interface Refused {
  readonly error: AuthenticationError;
  /** What the clock of the server is ahead of ours, where that may be why. */
  readonly aheadMs: number | undefined;
}

async function ask(
  server: AuthorizationServer,
  { type, clientId, authentication, parameters }: Grant,
  skewMs: number,
  signal: AbortSignal,
): Promise<AccessToken | Refused> {
  const metadata = await server.metadata(signal);
  const client: oauth.Client = { client_id: clientId, [oauth.clockSkew]: Math.round(skewMs / 1_000) };
  const given = await parameters(Math.floor((Date.now() + skewMs) / 1_000));
  const askedAt = Date.now();
  const options = server.requestOptions(signal);
  const response = await oauth.genericTokenEndpointRequest(metadata, client, authentication, type, given, options);
  if (response.status === 200) return tokenIn(response, server, askedAt);
  const error = await refusal(response, server.connection);
  if (!(error instanceof AuthenticationError)) throw error;
  const time = serverTime(response.headers);
  return { error, aheadMs: time === undefined ? undefined : time - Date.now() };
}

/** What is read of a reply (RFC 6749 section 5.1); whatever else stands in it is nobody's business. */
async function tokenIn(
  response: Response,
  { connection: { name, address } }: AuthorizationServer,
  askedAt: number,
): Promise<AccessToken> {
  const answer = parseJson(await response.text());
  const { access_token: token, token_type: type, expires_in: life } = isRecord(answer) ? answer : {};
  const seconds = Number.parseFloat(String(life ?? 'Infinity'));
  if (typeof token === 'string' && token !== '' && /^bearer$/i.test(String(type)) && seconds >= 0)
    return { token, expiresAt: Number.isFinite(seconds) ? askedAt + seconds * 1_000 : undefined };
  throw new ProviderError(`answered with no bearer token: check \`${address}\``, {
    provider: name,
    status: response.status,
    retryable: false,
  });
}

function wrongClock(
  { status }: SecureLLMError,
  aheadMs: number,
  { connection: { name } }: AuthorizationServer,
): AuthenticationError {
  const minutes = Math.round(Math.abs(aheadMs) / 60_000);
  return new AuthenticationError(
    { provider: name, status },
    `gave no token, and the clock of this machine is ${minutes} min ${aheadMs > 0 ? 'behind' : 'ahead of'} its own: set it right`,
  );
}
