import { SecureLLMClient } from '../client.ts';
import { type Check, callable, fields, group, integer, limit, listOf, misuse, show, string } from '../lib/check.ts';
import { systemClock } from '../lib/clock.ts';
import type { Clock } from '../types/clock.ts';
import type { CorsOptions } from './http/cors.ts';
import { origin } from './http/origin.ts';
import type { ServedModels } from './models.ts';
import type { Authenticator } from './principal.ts';
import type { GatewayAudit } from './record.ts';
import { type BrowserTokens, browserTokens, type TokenOptions } from './tokens/browser-tokens.ts';

export interface GatewayOptions {
  /** Answers every request that is let in. */
  readonly client: SecureLLMClient;
  /** Who may ask: `apiKeys({ … })`, `jwt({ … })`, `introspection({ … })`, or a function of yours. Of several the first that knows the token. */
  readonly auth: Authenticator | readonly Authenticator[];
  /** Lets `POST /api/tokens` mint short-lived tokens for web pages, and lets those in. @default no such tokens */
  readonly tokens?: TokenOptions | undefined;
  /** What may be asked for: names that the client takes as `model`, or a client for each name. The first is the default. @default the client's own model */
  readonly models?: ServedModels | undefined;
  /** Pages that may ask. @default none */
  readonly cors?: CorsOptions | undefined;
  /** Receives one content-free record for every request. @default none */
  readonly audit?: GatewayAudit | undefined;
  /** @default 1_048_576 */
  readonly maxBodyBytes?: number | undefined;
  /** Nesting of a body. @default 64 */
  readonly maxBodyDepth?: number | undefined;
  /** Milliseconds in which a body must have arrived. @default 30_000 */
  readonly bodyMs?: number | undefined;
  /** Time, for tests. @default the system's */
  readonly clock?: Clock | undefined;
}

/** The options, checked, with what was left out. */
export interface GatewaySettings {
  readonly client: SecureLLMClient;
  readonly auth: readonly Authenticator[];
  readonly tokens: BrowserTokens | undefined;
  readonly models: ServedModels | undefined;
  readonly cors: CorsOptions | undefined;
  readonly audit: GatewayAudit | undefined;
  readonly maxBodyBytes: number;
  readonly maxBodyDepth: number;
  readonly bodyMs: number;
  readonly clock: Clock;
}

const client: Check<SecureLLMClient> = (value, field, refuse) => {
  if (value instanceof SecureLLMClient) return value;
  throw refuse(field, `must be a SecureLLMClient, got ${show(value)}`);
};

const authenticator = callable as Check<Authenticator>;

const auth: Check<readonly Authenticator[]> = (value, field, refuse) => {
  const all = listOf(authenticator, 20)(Array.isArray(value) ? value : [value], field, refuse);
  if (all.length === 0) throw refuse(field, 'must hold one authenticator at least');
  return all;
};

const models: Check<ServedModels> = (value, field, refuse) => {
  if (Array.isArray(value)) {
    if (value.length === 0) throw refuse(field, 'must name one model at least');
    return listOf(string, 1_000)(value, field, refuse);
  }
  if (typeof value !== 'object' || value === null)
    throw refuse(field, `must be names or clients by name, got ${show(value)}`);
  const entries = Object.entries(value).map(([name, own]) => [name, client(own, `${field}.${name}`, refuse)] as const);
  if (entries.length === 0) throw refuse(field, 'must name one model at least');
  return Object.fromEntries(entries);
};

/** Throws TypeError naming the option at fault. */
export function readGatewayOptions(given: GatewayOptions): GatewaySettings {
  const options = fields<Omit<GatewayOptions, 'auth' | 'tokens'> & Pick<GatewaySettings, 'auth' | 'tokens'>>(
    given,
    'gateway',
    misuse,
    {
      client,
      auth,
      tokens: browserTokens,
      models,
      cors: group<CorsOptions>({ origins: listOf(origin, 100), maxAgeSeconds: integer(0, 86_400) }),
      audit: callable as Check<GatewayAudit>,
      maxBodyBytes: integer(1),
      maxBodyDepth: integer(1, 1_000),
      bodyMs: limit,
      clock: group<Clock>({ now: callable as Check<Clock['now']>, after: callable as Check<Clock['after']> }),
    },
  );
  if (options.client === undefined) throw misuse('gateway.client', 'is missing');
  if (options.auth === undefined)
    throw misuse('gateway.auth', 'is missing: say who may ask, such as `apiKeys({ store })`');
  if (options.cors && options.cors.origins === undefined) throw misuse('gateway.cors.origins', 'is missing');
  return {
    client: options.client,
    auth: options.tokens ? [options.tokens.authenticate, ...options.auth] : options.auth,
    tokens: options.tokens,
    models: options.models,
    cors: options.cors,
    audit: options.audit,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    maxBodyDepth: options.maxBodyDepth ?? 64,
    bodyMs: options.bodyMs ?? 30_000,
    clock: given.clock ?? systemClock,
  };
}
