import { isRecord, type JsonRecord } from '../lib/json.ts';
import type { Exchange } from './exchange.ts';
import { wordOf } from './request-id.ts';
import { resetTime } from './reset-time.ts';

const WORD = /^[A-Z][A-Z0-9_]{0,63}$/;
const LONG_QUOTA = /Per(?:Day|Week|Month)/; // such as `GenerateRequestsPerDayPerProjectPerModel-FreeTier`
const TOO_LONG = /^(?:Unable to submit request because )?the input token count\b/i;

/** What decides the class of an error and how long to wait. */
export interface RpcDetails {
  /** Milliseconds that the body asks to wait. */
  readonly retryAfterMs?: number | undefined;
  /** Whether a quota of a day or longer has nothing left. */
  readonly isUsedUp?: boolean | undefined;
  /** Whether the input is longer than the model's context. */
  readonly isTooLong?: boolean | undefined;
}

interface RpcError {
  /** Such as `RESOURCE_EXHAUSTED`. */
  readonly status: string | undefined;
  /** Such as `API_KEY_INVALID`. */
  readonly reason: string | undefined;
  readonly details: RpcDetails;
}

/**
 * Reads an error of a Google API: `status`, and the ErrorInfo, RetryInfo and QuotaFailure among its `details`. Of its sentence
 * only the start is looked at, for the one thing that no detail says; nothing of it is kept.
 *
 * @see https://github.com/googleapis/googleapis/blob/master/google/rpc/error_details.proto
 */
export function readRpcError(error: JsonRecord, exchange: Pick<Exchange, 'scrub'>): RpcError {
  const { message } = error;
  const details = (Array.isArray(error.details) ? error.details : []).filter(isRecord);
  const named = (type: string) =>
    details.find((detail) => detail['@type'] === `type.googleapis.com/google.rpc.${type}`);
  const { violations } = named('QuotaFailure') ?? {};
  return {
    status: wordOf(error.status, exchange, WORD),
    reason: wordOf(named('ErrorInfo')?.reason, exchange, WORD),
    details: {
      retryAfterMs: durationMs(named('RetryInfo')?.retryDelay),
      isUsedUp: Array.isArray(violations) && violations.some(isOfLongQuota),
      isTooLong: error.status === 'INVALID_ARGUMENT' && typeof message === 'string' && TOO_LONG.test(message),
    },
  };
}

const isOfLongQuota = (violation: unknown): boolean =>
  isRecord(violation) && typeof violation.quotaId === 'string' && LONG_QUOTA.test(violation.quotaId);

/** A Duration of Protocol Buffers, such as `58.8s`. */
function durationMs(value: unknown): number | undefined {
  const time = typeof value === 'string' ? resetTime(value, 0) : undefined;
  return time?.isDuration ? Math.ceil(time.ms) : undefined;
}
