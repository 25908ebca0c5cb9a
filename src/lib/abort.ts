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
 */
export async function* untilAborted<T>(source: AsyncIterable<T>, signal: AbortSignal): AsyncGenerator<T, void> {
  const iterator = source[Symbol.asyncIterator]();
  let interrupt: (reason: unknown) => void = () => {};
  const onAbort = () => interrupt(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  let waiting = false; // for a step that may never come
  let ended = false;
  try {
    while (true) {
      signal.throwIfAborted();
      waiting = true;
      const step = await new Promise<IteratorResult<T>>((resolve, reject) => {
        interrupt = reject;
        iterator.next().then(resolve, reject);
      });
      waiting = false;
      if (step.done) {
        ended = true;
        return;
      }
      yield step.value;
    }
  } finally {
    signal.removeEventListener('abort', onAbort);
    if (!ended) {
      const closed = iterator.return?.();
      if (waiting) closed?.then(undefined, () => {});
      else await closed;
    }
  }
}
