import { isRecord, type JsonRecord } from '../lib/json.ts';
import type { Exchange } from './exchange.ts';
import { REQUEST_ID, wordOf } from './request-id.ts';
import { type RpcDetails, readRpcError } from './rpc-error.ts';

const WORD = /^[a-z][a-z0-9_]{0,63}$/;
const PARAM = /^[a-z][a-z0-9_.[\]]{0,63}$/;

/** What a provider's error object says, without its sentences, which may repeat the prompt or the key. */
export interface Complaint extends RpcDetails {
  /** Words as the APIs use them: with underscores, in lower case or (Google) upper case; anything else is left out. */
  readonly type?: string | undefined;
  readonly code?: string | undefined;
  /** What of it a message may repeat, such as ` (type server_error)`; may be empty. */
  readonly quote?: string | undefined;
  /** An HTTP status inside the object; some gateways put one into a stream. */
  readonly status?: number | undefined;
  /** Anthropic repeats the id of the request beside the error. */
  readonly requestId?: string | undefined;
}

/** Beginnings of sentences that alone tell what an `invalid_request_error` of Anthropic is about. They are never repeated. */
const SENTENCES: readonly (readonly [beginning: RegExp, code: string])[] = [
  [/^(?:messages\.\d+: )?prompt is too long/i, 'prompt_too_long'],
  [/^input length and `max_tokens` exceed context limit/i, 'prompt_too_long'],
  [/^your credit balance is too low/i, 'credit_balance_too_low'],
  [/^you have reached your specified (?:workspace )?api usage limits/i, 'usage_limit_reached'],
];

/**
 * Reads `{ error: { type, code, param } }` (the code may be `details.error_code`) or Google's
 * `{ error: { code, status, details } }`, the same fields at the top level, or the same in an array of one. Undefined where
 * the value is no error object at all.
 */
export function readComplaint(value: unknown, exchange: Pick<Exchange, 'scrub' | 'sent'>): Complaint | undefined {
  const outer: unknown = Array.isArray(value) ? value[0] : value;
  if (!isRecord(outer)) return undefined;
  const inner: JsonRecord = isRecord(outer.error) ? outer.error : outer;
  const status = typeof inner.code === 'number' ? inner.code : Number(inner.code);
  const rpc = readRpcError(inner, exchange);
  const type = wordOf(inner.type, exchange, WORD) ?? rpc.status;
  const code = wordOf(inner.code ?? detailOf(inner), exchange, WORD) ?? rpc.reason;
  const param = wordOf(inner.param, exchange, PARAM);
  return {
    ...rpc.details,
    type,
    code: code ?? codeFor(inner.message),
    quote: quote({ type, code, param }, exchange.sent),
    status: Number.isInteger(status) && status >= 400 && status <= 599 ? status : undefined,
    requestId: wordOf(outer.request_id, exchange, REQUEST_ID),
  };
}

const detailOf = ({ details }: JsonRecord): unknown => (isRecord(details) ? details.error_code : undefined);

const codeFor = (message: unknown): string | undefined =>
  typeof message === 'string' ? SENTENCES.find(([beginning]) => beginning.test(message))?.[1] : undefined;

function quote(words: Readonly<Record<string, string | undefined>>, sent = ''): string {
  const said = Object.entries(words).filter(([, word]) => word !== undefined && !isAmongTexts(word, sent));
  return said.length === 0 ? '' : ` (${said.map(([name, word]) => `${name} ${word}`).join(', ')})`;
}

/** Whether a word of a request's JSON is more than the name of a field: inside a text, its quotes would be escaped. */
const isAmongTexts = (word: string, sent: string): boolean => sent.replaceAll(`"${word}":`, '').includes(word);

const STATUS_OF: ReadonlyMap<string, number> = new Map([
  ['authentication_error', 401],
  ['invalid_api_key', 401],
  ['permission_error', 403],
  ['rate_limit_error', 429],
  ['rate_limit_exceeded', 429],
  ['requests', 429],
  ['tokens', 429],
  ['invalid_request_error', 400],
  ['not_found_error', 404],
  ['INVALID_ARGUMENT', 400],
  ['FAILED_PRECONDITION', 400],
  ['UNAUTHENTICATED', 401],
  ['PERMISSION_DENIED', 403],
  ['NOT_FOUND', 404],
  ['RESOURCE_EXHAUSTED', 429],
  ['UNAVAILABLE', 503],
  ['DEADLINE_EXCEEDED', 504],
  ['billing_error', 402],
  ['conflict_error', 409],
  ['request_too_large', 413],
  ['timeout_error', 504],
  ['overloaded_error', 529],
]);

/** Codes of OpenAI Responses for a request that is wrong: `invalid_prompt`, `image_too_large`, `unsupported_image_media_type`, … */
const BAD_REQUEST = /^(?:invalid_|unsupported_|image_|empty_|failed_to_download_)/;

/** The HTTP status that an error inside a stream would have had; 500 where it does not tell. */
export const statusOf = ({ status, code = '', type = '' }: Complaint): number =>
  status ?? STATUS_OF.get(code) ?? STATUS_OF.get(type) ?? (BAD_REQUEST.test(code) ? 400 : 500);
