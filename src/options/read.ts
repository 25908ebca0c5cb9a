import { fields, misuse, show } from '../lib/check.ts';
import { systemClock } from '../lib/clock.ts';
import { cacheOf } from './cache.ts';
import { CLIENT } from './client.ts';
import { DEFAULTS } from './defaults.ts';
import type { Settings } from './settings.ts';
import { SharedThrottle, throttleLimits } from './throttle.ts';
import type { SecureLLMClientOptions, ThrottleOptions } from './types.ts';

/** Checks the options of a client and fills in the defaults. Throws TypeError naming field, rule and type received. */
export function readOptions(given: SecureLLMClientOptions): Settings {
  const options = fields<SecureLLMClientOptions>(given, 'options', unprefixed, CLIENT);
  if (options.provider === undefined) throw misuse('provider', 'is missing: pass openai({ … }), local() or your own');
  const { provider, throttle = {} } = options;
  const shared = throttle instanceof SharedThrottle ? throttle : undefined;
  const clock = options.clock ?? systemClock;
  return {
    given: options as SecureLLMClientOptions,
    provider,
    sanitize: { ...DEFAULTS.sanitize, ...options.sanitize } as Settings['sanitize'],
    throttle: throttleLimits(shared?.options ?? (throttle as ThrottleOptions), provider),
    sharedThrottle: shared,
    output: { ...DEFAULTS.output, ...options.output } as Settings['output'],
    mode: options.mode ?? DEFAULTS.mode,
    onGuardError: options.onGuardError ?? DEFAULTS.onGuardError,
    guards: options.guards ?? [],
    answers: cacheOf(options.cache, clock),
    retry: { ...DEFAULTS.retry, ...options.retry } as Settings['retry'],
    timeout: { ...DEFAULTS.timeout, ...options.timeout } as Settings['timeout'],
    fence: provider.capabilities.remote ? (options.fence ?? DEFAULTS.fence) : false,
    maxInputChars: options.maxInputChars ?? DEFAULTS.maxInputChars,
    audit: options.audit ?? (() => {}),
    layers: options.layers ?? [],
    clock,
  };
}

/**
 * Changes laid over options, each read once. What is `undefined` keeps what was; within a group what is not named stays.
 * The throttle and the cache are shared unless they, or the provider, are changed.
 */
export function mergeOptions(given: SecureLLMClientOptions, changes: Partial<SecureLLMClientOptions>) {
  if (typeof changes !== 'object' || changes === null)
    throw misuse('changes', `must be an object, got ${show(changes)}`);
  const changed = defined(changes);
  const options: Record<string, unknown> = { ...given };
  for (const [name, value] of Object.entries(changed)) {
    const before = options[name];
    const isGroup =
      GROUPS.includes(name) && typeof value === 'object' && value !== null && !(value instanceof SharedThrottle);
    options[name] = isGroup ? { ...(before as object | undefined), ...defined(value) } : value;
  }
  const sharesThrottle = !('throttle' in changed || 'provider' in changed);
  const sharesCache = !('cache' in changed || 'provider' in changed || 'clock' in changed);
  return { options: options as unknown as SecureLLMClientOptions, sharesThrottle, sharesCache };
}

const GROUPS: readonly string[] = ['sanitize', 'output', 'throttle', 'cache', 'retry', 'timeout'];

const defined = (values: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** `options.retry.maxRetries` is known to users as `retry.maxRetries`. */
const unprefixed = (field: string, rule: string): Error => misuse(field.replace(/^options\./, ''), rule);
