import { NetworkError } from '../errors.ts';

/** Code that comes late, `what` as an error names it. Where it cannot be loaded the error is a NetworkError, and says so. */
export const brought = <T>(what: string, code: Promise<T>): Promise<T> =>
  code.catch((cause) => {
    throw new NetworkError(`The code ${what} could not be loaded: check the network, then call again`, { cause });
  });

/**
 * What comes with the first call rather than with the page: loaded when it is first asked for, once. Where that fails, the
 * next one to ask tries again.
 */
export function late<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

/** What clients share before it is there: their first call, which brings the code for it, puts it in. */
export class Slot<T> {
  #value: T | undefined;

  constructor(value?: T) {
    this.#value = value;
  }

  get value(): T | undefined {
    return this.#value;
  }

  /** What is in it; the first to ask makes that. */
  filled(make: () => T): T {
    this.#value ??= make();
    return this.#value;
  }
}
