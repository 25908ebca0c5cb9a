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
