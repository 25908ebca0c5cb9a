/** How a reading came to its end: `left` is a reader who wanted no more. */
export type Ending = { readonly how: 'done' | 'left' } | { readonly how: 'failed'; readonly error: unknown };

/**
 * Hands a source on as it is, and is told of it: of every value on its way, and once of the end, whose promise is waited for.
 * What `ended` throws goes to the reader; a failure of the source still does where it does not. Nothing is told where nobody
 * read. Written out rather than as a generator, which takes four promises for a value where this takes one.
 */
export function relay<T>(
  source: AsyncIterable<T>,
  passed: (value: T) => void,
  ended: (ending: Ending) => void | Promise<void>,
): AsyncIterableIterator<T> {
  const iterator = source[Symbol.asyncIterator]();
  let state: 'new' | 'open' | 'over' = 'new';
  const end = async (ending: Ending): Promise<IteratorResult<T>> => {
    const isFirst = state === 'open';
    state = 'over';
    if (isFirst) await ended(ending);
    if (ending.how === 'failed') throw ending.error;
    return { done: true, value: undefined };
  };
  const onStep = (step: IteratorResult<T>) => {
    if (step.done) return end({ how: 'done' });
    passed(step.value);
    return step;
  };
  const onError = (error: unknown) => end({ how: 'failed', error });
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      if (state === 'over') return Promise.resolve({ done: true, value: undefined });
      state = 'open';
      return iterator.next().then(onStep, onError);
    },
    async return() {
      if (state === 'open')
        try {
          await iterator.return?.();
        } finally {
          await end({ how: 'left' });
        }
      state = 'over';
      return { done: true, value: undefined };
    },
  };
}
