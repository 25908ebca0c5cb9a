import { LeastUsed } from './least-used.ts';
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
const SLOT_MS = 1_000;

/** Counts starts for each user, tenant or address: of the 10,000 scopes asked about last, as LeastUsed keeps them. */
export class ScopeLimits {
  readonly rates: RatePair;
  readonly #scopes: LeastUsed<Scope>;

  constructor(rates: RatePair) {
    this.rates = rates;
    this.#scopes = new LeastUsed<Scope>(
      MAX_SCOPES,
      () => ({ requests: new MinuteLog(SLOT_MS), tokens: new MinuteLog(SLOT_MS) }),
      ({ requests, tokens }, now) =>
        Math.max(requests.weightAt(now) / rates.requestsPerMinute, tokens.weightAt(now) / rates.tokensPerMinute),
    );
  }

  /** Counts a start and answers 0, or answers the milliseconds until it may start; `Infinity`: it never may. */
  take(name: string, tokens: number, now: number): number {
    const { requestsPerMinute, tokensPerMinute } = this.rates;
    if (tokens > tokensPerMinute) return Number.POSITIVE_INFINITY;
    const scope = this.#scopes.of(name, now);
    const waitMs = Math.max(
      scope.requests.roomMs(1, requestsPerMinute, now),
      scope.tokens.roomMs(tokens, tokensPerMinute, now),
    );
    if (waitMs > 0) return waitMs;
    scope.requests.add(1, now);
    scope.tokens.add(tokens, now);
    return 0;
  }
}
