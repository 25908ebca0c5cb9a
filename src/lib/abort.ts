/** What a promise comes to, or the reason of `signal`, whichever is first. */
export const orAborted = <T>(promise: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).then(() => signal.removeEventListener('abort', stop));
  });

/** What is told of a reading, in order. None of these may throw. */
export interface Told<T> {
  /** A step is asked for. */
  readonly asked?: () => void;
  /** That step is over: it was answered, it failed, or the abort came first. */
  readonly answered?: () => void;
  /** A value is on its way to the reader. */
  readonly passed?: (value: T) => void;
  /** Once, when nothing more comes. */
  readonly closed?: () => void;
}

/**
 * Reads a source until it ends or `signal` aborts, whichever is first, so that nothing inside can hold a caller by
 * ignoring its signal. The first read opens it. Left early, it is closed; aborted in the middle of a step, without waiting for that step.
 * Written out rather than as a generator, as every event of every call passes here twice.
 */
export function untilAborted<T>(
  source: () => AsyncIterable<T>,
  signal: AbortSignal,
  { asked, answered, passed, closed }: Told<T> = {},
): AsyncIterableIterator<T> {
  let iterator: AsyncIterator<T> | undefined;
  let state: 'new' | 'open' | 'closed' = 'new';
  let interrupt: ((reason: unknown) => void) | undefined; // set while a step is awaited
  const stop = () => {
    state = 'closed';
    signal.removeEventListener('abort', onAbort);
  };
  const over = () => {
    interrupt = undefined;
    answered?.();
  };
  const close = () => {
    stop();
    closed?.();
  };
  const onAbort = () => {
    const reject = interrupt;
    if (!reject) return; // the next step tells
    over();
    close();
    reject(signal.reason);
    iterator?.return?.().then(undefined, () => {}); // it may be stuck in an await that never settles
  };
  const step = () =>
    new Promise<IteratorResult<T>>((resolve, reject) => {
      const fail = (error: unknown) => {
        if (interrupt !== reject) return; // left behind
        over();
        close();
        reject(error);
      };
      interrupt = reject;
      asked?.();
      try {
        iterator ??= source()[Symbol.asyncIterator]();
      } catch (error) {
        return fail(error);
      }
      iterator.next().then((step) => {
        if (interrupt !== reject) return;
        over();
        if (step.done) close();
        else passed?.(step.value);
        resolve(step);
      }, fail);
    });
  const leave = async (): Promise<IteratorResult<T>> => {
    const was = state;
    stop();
    if (was !== 'closed')
      try {
        await iterator?.return?.();
      } finally {
        closed?.();
      }
    return { done: true, value: undefined };
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      if (state === 'closed') return Promise.resolve({ done: true, value: undefined });
      if (signal.aborted) return leave().then(() => Promise.reject(signal.reason));
      if (state === 'new') signal.addEventListener('abort', onAbort, { once: true });
      state = 'open';
      return step();
    },
    return: leave,
  };
}
