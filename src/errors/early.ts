import type { TimeoutPhase } from '../types/call.ts';
import { type ErrorDetails, SecureLLMError } from './base.ts';

/** The input of a call breaks a rule; nothing was sent. The message names the field, the rule and the remedy. */
export class InvalidInputError extends SecureLLMError {
  override readonly name = 'InvalidInputError';
  readonly code = 'ERR_INVALID_INPUT';
  readonly retryable = false;
  /** The argument at fault, such as `messages[2].content`. */
  readonly field: string;
  /** The rule and what whoever made the input can do, without the option that you could change. */
  readonly rule: string;
  constructor(field: string, rule: string, yours?: string) {
    super(`\`${field}\` ${rule}${yours === undefined ? '' : `, or ${yours}`}`);
    this.field = field;
    this.rule = rule;
  }
}

/** A safeguard itself failed, so the call was stopped: safeguards fail closed. */
export class GuardError extends SecureLLMError {
  override readonly name = 'GuardError';
  readonly code = 'ERR_GUARD';
  readonly retryable = false;
  /** The safeguard that failed. */
  readonly guard: string;
  constructor(guard: string, cause: unknown) {
    super(`The \`${guard}\` safeguard failed, so the call was stopped: see \`cause\` for what it threw`, { cause });
    this.guard = guard;
  }
}

/** The provider could not be reached, or the connection broke. A certificate that is not accepted is never retried. */
export class NetworkError extends SecureLLMError {
  override readonly name = 'NetworkError';
  readonly code = 'ERR_NETWORK';
  readonly retryable: boolean;
  constructor(rule: string, details: ErrorDetails & { readonly retryable?: boolean } = {}) {
    super(rule, details);
    this.retryable = details.retryable ?? true;
  }
}

const TIMEOUTS: Record<TimeoutPhase, { readonly option: string; readonly what: string }> = {
  queue: { option: 'throttle.maxWaitMs', what: 'no place in the client throttle' },
  attempt: { option: 'timeout.attemptMs', what: 'no complete answer to one attempt' },
  'first-token': { option: 'timeout.firstTokenMs', what: 'no first content from the stream' },
  idle: { option: 'timeout.idleMs', what: 'no further content from the stream' },
  total: { option: 'timeout.totalMs', what: 'the call did not end' },
  reader: { option: 'timeout.readerMs', what: 'the stream was not read on' },
};

/** A time limit passed. `phase` says which one. */
export class TimeoutError extends SecureLLMError {
  override readonly name = 'TimeoutError';
  readonly code = 'ERR_TIMEOUT';
  readonly retryable: boolean;
  readonly phase: TimeoutPhase;
  readonly limitMs: number;
  constructor(phase: TimeoutPhase, limitMs: number) {
    const { option, what } = TIMEOUTS[phase];
    super(`Timed out: ${what} within ${limitMs} ms; raise \`${option}\` if that is expected`);
    this.phase = phase;
    this.limitMs = limitMs;
    this.retryable = phase === 'attempt' || phase === 'first-token';
  }
}
