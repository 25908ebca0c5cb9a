import type { Countdown } from './countdown.ts';

/** The working time of an operation. It runs while any of its passes works and stands while the reader holds an event. */
export class WorkTime {
  readonly #countdown: Countdown;
  #working = 0;

  constructor(countdown: Countdown) {
    this.#countdown = countdown;
  }

  enter(): void {
    if (this.#working++ === 0) this.#countdown.resume();
  }

  leave(): void {
    if (--this.#working === 0) this.#countdown.pause();
  }
}
