import { isSecureLLMError, type ProviderError, type TimeoutError } from '../errors.ts';
import type { TimeoutPhase } from '../types/call.ts';
import type { Verdict } from './breaker.ts';

const SLOW: readonly TimeoutPhase[] = ['attempt', 'first-token', 'idle'];

/**
 * What the failure of an attempt says of its provider. Failed: it was not reached, fell silent, broke off, or reported an
 * error of its own (5xx). A refusal (4xx, 429 too: the throttle and Retry-After see to that) is an answer.
 */
export function verdictOf(error: unknown, signal: AbortSignal): Verdict {
  if (signal.aborted || !isSecureLLMError(error)) return 'cancelled';
  switch (error.code) {
    case 'ERR_NETWORK':
    case 'ERR_STREAM_INTERRUPTED':
      return 'failed';
    case 'ERR_TIMEOUT':
      return SLOW.includes((error as TimeoutError).phase) ? 'failed' : 'answered';
    case 'ERR_PROVIDER':
      return isOutage(error as ProviderError) ? 'failed' : 'answered';
    default:
      return 'answered';
  }
}

/** Whether a provider reported an error of its own; one inside a stream has no status. */
export const isOutage = ({ status, retryable }: ProviderError): boolean =>
  status === undefined ? retryable : status >= 500;
