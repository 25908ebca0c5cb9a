import type { Call } from '../types/call.ts';
import { authorizer } from './authorization.ts';
import type { Endpoint } from './endpoint.ts';
import type { Exchange } from './exchange.ts';
import type { TransportOver } from './fetch.ts';
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

/** Requests of our own, with a key in their headers. */
export function poster(endpoint: Endpoint, transportOver: TransportOver): Post {
  const { vendor, baseURL, limits, fetch } = endpoint;
  const { provider } = vendor;
  const requestTo = pathsOver(transportOver(fetch), baseURL);
  const authorize = authorizer(endpoint);
  const headersWith = authorizedHeaders(endpoint);
  return (path, given, wire, call) => {
    const { signal } = call;
    const body = JSON.stringify(given);
    return authorize(async (secret, learn) => {
      const { scrub, stream, whole } = headersWith(secret);
      const exchange: Exchange = { provider, signal, limits, scrub, sent: body, learn, errorOf: vendor.errorOf };
      const posting = { headers: wire === 'stream' ? stream : whole, body, signal };
      const request = requestTo(path);
      return { reply: await send(() => request(posting), exchange), exchange };
    }, call);
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

/** What follows from a key or token. */
interface Authorized {
  readonly scrub: Scrub;
  readonly stream: HeaderFields;
  readonly whole: HeaderFields;
}

/** Each key's are made once; of keys and tokens that change, those of the last are kept. */
function authorizedHeaders(endpoint: Endpoint): (secret: string | undefined) => Authorized {
  const { apiKey } = endpoint;
  const most = typeof apiKey === 'object' ? apiKey.length : 1;
  const known = new Map<string | undefined, Authorized>();
  return (secret) => {
    const before = known.get(secret);
    if (before) return before;
    if (known.size >= most) known.clear();
    const made = authorized(endpoint, secret);
    known.set(secret, made);
    return made;
  };
}

function authorized({ vendor, credentials, headers }: Endpoint, secret: string | undefined): Authorized {
  const secrets = secretsOf(Object.entries(headers));
  const name = credentials ? 'authorization' : vendor.keyHeader;
  const value = name === 'authorization' ? `Bearer ${secret}` : (secret ?? '');
  const fields = secret === undefined ? headers : { ...headers, [name]: value };
  return {
    scrub: scrubber(secret === undefined ? secrets : [secret, ...secrets]),
    stream: Object.freeze({ accept: 'text/event-stream', ...fields }),
    whole: Object.freeze({ accept: 'application/json', ...fields }),
  };
}
