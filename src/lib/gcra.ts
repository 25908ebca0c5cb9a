const WINDOW_MS = 60_000;
const BURST_SHARE = 0.1;
const ROUNDING_MS = 0.001; // a sum of fractions must not cost a millisecond; the room in the minute is counted exactly
const SLOT_MS = 100; // starts this close together leave the window together, so that the log has at most 601 entries

interface Slot {
  readonly openedAt: number;
  latestAt: number;
  weight: number;
}

/**
 * Keeps the weight started in any 60 s at or under a limit. Weights up to the burst (10 % of the limit) are paced by
 * GCRA at 90 % of the limit, and burst and pace together never exceed it. Heavier ones, which no such burst would ever
 * let through, only wait until what started in the last 60 s leaves room; lighter ones beside them wait for room too.
 *
 * GCRA: ITU-T I.371, "virtual scheduling algorithm". Times are milliseconds of one monotonic clock.
 */
export class RateGate {
  readonly #limit: number;
  readonly #burst: number;
  readonly #msPerUnit: number;
  #arrival = Number.NEGATIVE_INFINITY; // GCRA's theoretical arrival time
  readonly #slots: Slot[] = [];
  #weight = 0; // sum over #slots

  /** `Infinity`: never waits. */
  constructor(perMinute: number) {
    this.#limit = perMinute;
    this.#burst = perMinute * BURST_SHARE;
    this.#msPerUnit = WINDOW_MS / (perMinute * (1 - BURST_SHARE));
  }

  /**
   * Milliseconds until `weight` may start if nothing else does meanwhile; `Infinity` when it is above the limit.
   *
   * @param weight integer, 0 or more
   */
  waitMs(weight: number, now: number): number {
    if (this.#limit === Number.POSITIVE_INFINITY) return 0;
    if (weight > this.#limit) return Number.POSITIVE_INFINITY;
    return Math.max(this.#roomMs(weight, now), this.#paceMs(weight, now));
  }

  /** Counts a start. Only right when `waitMs` says 0. */
  take(weight: number, now: number): void {
    if (this.#limit === Number.POSITIVE_INFINITY) return;
    if (weight <= this.#burst) this.#arrival = Math.max(now, this.#arrival) + weight * this.#msPerUnit;
    this.#weight += weight;
    const last = this.#slots.at(-1);
    if (!last || now - last.openedAt >= SLOT_MS) this.#slots.push({ openedAt: now, latestAt: now, weight });
    else {
      last.latestAt = now;
      last.weight += weight;
    }
  }

  #paceMs(weight: number, now: number): number {
    if (weight > this.#burst) return 0;
    return Math.max(0, this.#arrival - now - (this.#burst - weight) * this.#msPerUnit - ROUNDING_MS);
  }

  #roomMs(weight: number, now: number): number {
    for (let first = this.#slots[0]; first && first.latestAt + WINDOW_MS <= now; first = this.#slots[0]) {
      this.#weight -= first.weight;
      this.#slots.shift();
    }
    let excess = this.#weight + weight - this.#limit;
    if (excess <= 0) return 0;
    for (const slot of this.#slots) {
      excess -= slot.weight;
      if (excess <= 0) return slot.latestAt + WINDOW_MS - now;
    }
    return 0;
  }
}
