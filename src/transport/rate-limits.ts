import type { Quota, RateLimits } from '../types/rate-limits.ts';
import { resetTime } from './reset-time.ts';
import { retryAfterMs } from './retry-after.ts';
import { serverTime } from './server-time.ts';
import type { Reply } from './transport.ts';

const COUNT = /^\d{1,15}$/;
const PAUSES: ReadonlySet<number> = new Set([429, 503, 529]); // where Retry-After is about the provider, not one request
const SHORTEST_WINDOW_MS = 1_000;

/**
 * What the headers of a reply say of the provider's limits; undefined where they say nothing that can be used. Known:
 *
 * - `x-ratelimit-{limit,remaining,reset}-{requests,tokens}`, with a reset such as `6m0s` at OpenAI
 *   (platform.openai.com/docs/guides/rate-limits) and Groq (console.groq.com/docs/rate-limits), in seconds at Azure and GitHub
 *   Models; with `-minute` at the end at Cerebras (inference-docs.cerebras.ai/support/rate-limits) and, as `-req-minute`, at
 *   Mistral (mistralai/client-ts#169)
 * - `anthropic-ratelimit-{requests,tokens,input-tokens,output-tokens}-{limit,remaining,reset}`, RFC 3339
 *   (platform.claude.com/docs/en/api/rate-limits)
 * - `x-ratelimit-{limit,remaining,reset}`, `ratelimit-{limit,remaining,reset}`, and `RateLimit` with `RateLimit-Policy`, taken
 *   for requests (draft-ietf-httpapi-ratelimit-headers, revisions 06 and 10)
 * - `retry-after-ms`, `x-ms-retry-after-ms` and `retry-after`, on 429, 503 and 529
 *
 * What is no whole number, a list, or a reset of more than 32 days is passed over. Moments are read against the `date` of
 * the same reply, so the clock of this machine may be wrong.
 */
export function rateLimits(
  headers: Reply['headers'],
  status: number,
  nowMs: number = Date.now(),
): RateLimits | undefined {
  const reply: Told = { headers, nowMs: serverTime(headers) ?? nowMs };
  const requests = requestsOf(reply);
  const tokens = tokensOf(reply);
  const pauseMs = PAUSES.has(status) ? retryAfterMs(headers, nowMs) : undefined;
  if (!requests && !tokens && pauseMs === undefined) return undefined;
  return {
    ...(requests && { requests }),
    ...(tokens && { tokens }),
    ...(pauseMs !== undefined && { retryAfterMs: pauseMs }),
  };
}

interface Told {
  readonly headers: Reply['headers'];
  /** Wall clock of the provider, milliseconds since 1970. */
  readonly nowMs: number;
}

/** The names of three headers; the star stands for `limit`, `remaining` and `reset`. */
const named = (pattern: string) => ({
  limit: pattern.replace('*', 'limit'),
  remaining: pattern.replace('*', 'remaining'),
  reset: pattern.replace('*', 'reset'),
});

const REQUESTS = named('x-ratelimit-*-requests');
const REQUESTS_ANTHROPIC = named('anthropic-ratelimit-requests-*');
const REQUESTS_MINUTE = named('x-ratelimit-*-requests-minute');
const REQUESTS_MISTRAL = named('x-ratelimit-*-req-minute');
const REQUESTS_PLAIN = named('x-ratelimit-*');
const REQUESTS_DRAFT = named('ratelimit-*');
const TOKENS = named('x-ratelimit-*-tokens');
const TOKENS_MINUTE = named('x-ratelimit-*-tokens-minute');
const TOKENS_ANTHROPIC = named('anthropic-ratelimit-tokens-*');
const INPUT_ANTHROPIC = named('anthropic-ratelimit-input-tokens-*');
const OUTPUT_ANTHROPIC = named('anthropic-ratelimit-output-tokens-*');

const requestsOf = (reply: Told): Quota | undefined =>
  read(reply, REQUESTS) ??
  read(reply, REQUESTS_ANTHROPIC, true) ??
  read(reply, REQUESTS_MINUTE) ??
  read(reply, REQUESTS_MISTRAL) ??
  ofUnknownWindow(read(reply, REQUESTS_PLAIN)) ??
  ofUnknownWindow(read(reply, REQUESTS_DRAFT)) ??
  structured(reply);

const tokensOf = (reply: Told): Quota | undefined =>
  read(reply, TOKENS) ?? anthropicTokens(reply) ?? read(reply, TOKENS_MINUTE);

/** A duration is a bucket's: it tells when that is full. */
function read({ headers, nowMs }: Told, names: ReturnType<typeof named>, refills = false): Quota | undefined {
  const [limit, remaining] = [count(headers.get(names.limit)), count(headers.get(names.remaining))];
  if (limit === undefined && remaining === undefined) return undefined;
  const reset = resetTime(headers.get(names.reset)?.trim() ?? '', nowMs);
  return quota(limit, remaining, reset?.ms, refills || (reset?.isDuration ?? false));
}

/** The total of input and output, but where one of them is used up, none is left. */
function anthropicTokens(reply: Told): Quota | undefined {
  const total = read(reply, TOKENS_ANTHROPIC, true);
  const sides = [read(reply, INPUT_ANTHROPIC, true), read(reply, OUTPUT_ANTHROPIC, true)];
  const spent = sides.find((side) => side?.remaining === 0);
  if (!total || !spent) return total ?? sides[0];
  return { ...total, remaining: 0, ...(spent.resetMs !== undefined && { resetMs: spent.resetMs }) };
}

/** `RateLimit: "name";r=50;t=30`, `RateLimit-Policy: "name";q=100;w=60`. Of several policies none is taken. */
function structured({ headers }: Told): Quota | undefined {
  const [current, policy] = [headers.get('ratelimit') ?? '', headers.get('ratelimit-policy') ?? ''];
  if (current.includes(',') || policy.includes(',') || /;\s*qu=(?!"?requests)/.test(policy)) return undefined;
  const [, left] = /;\s*r=(\d+)/.exec(current) ?? [];
  const [, seconds = ''] = /;\s*t=(\d+)/.exec(current) ?? [];
  const [, size] = /;\s*q=(\d+)/.exec(policy) ?? [];
  const [, window] = /;\s*w=(\d+)/.exec(policy) ?? [];
  const perMinute = Math.max(1, 60 / (count(window) || 60));
  const limit = count(size);
  return quota(limit && Math.floor(limit * perMinute), count(left), resetTime(seconds, 0)?.ms, false);
}

/** A limit whose window is not told may be one of a second, so close to its reset it says nothing of a minute. */
function ofUnknownWindow(given: Quota | undefined): Quota | undefined {
  if (!given || (given.resetMs ?? Number.POSITIVE_INFINITY) > SHORTEST_WINDOW_MS) return given;
  const { limit: _, ...rest } = given;
  return rest.remaining === undefined ? undefined : rest;
}

function quota(
  limit: number | undefined,
  remaining: number | undefined,
  resetMs: number | undefined,
  refills: boolean,
): Quota | undefined {
  const size = limit || undefined; // some write 0 for none
  if (size === undefined && remaining === undefined) return undefined;
  return {
    ...(size !== undefined && { limit: size }),
    ...(remaining !== undefined && { remaining: Math.min(remaining, size ?? remaining) }),
    ...(resetMs !== undefined && { resetMs }),
    ...(refills && { refills }),
  };
}

function count(text: string | null | undefined): number | undefined {
  const digits = text?.trim();
  return digits !== undefined && COUNT.test(digits) ? Number(digits) : undefined;
}
