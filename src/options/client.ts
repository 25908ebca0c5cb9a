import type { AuditSink } from '../layers/audit.ts';
import { type Check, callable, clock, group, integer, limit, listOf, number, oneOf, show } from '../lib/check.ts';
import type { FenceMode } from '../lib/fence.ts';
import type { CountTokens } from '../lib/token-counter.ts';
import { TOOL_POLICY } from '../tools/policy.ts';
import type { Layer } from '../types/call.ts';
import type { Vault } from '../types/vault.ts';
import { BUDGET } from './budget.ts';
import { CACHE } from './cache.ts';
import { PROVIDERS } from './candidates.ts';
import { GUARDS } from './guards.ts';
import { OUTPUT, SANITIZE } from './screening.ts';
import type { Settings } from './settings.ts';
import { THROTTLE } from './throttle.ts';
import type { BreakerOptions, RetryOptions, TimeoutOptions } from './types.ts';

/** The check of `vault`, of clients and conversations alike. */
export const vault: Check<Vault> = (value, field, refuse) => {
  const { seal, open } = (value ?? {}) as Partial<Vault>;
  if (typeof seal === 'function' && typeof open === 'function') return value as Vault;
  throw refuse(field, `must have \`seal\` and \`open\`, as vault({ keyRing }) has, got ${show(value)}`);
};

/** The check of `timeout`, on clients and calls alike. */
export const TIMEOUT = group<TimeoutOptions>({
  totalMs: limit,
  attemptMs: limit,
  firstTokenMs: limit,
  idleMs: limit,
  readerMs: limit,
});

const limits = group<BreakerOptions>({
  failureRate: number(0.01, 1),
  minAttempts: integer(1, 1_000),
  windowMs: limit,
  openMs: limit,
});

const breaker: Check<BreakerOptions | false> = (value, field, refuse) =>
  value === false ? false : limits(value, field, refuse);

/** A check for each option of a client. */
export const CLIENT = {
  provider: PROVIDERS,
  sanitize: SANITIZE,
  output: OUTPUT,
  mode: oneOf<Settings['mode']>('enforce', 'report'),
  onGuardError: oneOf<Settings['onGuardError']>('block', 'allow'),
  guards: GUARDS,
  throttle: THROTTLE,
  cache: CACHE,
  vault,
  budget: BUDGET,
  countTokens: callable as Check<CountTokens>,
  retry: group<RetryOptions>({ maxRetries: integer(0, 10), maxRetryAfterMs: limit }),
  breaker,
  timeout: TIMEOUT,
  toolPolicy: TOOL_POLICY,
  fence: oneOf<FenceMode | false>('delimit', 'datamark', 'encode', false),
  maxInputChars: limit,
  audit: callable as Check<AuditSink>,
  layers: listOf(callable as Check<Layer>, 100),
  clock,
};
