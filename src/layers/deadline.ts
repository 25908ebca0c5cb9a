import { untilAborted } from '../lib/abort.ts';
import type { Countdown } from '../lib/countdown.ts';
import type { Layer } from '../types/call.ts';

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

/**
 * Bounds a whole operation: queueing, waiting and retries included, the reader's own time left out. Whatever is inside
 * and ignores its signal is left behind at the abort, so that nothing hangs.
 */
export const deadline = (work: WorkTime): Layer =>
  function deadline(call, next) {
    return untilAborted(() => next(call), call.signal, { asked: () => work.enter(), answered: () => work.leave() });
  };
