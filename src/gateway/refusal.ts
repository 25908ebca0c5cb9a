import { InvalidInputError, isSecureLLMError } from '../errors.ts';
import type { Finding } from '../types/guard.ts';

/** Why a request gets no answer, as the caller may read it: nothing of the inside, nothing of a prompt or a key. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  /** In words that programs read: `invalid_request`. */
  readonly code: string;
  readonly details: RefusalDetails;

  constructor(status: number, code: string, message: string, details: RefusalDetails = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.details = details;
  }
}

export interface RefusalDetails {
  /** The field of the body that is at fault. */
  readonly field?: string | undefined;
  readonly retryAfterMs?: number | undefined;
  /** Rules and places, never the text. */
  readonly findings?: readonly Finding[] | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

type Row = readonly [status: number, code: string, message: string];

const ROWS: Readonly<Record<string, Row>> = {
  ERR_INPUT_BLOCKED: [400, 'input_blocked', 'A safeguard refused the input: change what the findings name'],
  ERR_OUTPUT_BLOCKED: [422, 'output_blocked', 'A safeguard refused the answer: ask in another way'],
  ERR_CONTENT_FILTER: [400, 'content_filter', 'The provider refused the content: ask in another way'],
  ERR_CONTEXT_LENGTH: [400, 'context_length_exceeded', 'The messages are too long for the model: shorten them'],
  ERR_THROTTLED: [429, 'rate_limit_exceeded', 'Too many requests are under way: retry later'],
  ERR_RATE_LIMIT: [429, 'rate_limit_exceeded', 'The provider limits the rate: retry later'],
  ERR_BUDGET_EXCEEDED: [429, 'insufficient_quota', 'The budget is used up: wait until it is renewed, or ask for more'],
  ERR_CIRCUIT_OPEN: [503, 'upstream_unavailable', 'The provider is left alone for a while: retry later'],
  ERR_TIMEOUT: [504, 'upstream_timeout', 'The provider took too long: retry later'],
  ERR_SCHEMA: [502, 'upstream_error', 'The answer does not fit the schema: simplify the schema, or ask again'],
  ERR_OUTPUT_TRUNCATED: [502, 'upstream_error', 'The answer was cut off: allow more tokens'],
  ERR_GUARD: [500, 'internal_error', 'A safeguard could not do its work, so nothing was done: retry later'],
};
const UPSTREAM: Row = [502, 'upstream_error', 'The provider could not answer: retry later'];
const INTERNAL: Row = [500, 'internal_error', 'Something went wrong inside: retry later'];

/** A field of the body that is at fault; the whole body where it is ''. */
export const badField = (field: string, rule: string): Refusal =>
  new Refusal(400, 'invalid_request', `${field === '' ? 'The body' : `\`${field}\``} ${rule}`, {
    field: field || undefined,
  });

/** Why what is under way ends with the gateway. Signals abort with it. */
export const closed = (): Refusal =>
  new Refusal(503, 'closing', 'The gateway was closed in the middle of this: ask again', {
    headers: { connection: 'close' },
  });

/** What a caller is told of any failure. Errors that are not ours, and what lies behind ours, stay inside. */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (!isSecureLLMError(error)) return new Refusal(...INTERNAL);
  if (error instanceof InvalidInputError) return badField(error.field, error.rule);
  const [status, code, message] = ROWS[error.code] ?? UPSTREAM;
  const { retryAfterMs, findings } = error as typeof error & { readonly findings?: readonly Finding[] };
  return new Refusal(status, code, message, { retryAfterMs, findings });
}
