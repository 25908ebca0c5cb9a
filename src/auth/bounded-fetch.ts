import { isSecureLLMError, NetworkError, ProviderError } from '../errors.ts';
import { orAborted } from '../lib/abort.ts';
import { systemClock } from '../lib/clock.ts';
import { linkSignal } from '../lib/linked-signal.ts';
import { readText } from '../transport/body.ts';
import type { Exchange } from '../transport/exchange.ts';
import { discard, type Fetch, harden } from '../transport/fetch.ts';
import { networkFault } from '../transport/network-fault.ts';
import { isRedirect } from '../transport/send.ts';

const MAX_BYTES = 64 * 1024;

/** An authorization server as its requests need it. */
export interface Connection {
  /** What errors call it. */
  readonly name: string;
  /** The option that says where it is. */
  readonly address: string;
  readonly fetch: Fetch;
  readonly timeoutMs: number;
}

/**
 * A `fetch` for an authorization server: no redirects, cookies or caches, and a whole reply of at most 64 KiB within
 * `timeoutMs`. Throws NetworkError or ProviderError; nothing of a reply is in them.
 */
export const boundedFetch =
  ({ name, address, fetch, timeoutMs }: Connection): Fetch =>
  async (url, init = {}) => {
    const { signal, abort, unlink } = linkSignal(init.signal ?? undefined);
    const late = new NetworkError(
      `\`${name}\` did not answer within ${timeoutMs} ms: check the network and \`${address}\`, or raise \`timeoutMs\``,
      { provider: name },
    );
    const stop = systemClock.after(timeoutMs, () => abort(late));
    const limits = { maxEventBytes: MAX_BYTES, maxResponseBytes: MAX_BYTES };
    const exchange: Exchange = { provider: name, signal, limits, scrub: (text) => text };
    try {
      signal.throwIfAborted();
      const response = await orAborted(fetch(url, harden({ ...init, signal })).then(unlessLate(signal)), signal);
      if (isRedirect(response)) {
        discard(response);
        throw new ProviderError(
          `redirected; refused, as it would take secrets to another place: set \`${address}\` to it`,
          {
            provider: name,
            status: response.status || undefined,
            retryable: false,
          },
        );
      }
      const { status, headers } = response;
      return new Response((await wholeText(response, exchange, address)) || null, { status, headers });
    } catch (cause) {
      signal.throwIfAborted();
      throw isSecureLLMError(cause) ? cause : networkFault(cause, name, 'reach', address);
    } finally {
      stop();
      unlink();
    }
  };

/** Lets go of a reply that comes when nobody waits for it any more. */
const unlessLate =
  (signal: AbortSignal) =>
  (response: Response): Response => {
    if (signal.aborted) discard(response);
    return response;
  };

async function wholeText(response: Response, exchange: Exchange, address: string): Promise<string> {
  try {
    return await readText(response, exchange);
  } catch (error) {
    if (!isSecureLLMError(error) || error.code === 'ERR_NETWORK') throw error;
    throw new ProviderError(`answered with something that is no such reply: check \`${address}\``, {
      provider: exchange.provider,
      status: response.status,
      retryable: false,
    });
  }
}
