import { type ErrorDetails, InputBlockedError, OutputBlockedError, type SecureLLMError } from '../errors.ts';
import { isRecord } from '../lib/json.ts';
import { errorFor } from '../transport/refusal.ts';
import { readFindings } from './findings.ts';

const CODE = /^[a-z][a-z0-9_]{0,63}$/;
const FIELD = /^[A-Za-z][A-Za-z0-9_.[\]-]{0,63}$/;

/**
 * The error for problem details (RFC 9457) of a gateway; undefined where they are none. Its sentences are left out, as
 * nobody knows what stands behind a URL. The gateway has made other tries itself: a failure of its own is worth another
 * one only where it says when.
 *
 * @param status of the reply; undefined: the problem came inside a stream
 */
export function problemError(
  problem: unknown,
  status: number | undefined,
  given: ErrorDetails,
): SecureLLMError | undefined {
  if (!isRecord(problem) || typeof problem.code !== 'string' || !CODE.test(problem.code)) return undefined;
  const { code, field } = problem;
  if (code === 'input_blocked') return new InputBlockedError(readFindings(problem.findings));
  if (code === 'output_blocked') return new OutputBlockedError(readFindings(problem.findings));
  const retryAfterMs = given.retryAfterMs ?? readWait(problem.retryAfterMs);
  const known = status ?? readStatus(problem.status);
  const about = typeof field === 'string' && FIELD.test(field) ? `, field ${field}` : '';
  const isFinal = known >= 500 && retryAfterMs === undefined;
  return errorFor(
    known,
    { code, quote: ` (code ${code}${about})` },
    { ...given, retryAfterMs },
    isFinal ? 'false' : null,
  );
}

const readStatus = (status: unknown): number =>
  Number.isInteger(status) && Number(status) >= 400 && Number(status) <= 599 ? Number(status) : 500;

const readWait = (ms: unknown): number | undefined =>
  typeof ms === 'number' && ms >= 0 && Number.isFinite(ms) ? ms : undefined;
