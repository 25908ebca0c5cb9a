import { isSecureLLMError, ProviderError } from '../../errors.ts';
import { invalid } from '../../lib/check.ts';
import { checkKey } from '../../transport/credentials.ts';
import type { Exchange } from '../../transport/exchange.ts';
import { type Scrub, scrubber, secretsOf } from '../../transport/scrub.ts';
import { send } from '../../transport/send.ts';
import type { HeaderFields, Transport } from '../../transport/transport.ts';
import type { Open } from './converse.ts';
import { checkVendor } from './misplaced-key.ts';
import type { KeySettings } from './settings.ts';

/** Requests of our own, with a key in their headers. */
export function withKey({ apiKey, url, isOwnHost, headers, limits }: KeySettings, transport: Transport): Open {
  const request = transport(url);
  let last: Credentials | undefined; // nearly always those of the attempt before
  return async (params, { signal, learn }) => {
    const key = typeof apiKey === 'function' ? await ask(apiKey, isOwnHost, signal) : apiKey;
    if (!last || last.key !== key) last = credentials(key, headers);
    const { scrub, stream, whole } = last;
    const body = JSON.stringify(params);
    const exchange: Exchange = { provider: 'openai', signal, limits, scrub, sent: body, learn };
    const posting = { headers: params.stream ? stream : whole, body, signal };
    return { reply: await send(() => request(posting), exchange), exchange };
  };
}

/** What follows from a key. */
interface Credentials {
  readonly key: string | undefined;
  readonly scrub: Scrub;
  readonly stream: HeaderFields;
  readonly whole: HeaderFields;
}

function credentials(key: string | undefined, headers: HeaderFields): Credentials {
  const secrets = secretsOf(Object.entries(headers));
  const authorized = key === undefined ? headers : { ...headers, authorization: `Bearer ${key}` };
  return {
    key,
    scrub: scrubber(key === undefined ? secrets : [key, ...secrets]),
    stream: Object.freeze({ accept: 'text/event-stream', ...authorized }),
    whole: Object.freeze({ accept: 'application/json', ...authorized }),
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
