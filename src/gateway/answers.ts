import type { Refusal } from './refusal.ts';
import type { ErrorForm } from './route.ts';

/** A refusal as an answer, in OpenAI's form or as problem details (RFC 9457). */
export function refusalAnswer(refusal: Refusal, form: ErrorForm, id: string): Response {
  const { status, details } = refusal;
  const body = form === 'openai' ? openaiError(refusal) : problem(refusal, id);
  const headers: Record<string, string> = {
    'content-type': form === 'openai' ? 'application/json' : 'application/problem+json',
    ...(status >= 500 && { 'x-should-retry': 'false' }), // what helps has been retried here
    ...details.headers,
  };
  if (details.retryAfterMs !== undefined) headers['retry-after'] = String(Math.ceil(details.retryAfterMs / 1_000));
  return new Response(JSON.stringify(body), { status, headers });
}

/** The body of an error of OpenAI's; findings are ours. */
export const openaiError = ({ status, code, message, details }: Refusal) => ({
  error: {
    message,
    type: TYPES[status] ?? (status < 500 ? 'invalid_request_error' : 'server_error'),
    param: details.field ?? null,
    code,
    ...(details.findings && { findings: details.findings }),
  },
});

const TYPES: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  404: 'not_found_error',
  429: 'rate_limit_error',
};

/** RFC 9457, with what helps a program. */
export const problem = ({ status, code, message, details }: Refusal, id: string) => ({
  type: `urn:secure-llm:problem:${code}`,
  title: message,
  status,
  code,
  instance: id,
  ...(details.field !== undefined && { field: details.field }),
  ...(details.findings && { findings: details.findings }),
  ...(details.retryAfterMs !== undefined && { retryAfterMs: details.retryAfterMs }),
});
