import { isSecureLLMError, ProviderError } from '../errors.ts';
import { invalid } from '../lib/check.ts';
import type { Call } from '../types/call.ts';
import { checkKey } from './credentials.ts';
import type { Endpoint } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import { overFetch } from './fetch.ts';
import { checkVendor } from './misplaced-key.ts';
import { type Scrub, scrubber, secretsOf } from './scrub.ts';
import { send } from './send.ts';
import type { HeaderFields, Reply, Transport } from './transport.ts';

/** A reply with status 200 to 299, its body unread, and what each step behind it needs to know. */
export interface Opened {
  readonly reply: Reply;
  readonly exchange: Exchange;
}

/**
 * Sends one JSON body to `path` under the base URL, with the key in a header.
 *
 * @param wire `stream` asks for server-sent events
 */
export type Post = (
  path: string,
  body: object,
  wire: Call['wire'],
  call: Pick<Call, 'signal' | 'learn'>,
) => Promise<Opened>;

const MAX_PATHS = 64; // one for most adapters, two a model for those that have the model in the path

/** Requests of our own, with a key in their headers. `transport` is what they take where the caller gave no `fetch`. */
export function poster(endpoint: Endpoint, transport: Transport): Post {
  const { vendor, baseURL, headers, limits, fetch } = endpoint;
  const { provider } = vendor;
  const requestTo = pathsOver(fetch ? overFetch(fetch) : transport, baseURL);
  let last: Credentials | undefined; // nearly always those of the attempt before
  return async (path, given, wire, { signal, learn }) => {
    const key = await keyOf(endpoint, signal);
    if (!last || last.key !== key) last = credentials(key, vendor.keyHeader, headers);
    const { scrub, stream, whole } = last;
    const body = JSON.stringify(given);
    const exchange: Exchange = { provider, signal, limits, scrub, sent: body, learn };
    const posting = { headers: wire === 'stream' ? stream : whole, body, signal };
    const request = requestTo(path);
    return { reply: await send(() => request(posting), exchange), exchange };
  };
}

function pathsOver(transport: Transport, baseURL: string): (path: string) => ReturnType<Transport> {
  const requests = new Map<string, ReturnType<Transport>>();
  return (path) => {
    const known = requests.get(path);
    if (known) return known;
    if (requests.size >= MAX_PATHS) requests.clear();
    const request = transport(baseURL + path);
    requests.set(path, request);
    return request;
  };
}

/** What follows from a key. */
interface Credentials {
  readonly key: string | undefined;
  readonly scrub: Scrub;
  readonly stream: HeaderFields;
  readonly whole: HeaderFields;
}

function credentials(key: string | undefined, keyHeader: string, headers: HeaderFields): Credentials {
  const secrets = secretsOf(Object.entries(headers));
  const value = keyHeader === 'authorization' ? `Bearer ${key}` : (key ?? '');
  const authorized = key === undefined ? headers : { ...headers, [keyHeader]: value };
  return {
    key,
    scrub: scrubber(key === undefined ? secrets : [key, ...secrets]),
    stream: Object.freeze({ accept: 'text/event-stream', ...authorized }),
    whole: Object.freeze({ accept: 'application/json', ...authorized }),
  };
}

/** The key of one attempt. What a function for it throws may hold anything, so its words are left out. */
async function keyOf({ apiKey, isOwnHost, vendor }: Endpoint, signal: AbortSignal): Promise<string | undefined> {
  if (typeof apiKey !== 'function') return apiKey;
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
