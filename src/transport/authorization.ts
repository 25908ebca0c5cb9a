import { AuthenticationError, isSecureLLMError, ProviderError, QuotaExceededError, RateLimitError } from '../errors.ts';
import { invalid } from '../lib/check.ts';
import type { Call } from '../types/call.ts';
import type { TokenProvider } from '../types/token-provider.ts';
import { checkKey } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import { KeyRing } from './key-ring.ts';
import { checkVendor } from './misplaced-key.ts';
import { tokensOf } from './token-cache.ts';

type Caller = Pick<Call, 'signal' | 'learn'>;

/** One request with a key or token, undefined where the endpoint has none. Its reply's limits are told to `learn`. */
type Request<T> = (secret: string | undefined, learn: Call['learn']) => Promise<T>;

/**
 * Makes a request with what authorises it, and again where another key or a new token may do better: for each key once at
 * most, and for a token once.
 */
export type Authorize = <T>(request: Request<T>, caller: Caller) => Promise<T>;

export function authorizer(endpoint: Endpoint): Authorize {
  const { apiKey, credentials } = endpoint;
  if (credentials) return withToken(credentials, endpoint);
  if (typeof apiKey === 'function')
    return async (request, caller) => request(await ask(apiKey, endpoint, caller), caller.learn);
  if (typeof apiKey === 'object') return withKeys(new KeyRing(apiKey), endpoint);
  return (request, { learn }) => request(apiKey, learn);
}

/** The key of one attempt. What a function for it throws may hold anything, so its words are left out. */
async function ask(apiKey: () => unknown, { vendor, isOwnHost }: Endpoint, { signal }: Caller): Promise<string> {
  const { provider } = vendor;
  let key: unknown;
  try {
    key = await apiKey();
  } catch (cause) {
    signal.throwIfAborted();
    if (isSecureLLMError(cause)) throw cause;
    throw new ProviderError('was not called, as the `apiKey` function threw: see `cause`', {
      provider,
      cause,
      retryable: false,
    });
  }
  const checked = checkKey(key, `${provider}.apiKey`, invalid);
  if (isOwnHost) checkVendor(checked, vendor.name, `${provider}.apiKey`, invalid);
  return checked;
}

function withToken(credentials: TokenProvider, { vendor, isOwnHost }: Endpoint): Authorize {
  const { provider, name } = vendor;
  const tokens = tokensOf(credentials);
  const checked = (token: string): string => {
    if (isOwnHost) checkVendor(token, name, `${provider}.credentials`, invalid);
    return token;
  };
  return async (request, { signal, learn }) => {
    const token = checked(await tokens.current(signal));
    try {
      return await request(token, learn);
    } catch (error) {
      if (!(error instanceof AuthenticationError)) throw error;
      return request(checked(await tokens.insteadOf(token, signal, provider)), learn);
    }
  };
}

/** The quotas that a reply reports are those of one key, so they are not told; only that every key has to wait. */
function withKeys(ring: KeyRing, { vendor: { provider } }: Endpoint): Authorize {
  return async (request, { learn }) => {
    const tried = new Set<string>();
    let key = ring.choose();
    for (;;) {
      try {
        return await request(key, undefined);
      } catch (error) {
        if (!takesNote(ring, key, error)) throw error;
        tried.add(key);
        const next = ring.another(tried);
        if (next === undefined) throw whereAllRest(ring, error, provider, learn);
        key = next;
      }
    }
  };
}

/** Whether the error is about the key, which then rests. */
function takesNote(ring: KeyRing, key: string, error: unknown): error is AuthenticationError {
  if (error instanceof RateLimitError) ring.limited(key, error.retryAfterMs);
  else if (error instanceof AuthenticationError || error instanceof QuotaExceededError) ring.refused(key);
  else return false;
  return true;
}

/** No key is left. Where one of them is back sooner than the last error says, that is when to call again. */
function whereAllRest(ring: KeyRing, error: Error, provider: string, learn: Call['learn']): Error {
  const { comeback } = ring;
  if (!comeback) return error;
  const { inMs: retryAfterMs, told } = comeback;
  if (told) learn?.({ retryAfterMs });
  if (error instanceof RateLimitError && (error.retryAfterMs ?? 0) <= retryAfterMs) return error;
  const { requestId } = error as { requestId?: string };
  return new RateLimitError({ provider, status: 429, requestId, retryAfterMs });
}
