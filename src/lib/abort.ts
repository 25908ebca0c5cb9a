/** A signal that follows its parent and can also be aborted alone. `unlink` frees the listener on the parent. */
export interface LinkedSignal {
  readonly signal: AbortSignal;
  abort(reason: unknown): void;
  unlink(): void;
}

/** Like `AbortSignal.any`, which is slower and keeps its listener until it is collected. */
export function linkSignal(parent: AbortSignal | undefined): LinkedSignal {
  const controller = new AbortController();
  const follow = () => controller.abort(parent?.reason);
  if (parent?.aborted) follow();
  else parent?.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    unlink: () => parent?.removeEventListener('abort', follow),
  };
}

/**
 * Reads `source` until it ends or `signal` aborts, whichever is first, so that nothing inside can hold a caller by
 * ignoring its signal. Left early, the source is closed; aborted in the middle of a step, without waiting for that step.
 * Written out rather than as a generator, as every event of every call passes here twice.
 */
export function untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncIterableIterator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let state: 'new' | 'open' | 'closed' = 'new';
  let interrupt: ((reason: unknown) => void) | undefined; // set while a step is awaited
  const close = () => {
    state = 'closed';
    signal.removeEventListener('abort', onAbort);
  };
  const onAbort = () => {
    if (!interrupt) return; // the next step tells
    close();
    interrupt(signal.reason);
    iterator.return?.().then(undefined, () => {}); // it may be stuck in an await that never settles
  };
  const step = () =>
    new Promise<IteratorResult<T>>((resolve, reject) => {
      interrupt = reject;
      iterator.next().then(
        (step) => {
          interrupt = undefined;
          if (step.done) close();
          resolve(step);
        },
        (error) => {
          interrupt = undefined;
          close();
          reject(error);
        },
      );
    });
  const leave = async (): Promise<IteratorResult<T>> => {
    const wasOpen = state !== 'closed';
    close();
    if (wasOpen) await iterator.return?.();
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
