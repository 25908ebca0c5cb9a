/** When attempts fail too often. */
export interface FailureLimits {
  /** The share of attempts that must fail. Above 0, at most 1. */
  readonly failureRate: number;
  /** Fewer say nothing. Integer, 1 or more. */
  readonly minAttempts: number;
  /** How far back attempts count, in milliseconds. */
  readonly windowMs: number;
}

const SLICES = 10;

interface Slice {
  count: number;
  failures: number;
}

/**
 * How attempts went of late: those of the last `windowMs`, to a tenth of it, or the last `minAttempts` where that is more.
 * So a busy client is judged by now, and one with a call a minute at all. Its size depends on the limits alone.
 */
export class FailureWindow {
  readonly #limits: FailureLimits;
  readonly #since: number;
  readonly #slices: Slice[] = Array.from({ length: SLICES }, () => ({ count: 0, failures: 0 }));
  readonly #last: boolean[] = []; // whether each of the last `minAttempts` failed, oldest first
  #newest = 0; // the slice that is being filled, counted from the start

  constructor(limits: FailureLimits, now: number) {
    this.#limits = limits;
    this.#since = now;
  }

  /** Adds an attempt, and says whether too many have failed. */
  add(failed: boolean, now: number): boolean {
    const { failureRate, minAttempts } = this.#limits;
    this.#last.push(failed);
    if (this.#last.length > minAttempts) this.#last.shift();
    const slice = this.#sliceAt(now);
    slice.count += 1;
    slice.failures += failed ? 1 : 0;
    let count = 0;
    let failures = 0;
    for (const each of this.#slices) {
      count += each.count;
      failures += each.failures;
    }
    if (count < minAttempts) {
      count = this.#last.length;
      failures = this.#last.filter(Boolean).length;
    }
    return count >= minAttempts && failures >= failureRate * count;
  }

  /** The slice of a moment, those that are too old emptied. */
  #sliceAt(now: number): Slice {
    const wanted = Math.floor(((now - this.#since) / this.#limits.windowMs) * SLICES);
    for (let steps = Math.min(wanted - this.#newest, SLICES); steps > 0; steps--)
      this.#slices[(wanted - steps + 1) % SLICES] = { count: 0, failures: 0 };
    this.#newest = Math.max(this.#newest, wanted);
    return this.#slices[this.#newest % SLICES] as Slice;
  }
}
