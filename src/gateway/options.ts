import { SecureLLMClient } from '../client.ts';
import {
  type Check,
  callable,
  clock,
  fields,
  group,
  integer,
  limit,
  listOf,
  misuse,
  oneOf,
  show,
  string,
} from '../lib/check.ts';
import { systemClock } from '../lib/clock.ts';
import type { Clock } from '../types/clock.ts';
import type { CorsOptions } from './http/cors.ts';
import { origin } from './http/origin.ts';
import { type BudgetOptions, type BudgetSettings, budgetOptions, NO_BUDGET } from './limits/budget-options.ts';
import { type LimitOptions, type LimitSettings, limitOptions, USUAL_LIMITS } from './limits/options.ts';
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
  /** How often may be asked, by whom. `false`: only the limits that principals bring. @default on: see each */
  readonly limits?: LimitOptions | false | undefined;
  /** What may be spent. @default only the budgets that principals bring */
  readonly budget?: BudgetOptions | undefined;
  /** Requests under way in this process, from the door to the end of the answer; one more is refused with status 503. @default 1_000 */
  readonly maxConcurrent?: number | undefined;
  /** Whether `GET /metrics` answers, to anybody: keep it off where strangers can ask. @default false */
  readonly metrics?: boolean | undefined;
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
  readonly limits: LimitSettings;
  readonly budget: BudgetSettings;
  readonly maxConcurrent: number;
  readonly metrics: boolean;
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

/** What is kept in another form than it is given. */
type Read = 'auth' | 'tokens' | 'limits' | 'budget';
type Checked = Omit<GatewayOptions, Read> & Pick<GatewaySettings, Read>;

/** Throws TypeError naming the option at fault. */
export function readGatewayOptions(given: GatewayOptions): GatewaySettings {
  const options = fields<Checked>(given, 'gateway', misuse, {
    client,
    auth,
    tokens: browserTokens,
    models,
    limits: limitOptions,
    budget: budgetOptions,
    maxConcurrent: limit,
    metrics: oneOf(true, false),
    cors: group<CorsOptions>({ origins: listOf(origin, 100), maxAgeSeconds: integer(0, 86_400) }),
    audit: callable as Check<GatewayAudit>,
    maxBodyBytes: integer(1),
    maxBodyDepth: integer(1, 1_000),
    bodyMs: limit,
    clock,
  });
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
    limits: options.limits ?? USUAL_LIMITS,
    budget: options.budget ?? NO_BUDGET,
    maxConcurrent: options.maxConcurrent ?? 1_000,
    metrics: options.metrics ?? false,
    audit: options.audit,
    maxBodyBytes: options.maxBodyBytes ?? 1_048_576,
    maxBodyDepth: options.maxBodyDepth ?? 64,
    bodyMs: options.bodyMs ?? 30_000,
    clock: options.clock ?? systemClock,
  };
}
