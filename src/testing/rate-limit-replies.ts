import { type Act, head, write } from './acts.ts';
import { errorBody } from './openai-dialect.ts';

/** Whose 429 it is: a vendor's, or that of a proxy on the way. */
export type RateLimitDialect = 'openai' | 'azure' | 'anthropic' | 'google' | 'proxy';

/** A 429 as its sender words it. `google` says the wait in the body alone, `proxy` does not say it. */
export function rateLimitReply(dialect: RateLimitDialect, retryAfterMs: number): readonly Act[] {
  const seconds = String(Math.ceil(retryAfterMs / 1_000));
  const { type, headers, body } = DIALECTS[dialect](seconds, String(retryAfterMs));
  return [head(429, type, headers), write(typeof body === 'string' ? body : JSON.stringify(body)), { do: 'end' }];
}

interface Worded {
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const JSON_TYPE = 'application/json';
const MESSAGE = 'Rate limit reached';

const DIALECTS: Readonly<Record<RateLimitDialect, (seconds: string, milliseconds: string) => Worded>> = {
  openai: (seconds, milliseconds) => ({
    type: JSON_TYPE,
    headers: {
      'retry-after': seconds,
      'retry-after-ms': milliseconds,
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': `${seconds}s`,
    },
    body: errorBody(429),
  }),
  azure: (seconds, milliseconds) => ({
    type: JSON_TYPE,
    headers: { 'retry-after': seconds, 'x-ms-retry-after-ms': milliseconds },
    body: { error: { code: '429', message: MESSAGE } },
  }),
  anthropic: (seconds) => ({
    type: JSON_TYPE,
    headers: {
      'retry-after': seconds,
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:00Z',
    },
    body: { type: 'error', error: { type: 'rate_limit_error', message: MESSAGE } },
  }),
  google: (seconds) => ({
    type: JSON_TYPE,
    body: [
      {
        error: {
          code: 429,
          message: MESSAGE,
          status: 'RESOURCE_EXHAUSTED',
          details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${seconds}s` }],
        },
      },
    ],
  }),
  proxy: () => ({ type: 'text/html', body: '<html><head><title>429 Too Many Requests</title></head></html>' }),
};
