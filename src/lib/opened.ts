/** A source that takes time to open, at its first read; from then on it is that source. Closed meanwhile, it closes that. */
export function opened<T>(open: () => Promise<AsyncIterable<T>>): AsyncIterableIterator<T> {
  let iterator: AsyncIterator<T> | undefined;
  let opening: Promise<AsyncIterator<T>> | undefined;
  let isOver = false;
  const over: IteratorResult<T> = { done: true, value: undefined };
  const begin = async () => {
    try {
      const source = await open();
      iterator = source[Symbol.asyncIterator]();
      return iterator;
    } catch (error) {
      isOver = true;
      throw error;
    }
  };
  const close = (iterator: AsyncIterator<T>) => iterator.return?.() ?? over;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      if (iterator) return iterator.next();
      if (isOver) return Promise.resolve(over);
      opening ??= begin();
      return opening.then((iterator) => iterator.next());
    },
    async return() {
      isOver = true;
      return opening ? opening.then(close, () => over) : over;
    },
  };
}

/** Values that are there, and then what is left of a source. */
export function resumed<T>(held: readonly T[], rest: AsyncIterator<T>): AsyncIterableIterator<T> {
  let at = 0;
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    next() {
      const value = held[at];
      if (value === undefined) return rest.next();
      at += 1;
      return Promise.resolve({ done: false, value });
    },
    async return() {
      at = held.length;
      await rest.return?.();
      return { done: true, value: undefined };
    },
  };
}
