import { systemClock } from '../../src/lib/clock.ts';
import type { Clock } from '../../src/types/clock.ts';

/** A real clock in a hurry: for tests with real sockets, whose limits would otherwise be waited for. */
export interface HurriedClock extends Clock {
  /** Timers set and neither run nor cancelled. */
  readonly pending: number;
}

/** `times` of its milliseconds pass in a real one. A timer is never early, and at most 3 real milliseconds late by itself. */
export function hurriedClock(times: number): HurriedClock {
  let pending = 0;
  return {
    now: () => performance.now() * times,
    after(ms, run) {
      let open = true;
      pending++;
      const close = () => {
        if (open) pending--;
        open = false;
      };
      const cancel = systemClock.after(Math.ceil(ms / times) + 1, () => {
        close();
        run();
      });
      return () => {
        close();
        cancel();
      };
    },
    get pending() {
      return pending;
    },
  };
}
