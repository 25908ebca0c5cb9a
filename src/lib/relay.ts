/** How a reading came to its end: `left` is a reader who wanted no more. What a source returns comes with `done`. */
export type Ending<Returned = unknown> =
  | { readonly how: 'done'; readonly value?: Returned }
  | { readonly how: 'left' }
  | { readonly how: 'failed'; readonly error: unknown };

/**
 * Hands a source on as it is; it is opened by the first read. A class rather than a generator, which takes four promises for a
 * value where this takes one, and rather than closures, which each call would make anew: every event passes several of these.
 */
class Relay<T, Returned> implements AsyncIterableIterator<T> {
  readonly #open: () => AsyncIterable<T, Returned>;
  readonly #passed: (value: T) => unknown;
  readonly #ended: (ending: Ending<Returned>) => void | Promise<void>;
  #iterator: AsyncIterator<T, Returned> | undefined;
  #state: 'open' | 'last' | 'over' = 'open'; // last: nothing more is wanted of the source

  constructor(
    open: () => AsyncIterable<T, Returned>,
    passed: (value: T) => unknown,
    ended: (ending: Ending<Returned>) => void | Promise<void>,
  ) {
    this.#open = open;
    this.#passed = passed;
    this.#ended = ended;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#state !== 'open') return this.#close('done');
    try {
      this.#iterator ??= this.#open()[Symbol.asyncIterator]();
    } catch (error) {
      return Promise.reject(error).catch(this.#onError);
    }
    return this.#iterator.next().then(this.#onStep, this.#onError);
  }

  return(): Promise<IteratorResult<T>> {
    return this.#close('left');
  }

  readonly #onStep = (step: IteratorResult<T, Returned>) => {
    if (step.done) return this.#end({ how: 'done', value: step.value });
    if (this.#passed(step.value) === true) this.#state = 'last';
    return step;
  };

  readonly #onError = (error: unknown) => this.#end({ how: 'failed', error });

  #end(ending: Ending<Returned>): IteratorResult<T> | Promise<IteratorResult<T>> {
    const isTold = this.#state === 'over';
    this.#state = 'over';
    const told = isTold ? undefined : this.#ended(ending);
    const over = (): IteratorResult<T> => {
      if (ending.how === 'failed') throw ending.error;
      return { done: true, value: undefined };
    };
    return told ? told.then(over) : over();
  }

  async #close(how: 'done' | 'left'): Promise<IteratorResult<T>> {
    if (this.#state === 'over') return { done: true, value: undefined };
    try {
      await this.#iterator?.return?.();
    } catch (error) {
      return this.#end({ how: 'failed', error });
    }
    return this.#end({ how });
  }
}

/**
 * Hands a source on as it is; it is opened by the first read.
 *
 * @param passed is told of every value on its way; after one for which it answers true, nothing more is read
 * @param ended is told once of the end, and waited for. What it throws goes to the reader; so does a failure of the source,
 * where it throws nothing
 */
export const relay = <T, Returned = unknown>(
  open: () => AsyncIterable<T, Returned>,
  passed: (value: T) => unknown,
  ended: (ending: Ending<Returned>) => void | Promise<void>,
): AsyncIterableIterator<T> => new Relay(open, passed, ended);
