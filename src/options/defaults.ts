import type { InputPolicies, OutputPolicies } from '../guards/defaults.ts';
import { OPT_IN } from '../guards/entities/asked.ts';
import { type NameOf, RULE_NAMES } from '../guards/names.ts';
import type { ActionTable, Choice } from '../lib/screening/policy.ts';
import type { SecureLLMClientOptions } from './types.ts';

/** Every default, in one place. */
export const DEFAULTS = Object.freeze({
  sanitize: Object.freeze({
    unicode: 'redact',
    secrets: 'redact',
    pii: 'redact',
    injection: 'block',
    maxChars: 100_000,
    maxMessages: 1_000,
    maxDepth: 64,
  } as const),
  output: Object.freeze({
    unicode: 'redact',
    links: 'redact',
    allowedHosts: Object.freeze([]) as readonly string[],
    secrets: 'redact',
    pii: 'warn',
    leak: 'block',
  } as const),
  mode: 'enforce',
  onGuardError: 'block',
  throttle: Object.freeze({
    requestsPerMinute: 500,
    tokensPerMinute: 200_000,
    maxConcurrency: 16,
    maxQueue: 1_000,
    maxWaitMs: 60_000,
    adaptive: true,
  }),
  /** Of a cache that was asked for; by default there is none. */
  cache: Object.freeze({ ttlMs: 3_600_000, maxEntries: 1_000 }),
  /** Of a budget that was asked for; by default there is none. */
  budget: Object.freeze({ per: 'call', windowMs: 86_400_000 } as const),
  retry: Object.freeze({ maxRetries: 2, maxRetryAfterMs: 60_000 }),
  breaker: Object.freeze({ failureRate: 0.5, minAttempts: 10, windowMs: 30_000, openMs: 30_000 }),
  timeout: Object.freeze({
    totalMs: 600_000,
    attemptMs: 120_000,
    firstTokenMs: 90_000,
    idleMs: 60_000,
    readerMs: 300_000,
  }),
  toolPolicy: Object.freeze({ maxSteps: 5, maxParallel: 4, timeoutMs: 30_000, maxOutputChars: 20_000 }),
  fence: 'delimit',
  maxInputChars: 2_000_000,
} as const);

type Preset = Readonly<Required<Pick<SecureLLMClientOptions, 'sanitize' | 'output'>>>;

/** Links are judged by a guard of their own, and UUIDs name things more than persons. */
const KEPT: readonly string[] = ['URL', 'UUID', ...OPT_IN];

/**
 * Three sets of choices to spread into the options of a client: `{ provider, ...presets.strict }`. `balanced` is the
 * defaults; `strict` refuses keys, a copied system text and all that would warn of an injection, and replaces personal data both
 * ways; `permissive` only warns of personal data, injections and leaks.
 */
export const presets: { readonly [Name in 'strict' | 'balanced' | 'permissive']: Preset } = Object.freeze({
  strict: preset(
    { secrets: 'block', pii: { IP_ADDRESS: 'redact' }, injection: everyInjection('block') },
    { secrets: 'block', pii: everyEntity('redact'), leak: { 'leak/system-text': 'block', 'leak/fence': 'redact' } },
  ),
  balanced: preset({}, {}),
  permissive: preset(
    { secrets: 'redact', pii: 'warn', injection: 'warn' },
    { secrets: 'redact', pii: 'warn', leak: 'warn' },
  ),
});

/** By name a choice begins where the guard would warn. */
function everyInjection(choice: Choice): ActionTable<NameOf<'injection'>> {
  return Object.freeze(Object.fromEntries(RULE_NAMES.injection.map((name) => [name, choice])));
}

/** Also those that one choice for the whole guard leaves as they are. */
function everyEntity(choice: Choice): ActionTable<NameOf<'pii'>> {
  const entities = RULE_NAMES.pii.filter((name) => !name.includes('/') && !KEPT.includes(name));
  return Object.freeze(Object.fromEntries(entities.map((entity) => [entity, choice])));
}

function preset(sanitize: InputPolicies, output: OutputPolicies): Preset {
  const { unicode, secrets, pii, injection } = DEFAULTS.sanitize;
  const { allowedHosts: _, ...answers } = DEFAULTS.output;
  return Object.freeze({
    sanitize: Object.freeze({ unicode, secrets, pii, injection, ...sanitize }),
    output: Object.freeze({ ...answers, ...output }),
  });
}
