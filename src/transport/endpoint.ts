import { type Check, type Checks, callable, type Given, integer, misuse, oneOf, string } from '../lib/check.ts';
import type { TokenProvider } from '../types/token-provider.ts';
import { checkBaseURL } from './base-url.ts';
import { checkHeaders, checkKey, checkKeys } from './credentials.ts';
import { DEFAULT_LIMITS, type Exchange, type Limits } from './exchange.ts';
import type { Fetch } from './fetch.ts';
import { checkPage, checkVendor } from './misplaced-key.ts';
import type { HeaderFields } from './transport.ts';

/** How much of a reply is read, and from where it may come. */
export interface ReplyOptions {
  /** Largest single event of a stream, in bytes. @default 4_194_304 */
  readonly maxEventBytes?: number | undefined;
  /** Largest reply, streams included, in bytes after decompression. @default 67_108_864 */
  readonly maxResponseBytes?: number | undefined;
  /** Allows plain http beyond this machine: the network then sees keys and prompts. @default false */
  readonly dangerouslyAllowHTTP?: boolean | undefined;
}

/** How an API is reached, alike for every adapter. */
export interface EndpointOptions extends ReplyOptions {
  /**
   * The key, or a function that is asked for it before every attempt, or 1 to 100 keys that take turns: one that is refused
   * or limited rests, and another one is tried at once. Needed for the vendor's own hosts, unless there are `credentials`;
   * never read from the environment.
   */
  readonly apiKey?: string | readonly string[] | (() => string | Promise<string>) | undefined;
  /** Fetches short-lived tokens, sent as bearer tokens in `authorization`; in the place of `apiKey`. */
  readonly credentials?: TokenProvider | undefined;
  /** https, or http on this machine. @default the vendor's own */
  readonly baseURL?: string | undefined;
  /** Sent with every request, and treated as secrets in errors. */
  readonly headers?: { readonly [name: string]: string } | undefined;
  /** @default `globalThis.fetch`, looked up at every call */
  readonly fetch?: Fetch | undefined;
  /** Allows a key in a web page, where every visitor can read it. @default false */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}

/** Several keys, each once; or one; or whoever tells it. */
export type ApiKey = string | readonly string[] | (() => unknown);

const flag = oneOf<boolean>(true, false);

/** The options of an endpoint after their checks; each was read once. */
export interface GivenEndpoint {
  readonly maxEventBytes: number;
  readonly maxResponseBytes: number;
  readonly dangerouslyAllowHTTP: boolean;
  readonly apiKey: ApiKey;
  readonly credentials: TokenProvider;
  readonly baseURL: string;
  readonly headers: HeaderFields;
  readonly fetch: Fetch;
  readonly dangerouslyAllowBrowser: boolean;
}

export const ENDPOINT_CHECKS: Checks<GivenEndpoint> = {
  maxEventBytes: integer(1),
  maxResponseBytes: integer(1),
  dangerouslyAllowHTTP: flag,
  apiKey: (value, field, refuse) => {
    if (typeof value === 'function') return value as () => unknown;
    return Array.isArray(value) ? checkKeys(value, field, refuse) : checkKey(value, field, refuse);
  },
  credentials: callable as Check<TokenProvider>,
  baseURL: string,
  headers: checkHeaders,
  fetch: callable as Check<Fetch>,
  dangerouslyAllowBrowser: flag,
};

/** What is known of the vendor behind an adapter. */
export interface Vendor {
  /** The provider's name: `openai`. */
  readonly provider: string;
  /** As sentences say it: `OpenAI`. */
  readonly name: string;
  readonly ownURL: string;
  readonly isOwn: (url: URL) => boolean;
  /** The header that carries the key, in lower case; `authorization` carries it as a bearer token. */
  readonly keyHeader: string;
  /** Where the key usually is: `process.env.OPENAI_API_KEY`. */
  readonly keyExample: string;
  /** Reads error bodies of a form of its own; undefined: the body has another one. */
  readonly errorOf?: Exchange['errorOf'];
}

/** Options after reading. */
export interface Endpoint {
  readonly vendor: Vendor;
  readonly apiKey: ApiKey | undefined;
  /** Instead of a key. */
  readonly credentials: TokenProvider | undefined;
  /** Without a slash at its end. */
  readonly baseURL: string;
  readonly isOwnHost: boolean;
  /** Everything but the key. */
  readonly headers: HeaderFields;
  /** The caller's own. */
  readonly fetch: Fetch | undefined;
  readonly limits: Limits;
}

export const limitsOf = ({ maxEventBytes, maxResponseBytes }: ReplyOptions): Limits => ({
  maxEventBytes: maxEventBytes ?? DEFAULT_LIMITS.maxEventBytes,
  maxResponseBytes: maxResponseBytes ?? DEFAULT_LIMITS.maxResponseBytes,
});

/**
 * Puts an endpoint together. Throws TypeError naming the field and the rule; it never repeats a value.
 *
 * @param own headers of the adapter's own
 */
export function readEndpoint(given: Given<GivenEndpoint>, vendor: Vendor, own: HeaderFields = {}): Endpoint {
  const { apiKey, credentials, baseURL = vendor.ownURL, headers: extra = {}, fetch } = given;
  const { provider, keyHeader } = vendor;
  const url = checkBaseURL(`${provider}.baseURL`, baseURL, given.dangerouslyAllowHTTP);
  const isOwnHost = vendor.isOwn(url);
  const source = sourceOf(given, provider);
  const hasHeader = keyHeader in extra || 'authorization' in extra;
  if (source && hasHeader)
    throw misuse(
      `${provider}.headers`,
      `must not hold \`${keyHeader in extra ? keyHeader : 'authorization'}\` beside \`${source}\`: keep one of them`,
    );
  if (!source && isOwnHost && !hasHeader)
    throw misuse(
      `${provider}.apiKey`,
      `is missing: pass the key, such as \`${vendor.keyExample}\`, and check that it is set`,
    );
  if (apiKey !== undefined && typeof apiKey !== 'function' && isOwnHost)
    for (const key of [apiKey].flat()) checkVendor(key, vendor.name, `${provider}.apiKey`, misuse);
  if (!given.dangerouslyAllowBrowser) checkPage(apiKey !== undefined, extra, `${provider}.apiKey`);
  const headers = { ...extra, 'content-type': 'application/json', ...own };
  return {
    vendor,
    apiKey,
    credentials,
    baseURL: url.href.replace(/\/$/, ''),
    isOwnHost,
    headers,
    fetch,
    limits: limitsOf(given),
  };
}

/** Which option authorises the requests, if any. */
function sourceOf(
  { apiKey, credentials }: Given<GivenEndpoint>,
  provider: string,
): 'apiKey' | 'credentials' | undefined {
  if (apiKey !== undefined && credentials !== undefined)
    throw misuse(`${provider}.credentials`, 'cannot stand beside `apiKey`: keep one of them');
  if (credentials !== undefined) return 'credentials';
  return apiKey === undefined ? undefined : 'apiKey';
}
