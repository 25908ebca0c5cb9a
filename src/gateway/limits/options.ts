import { ledger } from '../../lib/budget-checks.ts';
import { type Check, callable, fields, group, integer, listOf, misuse, oneOf, show, string } from '../../lib/check.ts';
import type { Ledger } from '../../types/ledger.ts';
import type { SharedRates } from '../../types/shared-rates.ts';
import type { Rates } from '../principal.ts';
import { type Network, readNetwork } from './address.ts';

export interface LimitOptions extends Rates {
  /** What may come from one address, also without a credential: an IPv4 address or an IPv6 /64. @default { requestsPerMinute: 300 } */
  readonly perAddress?: { readonly requestsPerMinute?: number | undefined } | undefined;
  /** Of all principals of a tenant together. @default not limited */
  readonly perTenant?: Rates | undefined;
  /** What a principal may ask of a route, beside what it may ask for at all: `{ '/api/summarize': { requestsPerMinute: 10 } }`. */
  readonly routes?: { readonly [path: string]: { readonly requestsPerMinute: number } } | undefined;
  /** Proxies of yours whose word on who called them counts: addresses and networks such as `10.0.0.0/8`. @default none: the socket's address counts */
  readonly trustedProxies?: readonly string[] | undefined;
  /** The header that they write, and that no caller gets past them. @default 'x-forwarded-for' */
  readonly forwardedHeader?: 'x-forwarded-for' | 'forwarded' | undefined;
  /** Counts for many gateways as one: `redisLimits({ … })`. @default each process counts by itself */
  readonly shared?: { readonly rates: SharedRates; readonly ledger: Ledger } | undefined;
}

/** What may be started in a minute, and what may be under way. `Infinity`: not limited. */
export type Ceilings = { readonly [Kind in keyof Rates]-?: number };

export interface LimitSettings {
  readonly perPrincipal: Ceilings;
  readonly perTenant: Ceilings;
  readonly perAddress: number;
  readonly routes: ReadonlyMap<string, number>;
  readonly trustedProxies: readonly Network[];
  readonly forwardedHeader: 'x-forwarded-for' | 'forwarded';
  readonly shared: LimitOptions['shared'];
}

const NO_CEILINGS: Ceilings = Object.freeze({
  requestsPerMinute: Number.POSITIVE_INFINITY,
  tokensPerMinute: Number.POSITIVE_INFINITY,
  maxConcurrent: Number.POSITIVE_INFINITY,
});

const UNLIMITED: LimitSettings = {
  perPrincipal: NO_CEILINGS,
  perTenant: NO_CEILINGS,
  perAddress: Number.POSITIVE_INFINITY,
  routes: new Map(),
  trustedProxies: [],
  forwardedHeader: 'x-forwarded-for',
  shared: undefined,
};

const DEFAULTS: Ceilings = Object.freeze({ requestsPerMinute: 60, tokensPerMinute: 100_000, maxConcurrent: 50 });
const PER_ADDRESS = 300;

/** A whole number of 1 or more, or `Infinity`. */
export const ceiling: Check<number> = (value, field, refuse) =>
  value === Number.POSITIVE_INFINITY ? value : integer(1)(value, field, refuse);

const RATES = { requestsPerMinute: ceiling, tokensPerMinute: ceiling, maxConcurrent: ceiling };
export const rates = group<Rates>(RATES);

const network: Check<string> = (value, field, refuse) => {
  const text = string(value, field, refuse);
  if (readNetwork(text)) return text;
  throw refuse(field, 'must be an IP address or a network such as `10.0.0.0/8`');
};

const routes: Check<NonNullable<LimitOptions['routes']>> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(field, `must be an object with limits by path, got ${show(value)}`);
  const limits = Object.entries(value).map(([path, given]) => {
    const { requestsPerMinute } = fields<{ requestsPerMinute: number }>(given, `${field}.${path}`, refuse, {
      requestsPerMinute: ceiling,
    });
    if (requestsPerMinute === undefined) throw refuse(`${field}.${path}.requestsPerMinute`, 'is missing');
    return [path, { requestsPerMinute }] as const;
  });
  return Object.fromEntries(limits);
};

const shared: Check<NonNullable<LimitOptions['shared']>> = (value, field, refuse) => {
  const { rates, ledger: kept } = (value ?? {}) as Partial<NonNullable<LimitOptions['shared']>>;
  callable(rates?.take, `${field}.rates.take`, refuse);
  return { rates: rates as SharedRates, ledger: ledger(kept, `${field}.ledger`, refuse) };
};

/** Throws TypeError naming the option at fault. */
export const limitOptions: Check<LimitSettings> = (value, field, refuse) => {
  if (value === false) return UNLIMITED;
  const given = fields<LimitOptions>(value, field, refuse, {
    ...RATES,
    perAddress: group<NonNullable<LimitOptions['perAddress']>>({ requestsPerMinute: ceiling }),
    perTenant: rates,
    routes,
    trustedProxies: listOf(network, 1_000),
    forwardedHeader: oneOf('x-forwarded-for', 'forwarded'),
    shared,
  });
  return {
    perPrincipal: ceilingsOf(given, DEFAULTS),
    perTenant: ceilingsOf(given.perTenant, NO_CEILINGS),
    perAddress: given.perAddress?.requestsPerMinute ?? PER_ADDRESS,
    routes: new Map(Object.entries(given.routes ?? {}).map(([path, each]) => [path, each.requestsPerMinute])),
    trustedProxies: (given.trustedProxies ?? []).flatMap((text) => readNetwork(text) ?? []),
    forwardedHeader: given.forwardedHeader ?? 'x-forwarded-for',
    shared: given.shared,
  };
};

export const USUAL_LIMITS: LimitSettings = limitOptions({}, 'gateway.limits', misuse);

export function ceilingsOf(given: Rates | undefined, otherwise: Ceilings): Ceilings {
  const {
    requestsPerMinute = otherwise.requestsPerMinute,
    tokensPerMinute = otherwise.tokensPerMinute,
    maxConcurrent = otherwise.maxConcurrent,
  } = given ?? {};
  return { requestsPerMinute, tokensPerMinute, maxConcurrent };
}
