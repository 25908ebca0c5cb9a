const WINDOW_MS = 60_000;

interface Slot {
  readonly openedAt: number;
  latestAt: number;
  weight: number;
}

/**
 * What was started in the last 60 s. Starts close together are one entry and leave together, so the log is short whatever
 * comes. Times are milliseconds of one monotonic clock.
 */
export class MinuteLog {
  readonly #slotMs: number;
  readonly #slots: Slot[] = [];
  #weight = 0; // sum over #slots
  #windowMs = WINDOW_MS;

  /** @param slotMs starts this close together leave together: at most 60,000 / slotMs + 1 entries are kept */
  constructor(slotMs: number) {
    this.#slotMs = slotMs;
  }

  /** Makes the window longer than 60 s. */
  allow(graceMs: number): void {
    this.#windowMs = WINDOW_MS + graceMs;
  }

  add(weight: number, now: number): void {
    this.#weight += weight;
    const last = this.#slots.at(-1);
    if (!last || now - last.openedAt >= this.#slotMs) this.#slots.push({ openedAt: now, latestAt: now, weight });
    else {
      last.latestAt = now;
      last.weight += weight;
    }
  }

  /** The weight in the window that ends now. */
  weightAt(now: number): number {
    for (let first = this.#slots[0]; first && first.latestAt + this.#windowMs <= now; first = this.#slots[0]) {
      this.#weight -= first.weight;
      this.#slots.shift();
    }
    return this.#weight;
  }

  /** Corrects the weight of a start at `at`; one that has left the window is past correcting. */
  correct(by: number, at: number): void {
    const slot = this.#slots.findLast(({ openedAt }) => openedAt <= at);
    if (!slot) return;
    slot.weight += by;
    this.#weight += by;
  }

  /** Milliseconds until the oldest start leaves the window; 0 where there is none. */
  oldestMs(now: number): number {
    this.weightAt(now);
    const [first] = this.#slots;
    return first ? this.#windowMs - (now - first.latestAt) : 0; // in this order exact for a start of now
  }

  /** Milliseconds until the window holds no more than `limit` with `weight` added; 0 where it never would. */
  roomMs(weight: number, limit: number, now: number): number {
    let excess = this.weightAt(now) + weight - limit;
    if (excess <= 0) return 0;
    for (const slot of this.#slots) {
      excess -= slot.weight;
      if (excess <= 0) return slot.latestAt + this.#windowMs - now;
    }
    return 0;
  }
}
