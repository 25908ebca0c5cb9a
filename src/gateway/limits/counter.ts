import { quietly } from '../../lib/tell.ts';
import type { RateAnswer, RateAsk, RateRoom, SharedRates } from '../../types/shared-rates.ts';
import { Refusal } from '../refusal.ts';
import type { LimitHeaders } from './limits.ts';

/** What a limit is asked for, and by which name a caller hears of it. */
export interface Policy extends RateAsk {
  readonly name: string;
}

/** What was counted. */
export interface Counted {
  readonly headers: LimitHeaders;
  /** Puts what each weighed in the place of what was counted. Once. */
  settle(weight: number): void;
}

const RETRY_MS = 1_000;
const NOTHING: Counted = { headers: {}, settle: () => {} };

/** Nobody can tell whether it may start: then it may not. */
export const limitsUnavailable = () =>
  new Refusal(503, 'limits_unavailable', 'The limits cannot be read now: retry later', { retryAfterMs: RETRY_MS });

/** Counts a start against every limit, or throws Refusal: 429, 413 for what never fits, 503 where nobody can tell. */
export async function count(rates: SharedRates, policies: readonly Policy[], what: string): Promise<Counted> {
  const limited = policies.filter(({ limit }) => limit < Number.POSITIVE_INFINITY);
  if (limited.length === 0) return NOTHING;
  const answer = await asked(rates, limited);
  const headers = rateHeaders(limited, answer.rooms);
  if (answer.granted) return { headers, settle: (weight) => quietly(() => answer.settle(limited.map(() => weight))) };
  const waitMs = Math.max(...answer.rooms.map((room) => room.waitMs));
  if (waitMs === Number.POSITIVE_INFINITY)
    throw new Refusal(413, 'request_too_large', `This needs more ${what} than may start in a minute: ask for less`);
  throw new Refusal(429, 'rate_limit_exceeded', `Too many ${what} in a minute: retry later`, {
    retryAfterMs: waitMs,
    headers,
  });
}

async function asked(rates: SharedRates, asks: readonly RateAsk[]): Promise<RateAnswer> {
  try {
    return await rates.take(asks.map(({ key, weight, limit }) => ({ key, weight, limit })));
  } catch {
    throw limitsUnavailable();
  }
}

/** Every policy, and of the one that is nearest to its end how it stands (draft-ietf-httpapi-ratelimit-headers-10). */
function rateHeaders(policies: readonly Policy[], rooms: readonly RateRoom[]): LimitHeaders {
  const shares = policies.map(({ limit }, index) => (rooms[index]?.left ?? 0) / limit);
  const nearest = shares.indexOf(Math.min(...shares));
  const { left = 0, resetMs = 0 } = rooms[nearest] ?? {};
  return {
    'ratelimit-policy': policies.map(({ name, limit }) => `"${name}";q=${limit};w=60`).join(', '),
    ratelimit: `"${policies[nearest]?.name}";r=${left};t=${Math.ceil(resetMs / 1_000)}`,
  };
}
