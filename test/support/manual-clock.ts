import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/types/clock.ts';

/** A clock that stands still until told otherwise. */
export interface ManualClock extends Clock {
  /** Moves on by `ms`: runs due timers in order, each after everything that the one before it set off has settled. */
  advance(ms: number): Promise<void>;
  /** Timers set and neither run nor cancelled. */
  readonly pending: number;
}

export function manualClock(): ManualClock {
  let now = 0;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  const earliest = () => {
    let first: { readonly at: number; readonly run: () => void } | undefined;
    for (const timer of timers) if (!first || timer.at < first.at) first = timer;
    return first;
  };
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + Math.max(0, ms), run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    get pending() {
      return timers.size;
    },
    async advance(ms) {
      const end = now + ms;
      await turn();
      for (let next = earliest(); next && next.at <= end; next = earliest()) {
        timers.delete(next);
        now = Math.max(now, next.at);
        next.run();
        await turn();
      }
      now = end;
      await turn();
    },
  };
}
