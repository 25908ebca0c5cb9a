import { SecureLLMError } from './base.ts';

/** The local queue is full, or the call is heavier than the limit; nothing was sent. */
export class ThrottledError extends SecureLLMError {
  override readonly name = 'ThrottledError';
  readonly code = 'ERR_THROTTLED';
  readonly retryable: boolean;
  /** Whether it is the limit of the call's own scope, which holds whoever would be asked. */
  readonly ofScope: boolean;
  constructor(retryAfterMs: number | undefined, rule: string, { ofScope = false } = {}) {
    super(`Client throttle: ${rule}`, { retryAfterMs });
    this.ofScope = ofScope;
    this.retryable = retryAfterMs !== undefined;
  }
}

/** This provider kept failing, so its breaker lets nothing through for a while; nothing was sent. */
export class CircuitOpenError extends SecureLLMError {
  override readonly name = 'CircuitOpenError';
  readonly code = 'ERR_CIRCUIT_OPEN';
  readonly retryable = true;
  constructor(provider: string, retryAfterMs: number) {
    super(
      `\`${provider}\` kept failing, so its breaker is open: retry in ${retryAfterMs} ms, or name a provider to fall back to`,
      { provider, retryAfterMs },
    );
  }
}

/**
 * A budget has no room for a call, and nothing was sent; or an answer ran past one and a half times what was reserved for
 * it, and was cut off. `left` says what may still be spent, of what is limited; `retryAfterMs` when the window ends.
 */
export class BudgetExceededError extends SecureLLMError {
  override readonly name = 'BudgetExceededError';
  readonly code = 'ERR_BUDGET_EXCEEDED';
  /** Whether the same call fits into a new window. */
  readonly retryable: boolean;
  readonly left: { readonly tokens?: number; readonly cost?: number };
  constructor(rule: string, left: BudgetExceededError['left'], retryAfterMs?: number) {
    super(`Budget: ${rule}`, { retryAfterMs });
    this.left = left;
    this.retryable = retryAfterMs !== undefined;
  }
}
