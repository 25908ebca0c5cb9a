import { isSecureLLMError, ProviderError } from '../errors.ts';
import type { Exchange } from './exchange.ts';
import { discard, type Fetch, harden } from './fetch.ts';
import { networkFault } from './network-fault.ts';
import { rateLimits } from './rate-limits.ts';
import { refusal } from './refusal.ts';
import { requestIdOf } from './request-id.ts';

/**
 * One request, one reply with a status of 200 to 299 and its body unread. Throws the signal's reason after an abort,
 * NetworkError when nothing came back, ProviderError for a redirect, and for any other status the class that fits it. What
 * the headers say of the provider's limits is told before, whatever the status.
 */
export async function send(
  fetch: Fetch,
  input: string | URL | Request,
  init: RequestInit,
  exchange: Exchange,
): Promise<Response> {
  const { provider, signal } = exchange;
  signal.throwIfAborted();
  let response: Response;
  try {
    response = await fetch(input, harden(init));
  } catch (cause) {
    signal.throwIfAborted();
    throw isSecureLLMError(cause) ? cause : networkFault(cause, provider, 'reach');
  }
  if (signal.aborted) {
    discard(response);
    throw signal.reason;
  }
  if (exchange.learn) {
    const limits = rateLimits(response.headers, response.status);
    if (limits) exchange.learn(limits);
  }
  if (isRedirect(response)) {
    discard(response);
    throw new ProviderError(
      'redirected; refused, as a redirect takes the prompt to another place: set `baseURL` to it',
      {
        provider,
        status: response.status || undefined,
        requestId: requestIdOf(response, exchange),
        retryable: false,
      },
    );
  }
  if (!response.ok) throw await refusal(response, exchange);
  return response;
}

/** Browsers show a redirect as `opaqueredirect`; `redirected` tells of a fetch that ignored `redirect: 'manual'`. */
const isRedirect = ({ status, type, redirected }: Response): boolean =>
  redirected || type === 'opaqueredirect' || (status >= 300 && status <= 399);

/** A POST of JSON. The key is among `headers`, never in the URL. */
export const post = (
  fetch: Fetch,
  url: string,
  { headers, body, ...exchange }: Exchange & { readonly headers: Headers; readonly body: string },
): Promise<Response> => send(fetch, url, { method: 'POST', headers, body, signal: exchange.signal }, exchange);
