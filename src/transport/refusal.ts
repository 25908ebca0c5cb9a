import {
  AuthenticationError,
  ContentFilterError,
  ContextLengthError,
  type ErrorDetails,
  isSecureLLMError,
  PermissionDeniedError,
  ProviderError,
  QuotaExceededError,
  RateLimitError,
  type SecureLLMError,
} from '../errors.ts';
import { parseJson } from '../lib/json.ts';
import { readText } from './body.ts';
import { type Complaint, readComplaint } from './complaint.ts';
import type { Exchange } from './exchange.ts';
import { discard } from './fetch.ts';
import { mediaTypeOf } from './read-json.ts';
import { requestIdOf } from './request-id.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Reply } from './transport.ts';

const MAX_ERROR_BYTES = 64 * 1024;
const RETRYABLE: ReadonlySet<number> = new Set([408, 409, 425, 429, 500, 502, 503, 504, 529]);

const QUOTA =
  /^(?:insufficient_quota|insufficient_balance|billing_hard_limit_reached|billing_not_active|billing_error|credit_balance\w*|\w+_spend_limit_reached|usage_limit_reached|BILLING_DISABLED)$/;
const KEY = /^API_KEY_INVALID$/; // Google answers 400
const CONTEXT = /^(?:context_length_exceeded|string_above_max_length|exceed_context_size_error|prompt_too_long)$/;
const FILTER = /^(?:content_filter|(?:image_)?content_policy_violation|bio_policy|misalignment_policy_violation)$/;

/**
 * Reads the body of an error reply, at most 64 KiB of it, and makes the error for it. A wait that the body alone asks for is
 * told as one of the headers would be.
 */
export async function refusal(reply: Reply, exchange: Exchange): Promise<SecureLLMError> {
  const body = parseJson(await readStart(reply, exchange));
  const complaint = readComplaint(body, exchange) ?? {};
  const details: ErrorDetails = {
    provider: exchange.provider,
    status: reply.status,
    requestId: requestIdOf(reply, exchange) ?? complaint.requestId,
    retryAfterMs: retryAfterMs(reply.headers),
  };
  if (reply.status === 429 && details.retryAfterMs === undefined && complaint.retryAfterMs && !complaint.isUsedUp)
    exchange.learn?.({ retryAfterMs: complaint.retryAfterMs });
  return (
    exchange.errorOf?.(body, reply.status, details) ??
    errorFor(reply.status, complaint, details, reply.headers.get('x-should-retry'))
  );
}

/**
 * The error class for a status and what the provider says about it; `details.status` is absent when the status was not
 * sent but follows from an error inside an answer. `shouldRetry` is the header `x-should-retry`: it
 * decides where waiting could help, and does not undo a refused key, a used-up quota or an input that is too long.
 */
export function errorFor(
  status: number,
  complaint: Complaint,
  details: ErrorDetails,
  shouldRetry: string | null = null,
): SecureLLMError {
  const words = [complaint.code, complaint.type].filter((word) => word !== undefined);
  const says = (pattern: RegExp) => words.some((word) => pattern.test(word));
  if (status === 402 || says(QUOTA) || complaint.isUsedUp) return new QuotaExceededError(details);
  if (status === 401 || says(KEY)) return new AuthenticationError(details);
  if (says(FILTER)) return new ContentFilterError(details);
  if (status === 403) return new PermissionDeniedError(details);
  if (says(CONTEXT) || complaint.isTooLong) return new ContextLengthError(details);
  const retryAfterMs = details.retryAfterMs ?? complaint.retryAfterMs;
  if (status === 429) return new RateLimitError({ ...details, retryAfterMs, retryable: shouldRetry !== 'false' });
  const retryable = shouldRetry === 'true' || (shouldRetry !== 'false' && RETRYABLE.has(status));
  const what = details.status === undefined ? 'reported an error inside its answer' : `answered ${status}`;
  return new ProviderError(`${what}${complaint.quote ?? ''}: ${remedyFor(status, retryable)}`, {
    ...details,
    retryAfterMs,
    retryable,
  });
}

function remedyFor(status: number, retryable: boolean): string {
  if (retryable) return 'call again later';
  if (status === 404) return 'check `model` and `baseURL`';
  return status < 500 ? 'check the options of the request' : 'another try is not expected to help';
}

async function readStart(reply: Reply, exchange: Exchange): Promise<string> {
  if (mediaTypeOf(reply) === 'text/html') {
    discard(reply);
    return '';
  }
  try {
    return await readText(reply, { ...exchange, limits: { ...exchange.limits, maxResponseBytes: MAX_ERROR_BYTES } });
  } catch (error) {
    exchange.signal.throwIfAborted();
    if (isSecureLLMError(error)) return ''; // too long, broken or garbled: the status still says enough
    throw error;
  }
}
