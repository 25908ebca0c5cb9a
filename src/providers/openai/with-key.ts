import { isSecureLLMError, ProviderError } from '../../errors.ts';
import { invalid } from '../../lib/check.ts';
import { checkKey } from '../../transport/credentials.ts';
import type { Exchange } from '../../transport/exchange.ts';
import { scrubber, secretsOf } from '../../transport/scrub.ts';
import { post } from '../../transport/send.ts';
import type { Open } from './converse.ts';
import { checkVendor } from './misplaced-key.ts';
import type { KeySettings } from './settings.ts';

/** Requests of our own, with a key in their headers. */
export function withKey({ apiKey, url, isOwnHost, headers, fetch, limits }: KeySettings): Open {
  return async (params, { signal, learn }) => {
    const key = typeof apiKey === 'function' ? await ask(apiKey, isOwnHost, signal) : apiKey;
    const sent = new Headers(headers);
    if (!sent.has('accept')) sent.set('accept', params.stream ? 'text/event-stream' : 'application/json');
    if (key !== undefined) sent.set('authorization', `Bearer ${key}`);
    const scrub = scrubber(key === undefined ? secretsOf(sent) : [key, ...secretsOf(sent)]);
    const body = JSON.stringify(params);
    const exchange: Exchange = { provider: 'openai', signal, limits, scrub, sent: body, learn };
    return { response: await post(fetch, url, { ...exchange, headers: sent, body }), exchange };
  };
}

/** Asks for the key of one attempt. What the function throws may hold anything, so its words are left out. */
async function ask(apiKey: () => unknown, isOwnHost: boolean, signal: AbortSignal): Promise<string> {
  let key: unknown;
  try {
    key = await apiKey();
  } catch (cause) {
    signal.throwIfAborted();
    if (isSecureLLMError(cause)) throw cause;
    throw new ProviderError('was not called, as the `apiKey` function threw: see `cause`', {
      provider: 'openai',
      cause,
      retryable: false,
    });
  }
  const checked = checkKey(key, 'openai.apiKey', invalid);
  checkVendor(checked, isOwnHost, invalid);
  return checked;
}
