import { type Check, type Checks, callable, fields, integer, misuse, string } from '../lib/check.ts';
import { type Endpoint, readEndpoint, type Vendor } from '../transport/endpoint.ts';
import type { Fetch } from '../transport/fetch.ts';
import type { GatewayProviderOptions } from './options.ts';
import { problemError } from './problem.ts';
import { type AskToken, tokenProvider } from './token.ts';

/** Options after reading: each read once and checked. */
export interface Settings {
  /** Undefined: the gateway's first. */
  readonly model: string | undefined;
  readonly endpoint: Endpoint;
}

export const NAME = 'gateway';

const VENDOR: Vendor = {
  provider: NAME,
  name: 'the gateway',
  ownURL: '',
  isOwn: () => false,
  keyHeader: 'authorization',
  keyExample: '',
  errorOf: problemError,
};

interface All {
  readonly url: string;
  readonly token: AskToken;
  readonly model: string;
  readonly fetch: Fetch;
  readonly maxEventBytes: number;
  readonly maxResponseBytes: number;
}

const CHECKS: Checks<All> = {
  url: string,
  token: callable as Check<AskToken>,
  model: string,
  fetch: callable as Check<Fetch>,
  maxEventBytes: integer(1),
  maxResponseBytes: integer(1),
};

/** Throws TypeError naming the field and the rule; it never repeats a value. */
export function readOptions(given: GatewayProviderOptions): Settings {
  const { url, token, model, ...rest } = fields<All>(given, NAME, misuse, CHECKS);
  if (url === undefined) throw misuse(`${NAME}.url`, 'is missing: the address of your gateway');
  if (token === undefined) throw misuse(`${NAME}.token`, 'is missing: a function that asks your server for a token');
  const endpoint = readEndpoint({ ...rest, baseURL: url, credentials: tokenProvider(token) }, VENDOR);
  return { model, endpoint };
}
