import { MinuteLog } from './minute-log.ts';

/** What may start in any 60 s. `Infinity`: not limited. */
export interface RatePair {
  readonly requestsPerMinute: number;
  readonly tokensPerMinute: number;
}

interface Scope {
  readonly requests: MinuteLog;
  readonly tokens: MinuteLog;
}

const MAX_SCOPES = 10_000;
const CANDIDATES = 16; // looked at for the one to forget
const SLOT_MS = 1_000;

/**
 * Counts starts for each user, tenant or address. The 10,000 scopes asked about last are remembered; of the 16 that were
 * silent longest the one that has used least is forgotten, so that no scope gets off by making many others.
 */
export class ScopeLimits {
  readonly rates: RatePair;
  readonly #scopes = new Map<string, Scope>(); // by last use

  constructor(rates: RatePair) {
    this.rates = rates;
  }

  /** Counts a start and answers 0, or answers the milliseconds until it may start; `Infinity`: it never may. */
  take(name: string, tokens: number, now: number): number {
    const { requestsPerMinute, tokensPerMinute } = this.rates;
    if (tokens > tokensPerMinute) return Number.POSITIVE_INFINITY;
    const scope = this.#scopeOf(name, now);
    const waitMs = Math.max(
      scope.requests.roomMs(1, requestsPerMinute, now),
      scope.tokens.roomMs(tokens, tokensPerMinute, now),
    );
    if (waitMs > 0) return waitMs;
    scope.requests.add(1, now);
    scope.tokens.add(tokens, now);
    return 0;
  }

  #scopeOf(name: string, now: number): Scope {
    const known = this.#scopes.get(name);
    if (known) this.#scopes.delete(name);
    else if (this.#scopes.size >= MAX_SCOPES) this.#scopes.delete(this.#dispensable(now));
    const scope = known ?? { requests: new MinuteLog(SLOT_MS), tokens: new MinuteLog(SLOT_MS) };
    this.#scopes.set(name, scope);
    return scope;
  }

  #dispensable(now: number): string {
    let [least, found] = [Number.POSITIVE_INFINITY, ''];
    let looked = 0;
    for (const [name, scope] of this.#scopes) {
      const used = this.#usedShare(scope, now);
      if (used < least) [least, found] = [used, name];
      looked += 1;
      if (used === 0 || looked === CANDIDATES) break;
    }
    return found;
  }

  #usedShare({ requests, tokens }: Scope, now: number): number {
    const { requestsPerMinute, tokensPerMinute } = this.rates;
    return Math.max(requests.weightAt(now) / requestsPerMinute, tokens.weightAt(now) / tokensPerMinute);
  }
}
