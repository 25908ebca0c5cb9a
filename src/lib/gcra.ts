import { MinuteLog } from './minute-log.ts';

const WINDOW_MS = 60_000;
const BURST_SHARE = 0.1;
const ROUNDING_MS = 0.001; // a sum of fractions must not cost a millisecond; the room in the minute is counted exactly
const SLOT_MS = 100;

/**
 * Keeps the weight started in any 60 s at or under a limit. Weights up to the burst (10 % of the limit) are paced by
 * GCRA at 90 % of the limit, and burst and pace together never exceed it. Heavier ones, which no such burst would ever
 * let through, only wait until what started in the last 60 s leaves room; lighter ones beside them wait for room too.
 *
 * GCRA: ITU-T I.371, "virtual scheduling algorithm". Times are milliseconds of one monotonic clock.
 */
export class RateGate {
  #limit = Number.POSITIVE_INFINITY;
  #burst = Number.POSITIVE_INFINITY;
  #msPerUnit = 0;
  #arrival = Number.NEGATIVE_INFINITY; // GCRA's theoretical arrival time
  readonly #log = new MinuteLog(SLOT_MS);

  /** `Infinity`: never waits, and counts nothing. */
  constructor(perMinute: number) {
    this.#pace(perMinute);
  }

  get limit(): number {
    return this.#limit;
  }

  /**
   * Changes the limit. What was started stays counted, and what the old pace still owes is owed at the new one.
   *
   * @param graceMs by how much the window is longer than 60 s: room for requests that travel longer than others
   */
  limitTo(perMinute: number, graceMs: number, now: number): void {
    const owed = this.#msPerUnit > 0 ? Math.max(0, this.#arrival - now) / this.#msPerUnit : 0;
    this.#pace(perMinute);
    this.#log.allow(graceMs);
    this.#arrival = now + owed * this.#msPerUnit;
  }

  /** The weight that counts against the limit. */
  usedAt(now: number): number {
    return this.#log.weightAt(now);
  }

  /**
   * Milliseconds until `weight` may start if nothing else does meanwhile; `Infinity` when it is above the limit.
   *
   * @param weight integer, 0 or more
   */
  waitMs(weight: number, now: number): number {
    if (this.#limit === Number.POSITIVE_INFINITY) return 0;
    if (weight > this.#limit) return Number.POSITIVE_INFINITY;
    return Math.max(this.#log.roomMs(weight, this.#limit, now), this.#paceMs(weight, now));
  }

  /** Counts a start. Only right when `waitMs` says 0. */
  take(weight: number, now: number): void {
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    if (weight <= this.#burst) this.#arrival = Math.max(now, this.#arrival) + weight * this.#msPerUnit;
    this.#log.add(weight, now);
  }

  #pace(perMinute: number): void {
    this.#limit = perMinute;
    this.#burst = perMinute * BURST_SHARE;
    this.#msPerUnit = WINDOW_MS / (perMinute * (1 - BURST_SHARE));
  }

  #paceMs(weight: number, now: number): number {
    if (weight > this.#burst) return 0;
    return Math.max(0, this.#arrival - now - (this.#burst - weight) * this.#msPerUnit - ROUNDING_MS);
  }
}
