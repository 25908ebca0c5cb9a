import { type ErrorAnswer, messageOf, retryAfterHeader } from './dialect.ts';

/** An error of OpenAI. `code` and `type` follow the status where the API has a fixed word for it. */
export function openaiError(status: number, retryAfter?: number): ErrorAnswer {
  const { type, code } = ERRORS[status] ?? {
    type: status < 500 ? 'invalid_request_error' : 'server_error',
    code: null,
  };
  return {
    headers: {
      ...retryAfterHeader(retryAfter),
      ...(retryAfter !== undefined && { 'retry-after-ms': String(Math.ceil(retryAfter * 1_000)) }),
    },
    body: { error: { message: messageOf(status), type, param: null, code } },
  };
}

const ERRORS: Readonly<Record<number, { readonly type: string; readonly code: string | null }>> = {
  401: { type: 'invalid_request_error', code: 'invalid_api_key' },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
};
