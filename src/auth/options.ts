import { isSecureLLMError, ProviderError } from '../errors.ts';
import { type Check, type Checks, callable, invalid, limit, misuse, oneOf, show, string } from '../lib/check.ts';
import { type Fetch, lateFetch } from '../transport/fetch.ts';
import { checkPage } from '../transport/misplaced-key.ts';
import type { Connection } from './bounded-fetch.ts';

/** How an authorization server is reached. */
export interface ServerOptions {
  /** @default `globalThis.fetch`, looked up at every request */
  readonly fetch?: Fetch | undefined;
  /** The longest wait for one reply, in milliseconds. @default 10_000 */
  readonly timeoutMs?: number | undefined;
  /** Allows secrets in a web page, where every visitor can read them. @default false */
  readonly dangerouslyAllowBrowser?: boolean | undefined;
}

/** The options above after their checks. */
export interface GivenServer {
  readonly fetch: Fetch;
  readonly timeoutMs: number;
  readonly dangerouslyAllowBrowser: boolean;
}

const flag = oneOf<boolean>(true, false);

export const SERVER_CHECKS: Checks<GivenServer> = {
  fetch: callable as Check<Fetch>,
  timeoutMs: limit,
  dangerouslyAllowBrowser: flag,
};

/** Throws TypeError in a web page. */
export function connectionOf(given: Partial<GivenServer>, name: string, address: string): Connection {
  if (!given.dangerouslyAllowBrowser) checkPage(true, {}, name);
  const { fetch = lateFetch, timeoutMs = 10_000 } = given;
  return { name, address, fetch, timeoutMs };
}

/** A value that is sent, or whoever tells it before every request. */
export type Told = string | (() => string | Promise<string>);

export const told: Check<Told> = (value, field, refuse) => {
  if (typeof value === 'function') return value as () => string | Promise<string>;
  return string(value, field, refuse);
};

/** What a function of the caller throws may hold anything, so its words are left out. */
export async function tell(given: Told, name: string, option: string): Promise<string> {
  if (typeof given === 'string') return given;
  let value: unknown;
  try {
    value = await given();
  } catch (cause) {
    if (isSecureLLMError(cause)) throw cause;
    throw new ProviderError(`was not called, as the \`${option}\` function threw: see \`cause\``, {
      provider: name,
      cause,
      retryable: false,
    });
  }
  return string(value, `${name}.${option}`, invalid);
}

/** Throws TypeError where a needed option is missing. */
export function needed<T>(value: T | undefined, field: string): T {
  if (value !== undefined) return value;
  throw misuse(field, 'is missing');
}

/** A record of its own, such as a parsed file. */
export const record: Check<Readonly<Record<string, unknown>>> = (value, field, refuse) => {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw refuse(field, `must be an object, got ${show(value)}`);
};
