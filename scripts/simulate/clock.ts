import { setImmediate as turn } from 'node:timers/promises';
import type { Clock } from '../../src/types/clock.ts';

interface Timer {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
  isOff: boolean;
}

/** Virtual time for thousands of timers: it jumps to the next one once all that the last one set off has settled. */
export interface VirtualClock extends Clock {
  /** @param isBusy whether something outside, such as a command to Redis, is still under way */
  runUntil(end: number, isBusy: () => boolean): Promise<void>;
}

export function virtualClock(): VirtualClock {
  let now = 0;
  let count = 0;
  const heap: Timer[] = [];
  const isBefore = (a: Timer, b: Timer) => a.at < b.at || (a.at === b.at && a.order < b.order);
  const swap = (one: number, other: number) => {
    const [a, b] = [heap[one], heap[other]];
    if (a && b) [heap[one], heap[other]] = [b, a];
  };
  const push = (timer: Timer) => {
    let index = heap.push(timer) - 1;
    for (let up = (index - 1) >> 1; index > 0; index = up, up = (index - 1) >> 1) {
      const [child, parent] = [heap[index], heap[up]];
      if (!child || !parent || !isBefore(child, parent)) break;
      swap(index, up);
    }
  };
  const pop = (): Timer | undefined => {
    swap(0, heap.length - 1);
    const first = heap.pop();
    for (let index = 0, down = 1; down < heap.length; index = down, down = 2 * index + 1) {
      const [left, right] = [heap[down], heap[down + 1]];
      if (left && right && isBefore(right, left)) down += 1;
      const [parent, child] = [heap[index], heap[down]];
      if (!parent || !child || !isBefore(child, parent)) break;
      swap(index, down);
    }
    return first;
  };
  return {
    now: () => now,
    after(ms, run) {
      count += 1;
      const timer = { at: now + Math.max(0, ms), order: count, run, isOff: false };
      if (ms !== Number.POSITIVE_INFINITY) push(timer);
      return () => {
        timer.isOff = true;
      };
    },
    async runUntil(end, isBusy) {
      for (let next = heap[0]; next && next.at <= end; next = heap[0]) {
        pop();
        if (next.isOff) continue;
        now = next.at;
        next.run();
        do await turn();
        while (isBusy());
      }
      now = end;
    },
  };
}
