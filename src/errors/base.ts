import type { Attempt } from '../types/call.ts';

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
