import { AuthenticationError, ProviderError, type SecureLLMError } from '../errors.ts';
import { isRecord, parseJson } from '../lib/json.ts';
import { retryAfterMs } from '../transport/retry-after.ts';
import type { Connection } from './bounded-fetch.ts';

/** The error codes of token endpoints (RFC 6749 section 5.2, RFC 8707 section 2) and what to do about each. */
const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['invalid_client', 'check the client id and its secret, key or assertion'],
  ['invalid_grant', 'check the assertion or token that is exchanged: it may have expired or been revoked'],
  ['unauthorized_client', 'allow this grant to the client at the server'],
  ['unsupported_grant_type', 'this server does not know the grant'],
  ['invalid_request', 'check the options'],
  ['invalid_scope', 'check `scope`'],
  ['invalid_target', 'check `audience` and `resource`'],
]);

const PASSING = new Set(['temporarily_unavailable', 'server_error', 'slow_down']);
const RETRYABLE = new Set([408, 425, 429]);

/** What a reply with another status than 200 becomes. Of its words the codes above alone are repeated. */
export async function refusal(response: Response, { name, address }: Connection): Promise<SecureLLMError> {
  const { status } = response;
  const body = parseJson(await response.text());
  const code = isRecord(body) && typeof body.error === 'string' ? body.error : '';
  const remedy = REMEDIES.get(code);
  const details = { provider: name, status, retryAfterMs: retryAfterMs(response.headers) };
  if (status >= 400 && status < 500 && remedy !== undefined)
    return new AuthenticationError(details, `gave no token (${code}): ${remedy}`);
  if (status === 401)
    return new AuthenticationError(details, 'gave no token: check the client id and its secret, key or assertion');
  const retryable = status >= 500 || RETRYABLE.has(status) || PASSING.has(code);
  const advice = retryable ? 'call again later' : `check \`${address}\``;
  return new ProviderError(`answered ${status} when asked for a token: ${advice}`, { ...details, retryable });
}
