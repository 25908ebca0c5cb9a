import type { Quota } from '../types/rate-limits.ts';

const RESERVE_SHARE = 0.1; // what is left of a limit is spread out from here on
const LONGEST_MS = 60_000;

interface Heard {
  /** Left at `at`, for us to start. Below 0 where more is under way. */
  readonly left: number;
  readonly at: number;
  /** When it is whole again, and nothing of this holds any more. */
  readonly until: number;
  /** Units that come back in a millisecond until then. */
  readonly perMs: number;
  /** At most this many are left. */
  readonly limit: number;
  /** What had been started in all at `at`. */
  readonly started: number;
}

/**
 * What a provider has left, by its own word: it also counts what others start with the same key. A start waits until
 * there is enough for it, and the last tenth is spread over the time until the provider is whole again.
 *
 * A word counts until its reset, and holds a start for at most 60 s after the last start or word: a provider that is wrong
 * slows a client down, and cannot stop it.
 */
export class Remaining {
  #started = 0;
  #latest = Number.NEGATIVE_INFINITY; // the latest attempt that was heard of
  #heard: Heard | undefined;
  #notBefore = Number.NEGATIVE_INFINITY; // the next start, where the rest is spread
  #touchedAt = 0;

  /** What has been started in all; after a start, the place of that attempt in the order of all. */
  get started(): number {
    return this.#started;
  }

  waitMs(weight: number, now: number): number {
    const heard = this.#heard;
    if (!heard || now >= heard.until) return 0;
    const missing = weight - this.#leftAt(heard, now);
    const refillMs = heard.perMs > 0 ? missing / heard.perMs : heard.until - now;
    const waitMs = Math.max(missing > 0 ? Math.min(refillMs, heard.until - now) : 0, this.#notBefore - now);
    return Math.max(0, Math.min(waitMs, this.#touchedAt + LONGEST_MS - now));
  }

  take(weight: number, now: number): void {
    const heard = this.#heard;
    if (heard && now < heard.until) {
      const left = this.#leftAt(heard, now);
      const perMs = heard.perMs > 0 ? heard.perMs : Math.max(left, weight) / (heard.until - now);
      if (left - weight < reserveOf(heard)) this.#notBefore = now + weight / perMs;
      this.#touchedAt = now;
    }
    this.#started += weight;
  }

  /**
   * Takes in what the reply to an attempt says. False where a later attempt was heard of before: such a reply can lower what
   * is left, and never raise it.
   *
   * @param mark `started` right after that attempt: what came later is not in its reply
   * @param ownRoom what our own count of the last minute leaves of the provider's limit. Where the provider has as much
   * left, nobody else uses it, and its word adds nothing
   */
  hear(quota: Quota, mark: number, ownRoom: number, now: number): boolean {
    const { limit = Number.POSITIVE_INFINITY, remaining, resetMs, refills } = quota;
    const isLatest = mark >= this.#latest;
    if (isLatest) this.#latest = mark;
    if (!(remaining !== undefined && remaining >= 0 && resetMs !== undefined && resetMs >= 0)) return isLatest;
    const left = remaining - (this.#started - mark);
    if (isLatest) {
      const isBucket = refills && limit < Number.POSITIVE_INFINITY && resetMs > 0;
      const perMs = isBucket ? Math.max(0, limit - remaining) / resetMs : 0;
      const heard = { left, at: now, until: now + resetMs, perMs, limit, started: this.#started };
      this.#heard = left < ownRoom ? heard : undefined;
      this.#touchedAt = now;
      if (left >= reserveOf(heard)) this.#notBefore = Number.NEGATIVE_INFINITY;
    } else if (this.#heard && left < this.#leftAt(this.#heard, now)) {
      this.#heard = { ...this.#heard, left, at: now, started: this.#started };
    }
    return isLatest;
  }

  #leftAt({ left, at, perMs, limit, started }: Heard, now: number): number {
    return Math.min(limit, left + perMs * (now - at)) - (this.#started - started);
  }
}

const reserveOf = ({ limit }: Heard): number => (limit < Number.POSITIVE_INFINITY ? limit * RESERVE_SHARE : 0);
