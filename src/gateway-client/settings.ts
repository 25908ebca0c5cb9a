import { type Check, type Checks, callable, fields, integer, misuse, string } from '../lib/check.ts';
import { checkBaseURL } from '../transport/base-url.ts';
import type { Fetch } from '../transport/fetch.ts';
import type { GatewayProviderOptions } from './options.ts';

export type AskToken = GatewayProviderOptions['token'];

/** Options after reading: each read once and checked. */
export interface Settings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: AskToken;
  /** Undefined: the gateway's first. */
  readonly model?: string;
  readonly fetch?: Fetch;
  readonly maxEventBytes?: number;
  readonly maxResponseBytes?: number;
}

export const NAME = 'gateway';

const CHECKS: Checks<Settings> = {
  url: string,
  token: callable as Check<AskToken>,
  model: string,
  fetch: callable as Check<Fetch>,
  maxEventBytes: integer(1),
  maxResponseBytes: integer(1),
};

/** Throws TypeError naming the field and the rule; it never repeats a value. */
export function readOptions(given: GatewayProviderOptions): Settings {
  const { url, token, ...rest } = fields<Settings>(given, NAME, misuse, CHECKS);
  if (url === undefined) throw misuse(`${NAME}.url`, 'is missing: the address of your gateway');
  if (token === undefined) throw misuse(`${NAME}.token`, 'is missing: a function that asks your server for a token');
  return { ...rest, url: checkBaseURL(`${NAME}.url`, url).href.replace(/\/$/, ''), token };
}
