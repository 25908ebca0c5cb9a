import type { BreakerLimits } from '../lib/breaker.ts';
import { fields, type Given, misuse, show } from '../lib/check.ts';
import { systemClock } from '../lib/clock.ts';
import { Slot } from '../lib/late.ts';
import type { Ledger } from '../types/ledger.ts';
import { budgetOf } from './budget.ts';
import { cacheOf } from './cache.ts';
import { type CandidateSettings, candidatesOf } from './candidates.ts';
import { CLIENT } from './client.ts';
import { DEFAULTS } from './defaults.ts';
import type { Settings } from './settings.ts';
import { SharedThrottle } from './throttle.ts';
import type { Candidate, SecureLLMClientOptions, TimeoutOptions } from './types.ts';

/** Checks the options of a client and fills in the defaults. Throws TypeError naming field, rule and type received. */
export function readOptions(given: SecureLLMClientOptions): Settings {
  const options = fields<SecureLLMClientOptions & { readonly provider: readonly Candidate[] }>(
    given,
    'options',
    unprefixed,
    CLIENT,
  );
  if (options.provider === undefined) throw misuse('provider', 'is missing: pass openai({ … }), local() or your own');
  const clock = options.clock ?? systemClock;
  const candidates = candidatesOf(options.provider, options);
  return {
    given: options as SecureLLMClientOptions,
    candidates,
    sanitize: { ...DEFAULTS.sanitize, ...options.sanitize } as Settings['sanitize'],
    output: { ...DEFAULTS.output, ...options.output } as Settings['output'],
    mode: options.mode ?? DEFAULTS.mode,
    onGuardError: options.onGuardError ?? DEFAULTS.onGuardError,
    guards: options.guards ?? [],
    answers: cacheOf(options.cache, options.vault, clock),
    vault: options.vault,
    budget: budgetOf(options.budget, candidates),
    counter: new Slot(),
    retry: { ...DEFAULTS.retry, ...options.retry } as Settings['retry'],
    breaker: options.breaker !== false && ({ ...DEFAULTS.breaker, ...options.breaker } as BreakerLimits),
    timeout: { ...DEFAULTS.timeout, ...options.timeout } as Settings['timeout'],
    toolPolicy: { ...DEFAULTS.toolPolicy, ...options.toolPolicy } as Settings['toolPolicy'],
    maxInputChars: options.maxInputChars ?? DEFAULTS.maxInputChars,
    audit: options.audit ?? (() => {}),
    layers: options.layers ?? [],
    clock,
  };
}

/**
 * Settings as one call changes them: its time limits win over those of client and candidate, it may want no cache, and a
 * budget for each call begins with it.
 */
export function settingsOfCall(
  shared: Settings,
  { timeout, cache }: { readonly timeout: Given<TimeoutOptions>; readonly cache: false | undefined },
): Settings {
  const { budget } = shared;
  const own = budget?.per === 'call' && { ...budget, ledger: new Slot<Ledger>() };
  const settings = own ? { ...shared, budget: own } : shared;
  const answers = cache === false ? undefined : settings.answers;
  if (Object.keys(timeout).length === 0) return answers === settings.answers ? settings : { ...settings, answers };
  const limited = (candidate: CandidateSettings) => ({ ...candidate, timeout: { ...candidate.timeout, ...timeout } });
  const [first, ...others] = settings.candidates;
  const candidates = [limited(first), ...others.map(limited)] as const;
  return { ...settings, answers, candidates, timeout: { ...settings.timeout, ...timeout } };
}

/**
 * Changes laid over options, each read once. What is `undefined` keeps what was; within a group what is not named stays.
 * `keeps` tells of a name whether neither it nor the provider is changed, so that what stands behind it is shared.
 */
export function mergeOptions(given: SecureLLMClientOptions, changes: Partial<SecureLLMClientOptions>) {
  if (typeof changes !== 'object' || changes === null)
    throw misuse('changes', `must be an object, got ${show(changes)}`);
  const changed = defined(changes);
  const options: Record<string, unknown> = { ...given };
  for (const [name, value] of Object.entries(changed)) {
    const before = options[name] instanceof SharedThrottle ? options[name].options : options[name];
    const isGroup =
      GROUPS.includes(name) && typeof value === 'object' && value !== null && !(value instanceof SharedThrottle);
    options[name] = isGroup ? { ...(before as object | undefined), ...defined(value) } : value;
  }
  const keeps = (...names: readonly (keyof SecureLLMClientOptions)[]) =>
    !names.some((name) => name in changed) && !('provider' in changed);
  return { options: options as unknown as SecureLLMClientOptions, keeps };
}

/** What a client made from another one goes on with: answers, what was spent, what was learnt of tokens. */
export function goingOn(own: Settings, other: Settings, keeps: ReturnType<typeof mergeOptions>['keeps']): Settings {
  const given = own.given.budget;
  const keepsLedger = own.budget && other.budget && given && given.ledger === undefined;
  return {
    ...own,
    ...(keeps('cache', 'vault', 'clock') && { answers: other.answers }),
    ...(keepsLedger && { budget: { ...own.budget, ledger: other.budget.ledger } }),
    ...(own.given.countTokens === other.given.countTokens && { counter: other.counter }),
  };
}

const GROUPS: readonly string[] = [
  'sanitize',
  'output',
  'throttle',
  'cache',
  'budget',
  'retry',
  'breaker',
  'timeout',
  'toolPolicy',
];

const defined = (values: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** `options.retry.maxRetries` is known to users as `retry.maxRetries`. */
const unprefixed = (field: string, rule: string): Error => misuse(field.replace(/^options\./, ''), rule);
