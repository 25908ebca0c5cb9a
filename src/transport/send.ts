import { isSecureLLMError, ProviderError } from '../errors.ts';
import type { Exchange } from './exchange.ts';
import { discard } from './fetch.ts';
import { networkFault } from './network-fault.ts';
import { rateLimits } from './rate-limits.ts';
import { refusal } from './refusal.ts';
import { requestIdOf } from './request-id.ts';
import type { Reply } from './transport.ts';

/**
 * One request, one reply with a status of 200 to 299 and its body unread. Throws the signal's reason after an abort,
 * NetworkError when nothing came back, ProviderError for a redirect, and for any other status the class that fits it. What
 * the headers say of the provider's limits is told before, whatever the status.
 */
export async function send<R extends Reply>(request: () => Promise<R>, exchange: Exchange): Promise<R> {
  const { provider, signal } = exchange;
  signal.throwIfAborted();
  let reply: R;
  try {
    reply = await request();
  } catch (cause) {
    signal.throwIfAborted();
    throw isSecureLLMError(cause) ? cause : networkFault(cause, provider, 'reach');
  }
  if (signal.aborted) {
    discard(reply);
    throw signal.reason;
  }
  if (exchange.learn) {
    const limits = rateLimits(reply.headers, reply.status);
    if (limits) exchange.learn(limits);
  }
  if (isRedirect(reply)) {
    discard(reply);
    throw new ProviderError(
      'redirected; refused, as a redirect takes the prompt to another place: set `baseURL` to it',
      {
        provider,
        status: reply.status || undefined,
        requestId: requestIdOf(reply, exchange),
        retryable: false,
      },
    );
  }
  if (reply.status < 200 || reply.status > 299) throw await refusal(reply, exchange);
  return reply;
}

/** Browsers show a redirect as `opaqueredirect`; `redirected` tells of a fetch that ignored `redirect: 'manual'`. */
export const isRedirect = ({ status, type, redirected = false }: Reply): boolean =>
  redirected || type === 'opaqueredirect' || (status >= 300 && status <= 399);
