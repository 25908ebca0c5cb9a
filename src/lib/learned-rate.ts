import type { Quota } from '../types/rate-limits.ts';
import { RateGate } from './gcra.ts';
import { Remaining } from './remaining.ts';

const GRACE_MS = 2_000; // the provider counts arrivals, and one request may travel longer than another

/**
 * A rate that follows what the provider says: its limit where it is lower than ours, what it has left where others use it
 * too. Without a word it is a RateGate.
 */
export class LearnedRate {
  readonly #gate: RateGate;
  readonly #remaining = new Remaining();
  readonly #given: number;
  readonly #ceiling: number;

  /**
   * @param perMinute the rate until the provider has told its own
   * @param ceiling what a word of the provider may raise the rate to
   */
  constructor(perMinute: number, ceiling: number) {
    this.#gate = new RateGate(perMinute);
    this.#given = perMinute;
    this.#ceiling = ceiling;
  }

  /** The limit as it is now. */
  get perMinute(): number {
    return this.#gate.limit;
  }

  /**
   * What a single start may weigh. A limit that was learned lower does not refuse: the weight is an estimate, so one above it
   * waits for a minute of its own and lets the provider judge.
   */
  get heaviest(): number {
    return Math.max(this.#given, this.#gate.limit);
  }

  /** Milliseconds until `weight`, at most `heaviest`, may start if nothing else does meanwhile. */
  waitMs(weight: number, now: number): number {
    const fitting = Math.min(weight, this.#gate.limit);
    return Math.max(this.#gate.waitMs(fitting, now), this.#remaining.waitMs(fitting, now));
  }

  /** Counts a start, and answers with its place in the order of all: the mark that `learn` takes. */
  take(weight: number, now: number): number {
    this.#gate.take(weight, now);
    this.#remaining.take(weight, now);
    return this.#remaining.started;
  }

  /** Takes in what the reply to the start of this mark says. A limit below 1 says nothing. */
  learn(quota: Quota, mark: number, now: number): void {
    const limit = quota.limit !== undefined && quota.limit >= 1 ? quota.limit : undefined;
    const ownRoom = limit === undefined ? Number.POSITIVE_INFINITY : limit - this.#gate.usedAt(now);
    const isLatest = this.#remaining.hear(quota, mark, ownRoom, now);
    if (limit === undefined || !isLatest) return;
    const rate = Math.min(limit, this.#ceiling);
    if (rate !== this.#gate.limit) this.#gate.limitTo(rate, limit <= this.#ceiling ? GRACE_MS : 0, now);
  }
}
