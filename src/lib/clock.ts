import type { Clock } from '../types/clock.ts';

/** The real clock: `performance.now` and `setTimeout`, both looked up late so that fake timers are seen. */
export const systemClock: Clock = {
  now: () => performance.now(),
  after(ms, run) {
    const timer = setTimeout(run, Math.min(ms, 2 ** 31 - 1)); // a longer delay would fire at once
    return () => clearTimeout(timer);
  },
};

/** Waits, unless `signal` aborts first: then it rejects with the signal's reason at once. */
export const sleep = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve, reject) => {
    if (signal.aborted) return reject(signal.reason);
    const stop = () => {
      cancel();
      reject(signal.reason);
    };
    const cancel = clock.after(ms, () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    signal.addEventListener('abort', stop, { once: true });
  });
