import { boundedFetch } from '../../auth/bounded-fetch.ts';
import { ProviderError } from '../../errors.ts';
import { type Check, misuse, show } from '../../lib/check.ts';
import { checkScheme } from '../../transport/base-url.ts';
import { type Fetch, lateFetch } from '../../transport/fetch.ts';

/** Asks a token server, and gives what it answers. Throws NetworkError or ProviderError; nothing of an answer is in them. */
export type AskServer = (init?: RequestInit) => Promise<string>;

/** How a token server is reached. */
export interface TokenServer {
  /** Who asks: `jwt`. */
  readonly name: string;
  /** The option that says where it is. */
  readonly option: string;
  readonly url: URL;
  readonly fetch: Fetch | undefined;
  readonly timeoutMs: number | undefined;
}

/** No redirects, at most 64 KiB, and no longer than `timeoutMs`, by default 5 s. */
export function askServer({ name, option, url, fetch = lateFetch, timeoutMs = 5_000 }: TokenServer): AskServer {
  const bounded = boundedFetch({ name, address: option, fetch, timeoutMs });
  return async (init = {}) => {
    const response = await bounded(url, { ...init, headers: { accept: 'application/json', ...init.headers } });
    if (response.status === 200) return response.text();
    throw new ProviderError(`answered ${response.status}: check \`${option}\``, {
      provider: name,
      status: response.status,
      retryable: response.status >= 500,
    });
  };
}

/** The address of a token server: https, or http on this machine; a query may belong to it. */
export const serverURL: Check<URL> = (value, field) => {
  const text = value instanceof URL ? value.href : value;
  if (typeof text !== 'string' || !URL.canParse(text))
    throw misuse(field, `must be a URL, got ${typeof text === 'string' ? 'a string that is none' : show(text)}`);
  const url = new URL(text);
  checkScheme(field, url, false);
  if (url.username !== '' || url.password !== '') throw misuse(field, 'must not hold credentials');
  return url;
};
