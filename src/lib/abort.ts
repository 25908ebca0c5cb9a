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

/** See `untilAborted`. */
class UntilAborted<T> implements AsyncIterableIterator<T> {
  readonly #source: () => AsyncIterable<T>;
  readonly #signal: AbortSignal;
  readonly #told: Told<T>;
  #iterator: AsyncIterator<T> | undefined;
  #state: 'new' | 'open' | 'closed' = 'new';
  #interrupt: ((reason: unknown) => void) | undefined; // set while a step is awaited

  constructor(source: () => AsyncIterable<T>, signal: AbortSignal, told: Told<T>) {
    this.#source = source;
    this.#signal = signal;
    this.#told = told;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#state === 'closed') return Promise.resolve({ done: true, value: undefined });
    if (this.#signal.aborted) return this.return().then(() => Promise.reject(this.#signal.reason));
    if (this.#state === 'new') this.#signal.addEventListener('abort', this.#onAbort, { once: true });
    this.#state = 'open';
    return this.#step();
  }

  async return(): Promise<IteratorResult<T>> {
    const was = this.#state;
    this.#stop();
    if (was !== 'closed')
      try {
        await this.#iterator?.return?.();
      } finally {
        this.#told.closed?.();
      }
    return { done: true, value: undefined };
  }

  #step(): Promise<IteratorResult<T>> {
    return new Promise<IteratorResult<T>>((resolve, reject) => {
      const fail = (error: unknown) => {
        if (this.#interrupt !== reject) return; // left behind
        this.#over();
        this.#close();
        reject(error);
      };
      this.#interrupt = reject;
      this.#told.asked?.();
      try {
        this.#iterator ??= this.#source()[Symbol.asyncIterator]();
      } catch (error) {
        return fail(error);
      }
      this.#iterator.next().then((step) => {
        if (this.#interrupt !== reject) return;
        this.#over();
        if (step.done) this.#close();
        else this.#told.passed?.(step.value);
        resolve(step);
      }, fail);
    });
  }

  readonly #onAbort = (): void => {
    const reject = this.#interrupt;
    if (!reject) return; // the next step tells
    this.#over();
    this.#close();
    reject(this.#signal.reason);
    this.#iterator?.return?.().then(undefined, () => {}); // it may be stuck in an await that never settles
  };

  #over(): void {
    this.#interrupt = undefined;
    this.#told.answered?.();
  }

  #close(): void {
    this.#stop();
    this.#told.closed?.();
  }

  #stop(): void {
    this.#state = 'closed';
    this.#signal.removeEventListener('abort', this.#onAbort);
  }
}

/**
 * Reads a source until it ends or `signal` aborts, whichever is first, so that nothing inside can hold a caller by
 * ignoring its signal. The first read opens it. Left early, it is closed; aborted in the middle of a step, without waiting for that step.
 * A class for the reason that `relay` is one: every event of every call passes here twice.
 */
export const untilAborted = <T>(
  source: () => AsyncIterable<T>,
  signal: AbortSignal,
  told: Told<T> = {},
): AsyncIterableIterator<T> => new UntilAborted(source, signal, told);
