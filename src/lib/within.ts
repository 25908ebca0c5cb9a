import { TimeoutError } from '../errors.ts';
import type { Clock } from '../types/clock.ts';
import { Countdown } from './countdown.ts';

/**
 * Work that ends within `ms`, or with a TimeoutError of the total time. What hangs cannot be stopped from outside, so `work`
 * looks at its signal before each step that changes something.
 */
export async function within<T>(clock: Clock, ms: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let expire = () => {};
  const late = new Promise<never>((_, reject) => {
    expire = () => {
      stop.abort(new TimeoutError('total', ms));
      reject(stop.signal.reason);
    };
  });
  const countdown = new Countdown(clock, ms, expire);
  countdown.resume();
  try {
    return await Promise.race([work(stop.signal), late]);
  } finally {
    countdown.clear();
  }
}
