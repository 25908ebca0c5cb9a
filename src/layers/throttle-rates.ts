import { LearnedRate } from '../lib/learned-rate.ts';
import type { RatePair } from '../lib/scope-limits.ts';
import type { RateLimits } from '../types/rate-limits.ts';

/** The place of a start in the order of all, by each rate. */
export interface Mark {
  readonly requests: number;
  readonly tokens: number;
}

/** Requests and tokens a minute, and the pauses that a provider asks for. */
export class Rates {
  readonly #requests: LearnedRate;
  readonly #tokens: LearnedRate;
  #pausedUntil = Number.NEGATIVE_INFINITY;

  /** @param ceilings what the provider's own limits may raise the rates to */
  constructor(given: RatePair, ceilings: RatePair) {
    this.#requests = new LearnedRate(given.requestsPerMinute, ceilings.requestsPerMinute);
    this.#tokens = new LearnedRate(given.tokensPerMinute, ceilings.tokensPerMinute);
  }

  /** The limits as they are now. */
  get perMinute(): RatePair {
    return { requestsPerMinute: this.#requests.perMinute, tokensPerMinute: this.#tokens.perMinute };
  }

  /** What a single job may weigh, in tokens. */
  get heaviest(): number {
    return this.#tokens.heaviest;
  }

  /** Milliseconds until a job of so many tokens may start if nothing else does meanwhile. */
  waitMs(tokens: number, now: number): number {
    return Math.max(this.#requests.waitMs(1, now), this.#tokens.waitMs(tokens, now), this.#pausedUntil - now, 0);
  }

  /** Counts a start. */
  take(tokens: number, now: number): Mark {
    return { requests: this.#requests.take(1, now), tokens: this.#tokens.take(tokens, now) };
  }

  /** Takes in what the reply to the start of this mark says. */
  learn({ requests, tokens, retryAfterMs = 0 }: RateLimits, mark: Mark, now: number): void {
    if (requests) this.#requests.learn(requests, mark.requests, now);
    if (tokens) this.#tokens.learn(tokens, mark.tokens, now);
    if (retryAfterMs > 0) this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfterMs);
  }
}
