import type { Attempt, TimeoutPhase } from './types/call.ts';
import type { Finding } from './types/guard.ts';

const BRAND = Symbol.for('secure-llm.error');

/** What is known about a failure. Ids and numbers only: nothing here may hold a prompt, an answer or a key. */
export interface ErrorDetails {
  readonly provider?: string | undefined;
  /** The HTTP status of the reply. */
  readonly status?: number | undefined;
  /** The provider's id of the request, for its support. */
  readonly requestId?: string | undefined;
  /** How long to wait before calling again, where the provider or the throttle said so. */
  readonly retryAfterMs?: number | undefined;
  /** What was thrown underneath. Only its name, code and stack frames are kept. */
  readonly cause?: unknown;
}

/** Text that had reached the caller when a call failed. */
export interface PartialAnswer {
  readonly text: string;
}

/**
 * The base of every error of this library. Safe to log as it is: no field, at any depth, holds a prompt, an answer or a
 * key. `partial` alone holds text; it is on the object for code that asks, and absent from JSON, `util.inspect` and logs.
 */
export abstract class SecureLLMError extends Error {
  /** A stable name to branch on, such as `ERR_TIMEOUT`. */
  abstract readonly code: string;
  /** Whether the same call may succeed later without a change. */
  abstract readonly retryable: boolean;
  declare readonly provider: string | undefined;
  declare readonly status: number | undefined;
  declare readonly requestId: string | undefined;
  declare readonly retryAfterMs: number | undefined;
  /** Every attempt made before this error, the failed one included. */
  readonly attempts: readonly Attempt[] = [];
  #partial: PartialAnswer | undefined;
  #operationId: string | undefined;

  constructor(message: string, { provider, status, requestId, retryAfterMs, cause }: ErrorDetails = {}) {
    super(message, cause === undefined ? undefined : { cause: safeCause(cause) });
    for (const [field, value] of Object.entries({ provider, status, requestId, retryAfterMs }))
      if (value !== undefined) Object.defineProperty(this, field, { value, enumerable: true });
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** What had been shown before the failure; undefined when nothing was. */
  get partial(): PartialAnswer | undefined {
    return this.#partial;
  }

  /** Adds what only the end of a call knows. Where several calls fail with one error, each of them gets its own. */
  static complete(
    error: SecureLLMError,
    operationId: string,
    attempts: readonly Attempt[],
    shown: string,
  ): SecureLLMError {
    const own = #partial in error && (error.#operationId ?? operationId) !== operationId ? error.#copy() : error;
    Object.defineProperty(own, 'attempts', { value: attempts, enumerable: true, configurable: true });
    if (!(#partial in own)) return own;
    own.#operationId = operationId;
    if (shown !== '') own.#partial = { text: shown };
    return own;
  }

  /** The same error without what a call added to it. */
  #copy(): SecureLLMError {
    const copy: SecureLLMError = Reflect.construct(SecureLLMError, [this.message], this.constructor);
    const stack = { value: this.stack, configurable: true, writable: true };
    return Object.defineProperties(copy, { ...Object.getOwnPropertyDescriptors(this), stack });
  }

  toJSON(): Record<string, unknown> {
    const { name, code, message, retryable } = this;
    const fields = Object.entries(this).filter(([field, value]) => field !== 'name' && value !== undefined);
    return { name, code, message, retryable, ...Object.fromEntries(fields) };
  }
}

/** Whether a value is an error of this library; also true across duplicate installs. */
export const isSecureLLMError = (value: unknown): value is SecureLLMError =>
  typeof value === 'object' && value !== null && BRAND in value;

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

/** A safeguard refused the input; nothing was sent. `findings` say what was found and where, never the text itself. */
export class InputBlockedError extends SecureLLMError {
  override readonly name = 'InputBlockedError';
  readonly code = 'ERR_INPUT_BLOCKED';
  readonly retryable = false;
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(
      `The input was refused (${rulesOf(findings)}): remove what the findings point to, or change the rule's action in \`sanitize\` or \`guards\``,
    );
    this.findings = findings;
  }
}

/**
 * A safeguard refused the answer. What it found was not shown; `partial` has what was shown before it. `findings` say what
 * was found and where, never the text itself.
 */
export class OutputBlockedError extends SecureLLMError {
  override readonly name = 'OutputBlockedError';
  readonly code = 'ERR_OUTPUT_BLOCKED';
  readonly retryable = false;
  readonly findings: readonly Finding[];
  constructor(findings: readonly Finding[]) {
    super(
      `The answer was withheld (${rulesOf(findings)}): ask in another way, or change the rule's action in \`output\` or \`guards\``,
    );
    this.findings = findings;
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

/** 401: the key or token was not accepted. */
export class AuthenticationError extends SecureLLMError {
  override readonly name = 'AuthenticationError';
  readonly code = 'ERR_AUTHENTICATION';
  readonly retryable = false;
  constructor(
    details: ErrorDetails,
    rule = 'did not accept the credentials: check `apiKey` or `credentials`, and that they belong to this host',
  ) {
    super(`${who(details)} ${rule}`, details);
  }
}

/** 403: the credentials are valid but may not do this. */
export class PermissionDeniedError extends SecureLLMError {
  override readonly name = 'PermissionDeniedError';
  readonly code = 'ERR_PERMISSION_DENIED';
  readonly retryable = false;
  constructor(details: ErrorDetails) {
    super(`${who(details)} refused access: check the key's permissions for this model, project and region`, details);
  }
}

/** 429: too many requests or tokens. Retried by the client, so this one is what was left after the retries. */
export class RateLimitError extends SecureLLMError {
  override readonly name = 'RateLimitError';
  readonly code = 'ERR_RATE_LIMIT';
  /** False where the provider asked not to be called again (`x-should-retry: false`). */
  readonly retryable: boolean;
  constructor(details: ErrorDetails & { readonly retryable?: boolean }) {
    const wait = details.retryAfterMs === undefined ? 'wait' : `wait ${details.retryAfterMs} ms`;
    super(`${who(details)} limits the rate: ${wait}, or lower \`throttle.requestsPerMinute\``, details);
    this.retryable = details.retryable ?? true;
  }
}

/** The account's quota or credit is used up. Never retried: waiting does not heal it. */
export class QuotaExceededError extends SecureLLMError {
  override readonly name = 'QuotaExceededError';
  readonly code = 'ERR_QUOTA_EXCEEDED';
  readonly retryable = false;
  constructor(details: ErrorDetails) {
    super(`The quota at ${who(details)} is used up: check plan and billing there`, details);
  }
}

/** The messages are longer than the model's context. */
export class ContextLengthError extends SecureLLMError {
  override readonly name = 'ContextLengthError';
  readonly code = 'ERR_CONTEXT_LENGTH';
  readonly retryable = false;
  constructor(details: ErrorDetails) {
    super(`The input is longer than the model's context: shorten it, or use \`summarize\` or a larger model`, details);
  }
}

/** The provider's own content filter refused the prompt. */
export class ContentFilterError extends SecureLLMError {
  override readonly name = 'ContentFilterError';
  readonly code = 'ERR_CONTENT_FILTER';
  readonly retryable = false;
  constructor(details: ErrorDetails) {
    super(`The content filter of ${who(details)} refused the prompt: rephrase it`, details);
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

/** Any other error that the provider reported. `type`, `param` and `reason` are the provider's own words for it. */
export class ProviderError extends SecureLLMError {
  override readonly name = 'ProviderError';
  readonly code = 'ERR_PROVIDER';
  readonly retryable: boolean;
  constructor(rule: string, details: ErrorDetails & { readonly retryable: boolean }) {
    super(`${who(details)} ${rule}`, details);
    this.retryable = details.retryable;
  }
}

/** The reply is not what the wire format promises: HTML, empty, not JSON, wrong shape. */
export class ResponseFormatError extends SecureLLMError {
  override readonly name = 'ResponseFormatError';
  readonly code = 'ERR_RESPONSE_FORMAT';
  readonly retryable = false;
  constructor(rule: string, details: ErrorDetails = {}) {
    super(`${rule}: check that \`baseURL\` names an API of this kind`, details);
  }
}

/** The reply passed a size cap and was cut off. */
export class ResponseTooLargeError extends SecureLLMError {
  override readonly name = 'ResponseTooLargeError';
  readonly code = 'ERR_RESPONSE_TOO_LARGE';
  readonly retryable = false;
  readonly limitBytes: number;
  constructor(what: string, limitBytes: number, option: string) {
    super(`The ${what} is larger than ${limitBytes} bytes: raise \`${option}\` if that is expected`);
    this.limitBytes = limitBytes;
  }
}

/** A stream ended before the model had finished. It is never reported as complete. */
export class StreamInterruptedError extends SecureLLMError {
  override readonly name = 'StreamInterruptedError';
  readonly code = 'ERR_STREAM_INTERRUPTED';
  readonly retryable = true;
  constructor(details: ErrorDetails = {}) {
    super(`The stream of ${who(details)} ended before the answer did: call again; \`partial\` has what came`, details);
  }
}

/** The answer was cut at the token limit, so it cannot be parsed. */
export class OutputTruncatedError extends SecureLLMError {
  override readonly name = 'OutputTruncatedError';
  readonly code = 'ERR_OUTPUT_TRUNCATED';
  readonly retryable = false;
  constructor() {
    super('The answer was cut at the token limit before it was complete: raise `maxOutputTokens`');
  }
}

/** The answer does not fit the schema, also after it was asked for again. `issues` are paths and rules, never values. */
export class SchemaError extends SecureLLMError {
  override readonly name = 'SchemaError';
  readonly code = 'ERR_SCHEMA';
  readonly retryable = true;
  readonly issues: readonly { readonly path: string; readonly rule: string }[];
  constructor(issues: readonly { readonly path: string; readonly rule: string }[]) {
    const [first] = issues;
    const example = first ? ` (first: \`${first.path || 'the whole value'}\` ${first.rule})` : '';
    super(
      `The answer does not fit the schema in ${issues.length} place(s)${example}: simplify it or use a larger model`,
    );
    this.issues = issues;
  }
}

/** What `IntegrityError` tells apart. */
export type IntegrityReason =
  | 'unknown-key'
  | 'wrong-key'
  | 'malformed'
  | 'cut'
  | 'altered'
  | 'moved'
  | 'replayed'
  | 'reordered'
  | 'missing';

/**
 * What was kept is not what is there: it was damaged, changed, moved, or needs another key. Nothing of it is given out.
 * `reason` says which, `place` where: the id of a record, the line of a log.
 */
export class IntegrityError extends SecureLLMError {
  override readonly name = 'IntegrityError';
  readonly code = 'ERR_INTEGRITY';
  readonly retryable = false;
  readonly reason: IntegrityReason;
  readonly place: string;
  constructor(reason: IntegrityReason, place: string, rule: string) {
    super(`${place} ${rule}`);
    this.reason = reason;
    this.place = place;
  }
}

/**
 * Another process wrote the same conversation meanwhile, or deleted it. What it wrote stays, and nothing of this turn was
 * written over it.
 */
export class ConversationConflictError extends SecureLLMError {
  override readonly name = 'ConversationConflictError';
  readonly code = 'ERR_CONVERSATION_CONFLICT';
  readonly retryable = true;
  constructor() {
    super('Another process changed the conversation meanwhile: read its `history()`, then send again');
  }
}

const rulesOf = (findings: readonly Finding[]): string => [...new Set(findings.map(({ rule }) => rule))].join(', ');

const who = ({ provider }: ErrorDetails): string => (provider === undefined ? 'The provider' : `\`${provider}\``);

const TOKEN = /^[A-Z][A-Z0-9_]{1,63}$/; // a system error code; free text never matches

/** An error underneath, without its words: messages of fetch, parsers and user code quote what they were given. */
function safeCause(cause: unknown, depth = 0): Error | undefined {
  if (isSecureLLMError(cause)) return cause;
  if (!(cause instanceof Error) || depth > 3) return undefined;
  const { name, message, code, stack, cause: inner } = cause as Error & { code?: unknown };
  const label = /^\w{1,64}$/.test(name) ? name : 'Error';
  const copy = new Error(typeof code === 'string' && TOKEN.test(code) ? code : label);
  copy.name = label;
  copy.stack = [`${label}: ${copy.message}`, ...framesOf(String(stack ?? ''), name, message)].join('\n');
  const below = safeCause(inner, depth + 1);
  if (below) copy.cause = below;
  return copy;
}

/** The frames of a stack; none where it cannot be told from the message, which may hold lines that look like frames. */
function framesOf(stack: string, name: string, message: string): string[] {
  const header = message === '' ? '\n' : `: ${message}\n`;
  const rest = stack.slice(name.length).replace(/^ \[[A-Z][A-Z0-9_]*\]/, ''); // Node writes `TypeError [CODE]: …`
  if (!stack.startsWith(name) || !rest.startsWith(header)) return [];
  return rest
    .slice(header.length)
    .split('\n')
    .filter((line) => /^ {4}at \S/.test(line));
}
