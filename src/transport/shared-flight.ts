/**
 * One piece of work that several callers wait for. Each may leave at any time, and the others wait on; when the last one has
 * left, the work is aborted.
 */
export class SharedFlight<T> {
  readonly #controller = new AbortController();
  readonly #result: Promise<T>;
  #waiting = 0;

  constructor(work: (signal: AbortSignal) => Promise<T>) {
    this.#result = Promise.resolve(this.#controller.signal).then(work);
    this.#result.catch(() => {}); // whoever waits is told
  }

  /** Whether everybody left before there was a result. */
  get isAbandoned(): boolean {
    return this.#controller.signal.aborted;
  }

  /** Its result, or the reason of `signal`, whichever is first. */
  join(signal: AbortSignal): Promise<T> {
    this.#waiting++;
    return new Promise((resolve, reject) => {
      const leave = () => {
        reject(signal.reason);
        this.#waiting--;
        if (this.#waiting === 0)
          this.#controller.abort(new DOMException('Nobody waits for this any more', 'AbortError'));
      };
      if (signal.aborted) return leave();
      signal.addEventListener('abort', leave, { once: true });
      const stay = () => signal.removeEventListener('abort', leave);
      this.#result.then(resolve, reject).then(stay);
    });
  }
}
