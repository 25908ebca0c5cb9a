/** How a reading came to its end: `left` is a reader who wanted no more. What a source returns comes with `done`. */
export type Ending<Returned = unknown> =
  | { readonly how: 'done'; readonly value?: Returned }
  | { readonly how: 'left' }
  | { readonly how: 'failed'; readonly error: unknown };

/**
 * Hands a source on as it is; it is opened by the first read. Written out rather than as a generator, which takes four promises for a value where this takes
 * one: every event of every call passes several of these.
 *
 * @param passed is told of every value on its way; after one for which it answers true, nothing more is read
 * @param ended is told once of the end, and waited for. What it throws goes to the reader; so does a failure of the source,
 * where it throws nothing
 */
export function relay<T, Returned = unknown>(
  open: () => AsyncIterable<T, Returned>,
  passed: (value: T) => unknown,
  ended: (ending: Ending<Returned>) => void | Promise<void>,
): AsyncIterableIterator<T> {
  let iterator: AsyncIterator<T, Returned> | undefined;
  let state: 'open' | 'last' | 'over' = 'open'; // last: nothing more is wanted of the source
  const end = (ending: Ending<Returned>): IteratorResult<T> | Promise<IteratorResult<T>> => {
    const isTold = state === 'over';
    state = 'over';
    const told = isTold ? undefined : ended(ending);
    const over = (): IteratorResult<T> => {
      if (ending.how === 'failed') throw ending.error;
      return { done: true, value: undefined };
    };
    return told ? told.then(over) : over();
  };
  const onStep = (step: IteratorResult<T, Returned>) => {
    if (step.done) return end({ how: 'done', value: step.value });
    if (passed(step.value) === true) state = 'last';
    return step;
  };
  const onError = (error: unknown) => end({ how: 'failed', error });
  const close = async (how: 'done' | 'left'): Promise<IteratorResult<T>> => {
    if (state === 'over') return { done: true, value: undefined };
    try {
      await iterator?.return?.();
    } catch (error) {
      return end({ how: 'failed', error });
    }
    return end({ how });
  };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      if (state !== 'open') return close('done');
      try {
        iterator ??= open()[Symbol.asyncIterator]();
      } catch (error) {
        return Promise.reject(error).catch(onError);
      }
      return iterator.next().then(onStep, onError);
    },
    return: () => close('left'),
  };
}
