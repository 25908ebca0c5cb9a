import { type Act, head, write } from './acts.ts';
import { anthropic } from './dialects/anthropic.ts';
import { google } from './dialects/google.ts';
import { openaiChat } from './dialects/openai-chat.ts';

/** Whose 429 it is: a vendor's, or that of a proxy on the way. */
export type RateLimitDialect = 'openai' | 'azure' | 'anthropic' | 'google' | 'proxy';

/** A 429 as its sender words it. `google` says the wait in the body alone, `proxy` does not say it. */
export function rateLimitReply(dialect: RateLimitDialect, retryAfterMs: number): readonly Act[] {
  const { type = 'application/json', headers, body } = DIALECTS[dialect](retryAfterMs / 1_000);
  return [head(429, type, headers), write(typeof body === 'string' ? body : JSON.stringify(body)), { do: 'end' }];
}

interface Worded {
  /** @default 'application/json' */
  readonly type?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const DIALECTS: Readonly<Record<RateLimitDialect, (seconds: number) => Worded>> = {
  openai(seconds) {
    const { headers, body } = openaiChat.error(429, seconds);
    const limits = {
      'x-ratelimit-limit-requests': '500',
      'x-ratelimit-remaining-requests': '0',
      'x-ratelimit-reset-requests': `${Math.ceil(seconds)}s`,
    };
    return { headers: { ...headers, ...limits }, body };
  },
  azure: (seconds) => ({
    headers: { 'retry-after': String(Math.ceil(seconds)), 'x-ms-retry-after-ms': String(seconds * 1_000) },
    body: { error: { code: '429', message: 'Rate limit reached' } },
  }),
  anthropic(seconds) {
    const { headers, body } = anthropic.error(429, seconds);
    const limits = {
      'anthropic-ratelimit-requests-limit': '50',
      'anthropic-ratelimit-requests-remaining': '0',
      'anthropic-ratelimit-requests-reset': '2026-01-01T00:00:00Z',
    };
    return { headers: { ...headers, ...limits }, body };
  },
  google: (seconds) => ({ body: [google.error(429, Math.ceil(seconds)).body] }), // a list, where no stream of events was asked for
  proxy: () => ({ type: 'text/html', body: '<html><head><title>429 Too Many Requests</title></head></html>' }),
};
