import { isSecureLLMError, ProviderError, ResponseFormatError } from '../../errors.ts';
import type { Exchange } from '../../transport/exchange.ts';
import { type Fetch, harden } from '../../transport/fetch.ts';
import type { Post } from '../../transport/post.ts';
import { scrubber, secretsOf } from '../../transport/scrub.ts';
import { send } from '../../transport/send.ts';
import type { Call } from '../../types/call.ts';
import type { ClientSettings } from './settings.ts';

/** How one call's `learn` reaches the one fetch of all: the package hands on what it does not know. */
const LEARN = Symbol('learn');

interface Taught {
  readonly [LEARN]?: Call['learn'] | undefined;
}

const MAX_TIMEOUT = 2 ** 31 - 1; // the longest that timers take; time limits are the client's own

/** Requests that an `OpenAI` instance makes: its key, host, headers and proxy, our redirect rule, limits and errors. */
export function withClient({ client, fetch, limits }: ClientSettings): Post {
  const exchanges = new WeakMap<Response, Pick<Exchange, 'scrub' | 'sent'>>();
  const guarded: Fetch = async (input, { [LEARN]: learn, ...init }: RequestInit & Taught = {}) => {
    const scrub = scrubber(secretsOf(new Headers(init.headers)));
    const signal = init.signal ?? new AbortController().signal;
    const sent = typeof init.body === 'string' ? init.body : undefined;
    const exchange = { provider: 'openai', signal, limits, scrub, sent, learn };
    const response = await send(() => fetch(input, harden(init)), exchange);
    exchanges.set(response, { scrub, sent });
    return response;
  };
  const copy = client.withOptions({ fetch: guarded, maxRetries: 0, timeout: MAX_TIMEOUT, logLevel: 'off' });
  return async (path, body, wire, { signal, learn }) => {
    const fetchOptions: object = { [LEARN]: learn } satisfies Taught;
    signal.throwIfAborted();
    let response: Response;
    try {
      response = await copy.post(path, { body, stream: wire === 'stream', signal, fetchOptions }).asResponse(); // its body is read here
    } catch (cause) {
      signal.throwIfAborted();
      throw ownErrorIn(cause) ?? failed(cause);
    }
    const known = exchanges.get(response);
    if (!known) throw new ResponseFormatError('The client answered from elsewhere', { provider: 'openai' });
    return { reply: response, exchange: { provider: 'openai', signal, limits, ...known } };
  };
}

/** The package wraps what its fetch throws. */
function ownErrorIn(error: unknown): unknown {
  let inner = error;
  for (let depth = 0; depth < 5 && inner instanceof Error; depth++) {
    if (isSecureLLMError(inner)) return inner;
    inner = inner.cause;
  }
  return undefined;
}

const failed = (cause: unknown): ProviderError =>
  new ProviderError('was not called, as the `openai` client failed before it sent: see `cause`', {
    provider: 'openai',
    cause,
    retryable: false,
  });
