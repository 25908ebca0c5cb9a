import { isSecureLLMError, type ProviderError, type ThrottledError, type TimeoutError } from '../errors.ts';
import { isOutage } from './verdict.ts';

/** Errors that are about one provider, its account or our way to it: another one may do better. */
const OF_THE_PROVIDER: ReadonlySet<string> = new Set([
  'ERR_NETWORK',
  'ERR_STREAM_INTERRUPTED',
  'ERR_RESPONSE_FORMAT',
  'ERR_RATE_LIMIT',
  'ERR_QUOTA_EXCEEDED',
  'ERR_AUTHENTICATION',
  'ERR_PERMISSION_DENIED',
  'ERR_CONTEXT_LENGTH', // of its model: the next may have a longer one, and nothing was paid for
  'ERR_CIRCUIT_OPEN',
]);

/**
 * Whether the next provider is asked after this error. Never after what a safeguard, a schema or the caller decided, nor
 * after a refusal of the request itself, which would be refused elsewhere too.
 */
export function fallsBack(error: unknown): boolean {
  if (!isSecureLLMError(error)) return false;
  if (error.code === 'ERR_TIMEOUT') return ['queue', 'attempt', 'first-token'].includes((error as TimeoutError).phase);
  if (error.code === 'ERR_PROVIDER') return error.retryable || isOutage(error as ProviderError) || error.status === 404; // 404: the model is gone
  if (error.code === 'ERR_THROTTLED') return !(error as ThrottledError).ofScope;
  return OF_THE_PROVIDER.has(error.code);
}
