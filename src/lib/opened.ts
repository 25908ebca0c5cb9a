/** See `opened`. */
class Opened<T> implements AsyncIterableIterator<T> {
  readonly #open: () => Promise<AsyncIterable<T>>;
  #iterator: AsyncIterator<T> | undefined;
  #opening: Promise<AsyncIterator<T>> | undefined;
  #isOver = false;

  constructor(open: () => Promise<AsyncIterable<T>>) {
    this.#open = open;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    if (this.#iterator) return this.#iterator.next();
    if (this.#isOver) return Promise.resolve({ done: true, value: undefined });
    this.#opening ??= this.#begin();
    return this.#opening.then((iterator) => iterator.next());
  }

  async return(): Promise<IteratorResult<T>> {
    this.#isOver = true;
    const iterator = await this.#opening?.catch(() => undefined);
    return (await iterator?.return?.()) ?? { done: true, value: undefined };
  }

  async #begin(): Promise<AsyncIterator<T>> {
    try {
      const source = await this.#open();
      this.#iterator = source[Symbol.asyncIterator]();
      return this.#iterator;
    } catch (error) {
      this.#isOver = true;
      throw error;
    }
  }
}

/** A source that takes time to open, at its first read; from then on it is that source. Closed meanwhile, it closes that. */
export const opened = <T>(open: () => Promise<AsyncIterable<T>>): AsyncIterableIterator<T> => new Opened(open);

/** See `resumed`. */
class Resumed<T> implements AsyncIterableIterator<T> {
  readonly #held: readonly T[];
  readonly #rest: AsyncIterator<T>;
  #at = 0;

  constructor(held: readonly T[], rest: AsyncIterator<T>) {
    this.#held = held;
    this.#rest = rest;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<IteratorResult<T>> {
    const value = this.#held[this.#at];
    if (value === undefined) return this.#rest.next();
    this.#at += 1;
    return Promise.resolve({ done: false, value });
  }

  async return(): Promise<IteratorResult<T>> {
    this.#at = this.#held.length;
    await this.#rest.return?.();
    return { done: true, value: undefined };
  }
}

/** Values that are there, and then what is left of a source. */
export const resumed = <T>(held: readonly T[], rest: AsyncIterator<T>): AsyncIterableIterator<T> =>
  new Resumed(held, rest);
