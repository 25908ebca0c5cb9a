import type { AuditSink } from '../layers/audit.ts';
import { type Check, callable, group, integer, limit, listOf, oneOf, show } from '../lib/check.ts';
import type { FenceMode } from '../lib/fence.ts';
import type { Layer, Provider } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import { CACHE } from './cache.ts';
import { GUARDS } from './guards.ts';
import { OUTPUT, SANITIZE } from './screening.ts';
import type { Settings } from './settings.ts';
import { THROTTLE } from './throttle.ts';
import type { RetryOptions, TimeoutOptions } from './types.ts';

const provider: Check<Provider> = (value, field, refuse) => {
  const { name, model, capabilities, call } = (value ?? {}) as Partial<Provider>;
  if (
    typeof name === 'string' &&
    typeof model === 'string' &&
    typeof capabilities === 'object' &&
    capabilities !== null &&
    typeof call === 'function'
  )
    return { name, model, capabilities: Object.freeze({ ...capabilities }), call: call.bind(value) };
  throw refuse(field, `must be a provider such as openai({ … }) or local(), got ${show(value)}`);
};

const clock: Check<Clock> = (value, field, refuse) => {
  const { now, after } = (value ?? {}) as Partial<Clock>;
  if (typeof now === 'function' && typeof after === 'function') return value as Clock;
  throw refuse(field, `must have \`now\` and \`after\`, got ${show(value)}`);
};

/** The check of `timeout`, on clients and calls alike. */
export const TIMEOUT = group<TimeoutOptions>({
  totalMs: limit,
  attemptMs: limit,
  firstTokenMs: limit,
  idleMs: limit,
  readerMs: limit,
});

/** A check for each option of a client. */
export const CLIENT = {
  provider,
  sanitize: SANITIZE,
  output: OUTPUT,
  mode: oneOf<Settings['mode']>('enforce', 'report'),
  onGuardError: oneOf<Settings['onGuardError']>('block', 'allow'),
  guards: GUARDS,
  throttle: THROTTLE,
  cache: CACHE,
  retry: group<RetryOptions>({ maxRetries: integer(0, 10), maxRetryAfterMs: limit }),
  timeout: TIMEOUT,
  fence: oneOf<FenceMode | false>('delimit', 'datamark', 'encode', false),
  maxInputChars: limit,
  audit: callable as Check<AuditSink>,
  layers: listOf(callable as Check<Layer>, 100),
  clock,
};
