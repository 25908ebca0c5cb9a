import type { AuditSink } from './layers/audit.ts';
import type { ThrottleLimits } from './layers/bottleneck-throttle.ts';
import {
  atLeast,
  type Check,
  type Checks,
  callable,
  fields,
  integer,
  limit,
  listOf,
  misuse,
  oneOf,
  show,
} from './lib/check.ts';
import { systemClock } from './lib/clock.ts';
import type { FenceMode } from './lib/fence.ts';
import { isStandardSchema } from './lib/schema.ts';
import type { Layer, Provider } from './types/call.ts';
import type { Clock } from './types/clock.ts';
import type { Action } from './types/guard.ts';
import type { StandardSchema } from './types/schema.ts';

export interface SanitizeOptions {
  /** Hidden and dangerous characters. `redact` removes them; `false` does not look. @default 'redact' */
  readonly unicode?: Action | false | undefined;
  /** Characters that user text may hold, one at a time; every other one is removed, with a finding. @default all */
  readonly characters?: RegExp | undefined;
  /** What user text must look like: a RegExp that matches it, or a Standard Schema that accepts it. @default anything */
  readonly expect?: RegExp | StandardSchema<unknown, unknown> | undefined;
  /** UTF-16 units in one pass, over all messages; your own trusted text is not counted. @default 100_000 */
  readonly maxChars?: number | undefined;
  /** @default 1_000 */
  readonly maxMessages?: number | undefined;
  /** Nesting of tool inputs and tool schemas. @default 64 */
  readonly maxDepth?: number | undefined;
}

export interface ThrottleOptions {
  /** Starts in any 60 s; remote providers only. @default 500 */
  readonly requestsPerMinute?: number | undefined;
  /** Tokens in any 60 s, estimated before sending; remote providers only. @default 200_000 */
  readonly tokensPerMinute?: number | undefined;
  /** Calls in flight. @default 16 */
  readonly maxConcurrency?: number | undefined;
  /** Calls waiting; one more is refused with ThrottledError. @default 1_000 */
  readonly maxQueue?: number | undefined;
  /** Milliseconds a call may wait; then TimeoutError of phase `queue`. @default 60_000 */
  readonly maxWaitMs?: number | undefined;
}

export interface RetryOptions {
  /** Retries after the first attempt. Integer, 0 to 10. @default 2 */
  readonly maxRetries?: number | undefined;
  /** The longest Retry-After that is waited for, in milliseconds; a longer one fails at once. @default 60_000 */
  readonly maxRetryAfterMs?: number | undefined;
}

/** Milliseconds; `Infinity` for none. An inner limit may be longer than an outer one. */
export interface TimeoutOptions {
  /** One operation: queueing, waiting, retries and all passes, without the time in the reader's hands. @default 600_000 */
  readonly totalMs?: number | undefined;
  /** One attempt: to the first content of a stream, or to the last byte of a whole answer. @default 120_000 */
  readonly attemptMs?: number | undefined;
  /** Streams: to the first content. @default 90_000 */
  readonly firstTokenMs?: number | undefined;
  /** Streams: between content. Pings and empty deltas do not count. @default 60_000 */
  readonly idleMs?: number | undefined;
  /** Streams: how long an absent reader holds the connection. @default 300_000 */
  readonly readerMs?: number | undefined;
}

export interface SecureLLMClientOptions {
  /** Who answers: `openai({ … })`, `local()`, or any object of this shape. */
  readonly provider: Provider;
  readonly sanitize?: SanitizeOptions | undefined;
  readonly throttle?: ThrottleOptions | undefined;
  readonly retry?: RetryOptions | undefined;
  readonly timeout?: TimeoutOptions | undefined;
  /**
   * How untrusted text is marked for a remote model: between lines that carry a nonce (`delimit`), also with a marker
   * between its words (`datamark`), also as base64 (`encode`), or not at all. @default 'delimit'
   */
  readonly fence?: FenceMode | false | undefined;
  /** The longest text that `summarize` takes, in UTF-16 units. @default 2_000_000 */
  readonly maxInputChars?: number | undefined;
  /** Receives one content-free record for every pass of every call. A sink that fails makes the call fail. */
  readonly audit?: AuditSink | undefined;
  /** Layers of your own, between the screen and the retries. What they pass on is screened again if they changed it. */
  readonly layers?: readonly Layer[] | undefined;
  /** Time, for tests. @default the system's */
  readonly clock?: Clock | undefined;
}

/** Every default, in one place. */
export const DEFAULTS = Object.freeze({
  sanitize: Object.freeze({ unicode: 'redact', maxChars: 100_000, maxMessages: 1_000, maxDepth: 64 } as const),
  throttle: Object.freeze({
    requestsPerMinute: 500,
    tokensPerMinute: 200_000,
    maxConcurrency: 16,
    maxQueue: 1_000,
    maxWaitMs: 60_000,
  }),
  retry: Object.freeze({ maxRetries: 2, maxRetryAfterMs: 60_000 }),
  timeout: Object.freeze({
    totalMs: 600_000,
    attemptMs: 120_000,
    firstTokenMs: 90_000,
    idleMs: 60_000,
    readerMs: 300_000,
  }),
  fence: 'delimit',
  maxInputChars: 2_000_000,
} as const);

type Filled<T> = { readonly [Key in keyof T]-?: Exclude<T[Key], undefined> };

/** The options of a client with every default filled in. */
export interface Settings {
  /** The options as they were given, each read once. */
  readonly given: SecureLLMClientOptions;
  readonly provider: Provider;
  readonly sanitize: Filled<Omit<SanitizeOptions, 'characters' | 'expect'>> &
    Pick<SanitizeOptions, 'characters' | 'expect'>;
  readonly throttle: ThrottleLimits;
  readonly retry: Filled<RetryOptions>;
  readonly timeout: Filled<TimeoutOptions>;
  readonly fence: FenceMode | false;
  readonly maxInputChars: number;
  readonly audit: AuditSink;
  readonly layers: readonly Layer[];
  readonly clock: Clock;
}

const pattern: Check<RegExp> = (value, field, refuse) => {
  if (value instanceof RegExp) return new RegExp(value.source, value.flags.replace(/[gy]/g, '')); // stateless
  throw refuse(field, `must be a RegExp, got ${show(value)}`);
};

const expectation: Check<RegExp | StandardSchema<unknown, unknown>> = (value, field, refuse) => {
  if (isStandardSchema(value)) return value;
  if (value instanceof RegExp) return pattern(value, field, refuse);
  throw refuse(field, `must be a RegExp or a Standard Schema, got ${show(value)}`);
};

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

const group =
  <T extends object>(checks: Checks<T>): Check<T> =>
  (value, field, refuse) =>
    fields<T>(value, field, refuse, checks) as T;

/** The check of `timeout`, on clients and calls alike. */
export const TIMEOUT = group<TimeoutOptions>({
  totalMs: limit,
  attemptMs: limit,
  firstTokenMs: limit,
  idleMs: limit,
  readerMs: limit,
});

const CLIENT = {
  provider,
  sanitize: group<SanitizeOptions>({
    unicode: oneOf<Action | false>('block', 'redact', 'warn', 'allow', false),
    characters: pattern,
    expect: expectation,
    maxChars: limit,
    maxMessages: limit,
    maxDepth: integer(1, 1_000),
  }),
  throttle: group<ThrottleOptions>({
    requestsPerMinute: atLeast(1),
    tokensPerMinute: atLeast(1),
    maxConcurrency: atLeast(1),
    maxQueue: atLeast(0),
    maxWaitMs: limit,
  }),
  retry: group<RetryOptions>({ maxRetries: integer(0, 10), maxRetryAfterMs: limit }),
  timeout: TIMEOUT,
  fence: oneOf<FenceMode | false>('delimit', 'datamark', 'encode', false),
  maxInputChars: limit,
  audit: callable as Check<AuditSink>,
  layers: listOf(callable as Check<Layer>, 100),
  clock,
};

/** Checks the options of a client and fills in the defaults. Throws TypeError naming field, rule and type received. */
export function readOptions(given: SecureLLMClientOptions): Settings {
  const options = fields<SecureLLMClientOptions>(given, 'options', unprefixed, CLIENT);
  if (options.provider === undefined) throw misuse('provider', 'is missing: pass openai({ … }), local() or your own');
  const unlimited = { requestsPerMinute: Number.POSITIVE_INFINITY, tokensPerMinute: Number.POSITIVE_INFINITY };
  return {
    given: options as SecureLLMClientOptions,
    provider: options.provider,
    sanitize: { ...DEFAULTS.sanitize, ...options.sanitize } as Settings['sanitize'],
    throttle: {
      ...DEFAULTS.throttle,
      ...options.throttle,
      ...(options.provider.capabilities.remote ? {} : unlimited),
    } as ThrottleLimits,
    retry: { ...DEFAULTS.retry, ...options.retry } as Settings['retry'],
    timeout: { ...DEFAULTS.timeout, ...options.timeout } as Settings['timeout'],
    fence: options.provider.capabilities.remote ? (options.fence ?? DEFAULTS.fence) : false,
    maxInputChars: options.maxInputChars ?? DEFAULTS.maxInputChars,
    audit: options.audit ?? (() => {}),
    layers: options.layers ?? [],
    clock: options.clock ?? systemClock,
  };
}

/**
 * Changes laid over options, each read once. What is `undefined` keeps what was; within a group what is not named stays.
 * The throttle is shared unless it, or the provider, is changed.
 */
export function mergeOptions(given: SecureLLMClientOptions, changes: Partial<SecureLLMClientOptions>) {
  if (typeof changes !== 'object' || changes === null)
    throw misuse('changes', `must be an object, got ${show(changes)}`);
  const changed = defined(changes);
  const options: Record<string, unknown> = { ...given };
  for (const [name, value] of Object.entries(changed)) {
    const before = options[name];
    const isGroup = GROUPS.includes(name) && typeof value === 'object' && value !== null;
    options[name] = isGroup ? { ...(before as object | undefined), ...defined(value) } : value;
  }
  const sharesThrottle = !('throttle' in changed || 'provider' in changed);
  return { options: options as unknown as SecureLLMClientOptions, sharesThrottle };
}

const GROUPS: readonly string[] = ['sanitize', 'throttle', 'retry', 'timeout'];

const defined = (values: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** `options.retry.maxRetries` is known to users as `retry.maxRetries`. */
const unprefixed = (field: string, rule: string): Error => misuse(field.replace(/^options\./, ''), rule);
