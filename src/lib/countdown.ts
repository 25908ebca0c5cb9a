import type { Clock } from '../types/clock.ts';

/**
 * A timer that can be paused, resumed and restarted for every event of a stream at the cost of reading the clock: the
 * timer underneath is left alone, and when it fires early it is set again for what remains.
 */
export class Countdown {
  readonly #clock: Clock;
  readonly #ms: number;
  readonly #expire: () => void;
  #spent = 0; // before the current run
  #since: number | undefined; // start of the current run; undefined while paused
  #cancel: (() => void) | undefined;
  #cleared = false;

  /** Starts paused. `ms` may be `Infinity`: it then never expires. */
  constructor(clock: Clock, ms: number, expire: () => void) {
    this.#clock = clock;
    this.#ms = ms;
    this.#expire = expire;
  }

  /** Milliseconds counted so far, pauses left out. */
  get spentMs(): number {
    return this.#spent + (this.#since === undefined ? 0 : this.#clock.now() - this.#since);
  }

  resume(): void {
    if (this.#since !== undefined) return;
    this.#since = this.#clock.now();
    this.#arm();
  }

  pause(): void {
    this.#spent = this.spentMs;
    this.#since = undefined;
  }

  /** Back to zero, paused. Reads no clock. */
  reset(): void {
    this.#spent = 0;
    this.#since = undefined;
  }

  /** Begins again from zero, running. */
  restart(): void {
    this.reset();
    this.resume();
  }

  /** Stops for good and frees the timer. */
  clear(): void {
    this.pause();
    this.#cancel?.();
    this.#cancel = undefined;
    this.#cleared = true;
  }

  #arm(): void {
    if (this.#cancel || this.#cleared || this.#ms === Number.POSITIVE_INFINITY) return;
    this.#cancel = this.#clock.after(Math.max(0, this.#ms - this.spentMs), () => {
      this.#cancel = undefined;
      if (this.#since === undefined) return; // paused: `resume` sets it again
      if (this.spentMs < this.#ms) return this.#arm();
      this.clear();
      this.#expire();
    });
  }
}
