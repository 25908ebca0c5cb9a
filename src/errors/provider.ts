import { type ErrorDetails, SecureLLMError } from './base.ts';

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

const who = ({ provider }: ErrorDetails): string => (provider === undefined ? 'The provider' : `\`${provider}\``);
