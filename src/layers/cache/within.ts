import type { Clock } from '../../types/clock.ts';

/** A store that takes longer is as good as none. */
const STORE_MS = 500;

/** What a store answers; undefined where it fails, takes longer than 500 ms, or `signal` aborts. Never rejects. */
export async function within<T>(clock: Clock, signal: AbortSignal, ask: () => T | Promise<T>): Promise<T | undefined> {
  try {
    const asked = ask();
    if (!isThenable(asked)) return asked;
    if (signal.aborted) return undefined;
    return await new Promise<T | undefined>((resolve) => {
      const settle = (value?: T) => {
        cancel();
        signal.removeEventListener('abort', stop);
        resolve(value);
      };
      const stop = () => settle();
      const cancel = clock.after(STORE_MS, stop);
      signal.addEventListener('abort', stop, { once: true });
      asked.then(settle, stop);
    });
  } catch {
    return undefined;
  }
}

const isThenable = <T>(value: T | Promise<T>): value is Promise<T> =>
  typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
