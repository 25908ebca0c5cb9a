/** Runs what concerns one key one after another, in the order in which it was asked for. */
export class InTurn {
  readonly #last = new Map<string, Promise<unknown>>();

  #alone: Promise<unknown> | undefined;

  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.#last.get(key) ?? this.#alone;
    const mine = before ? before.then(work, work) : work();
    this.#last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(key) === mine) this.#last.delete(key);
    }
  }

  /** Runs what concerns all keys: after what was asked for before it, before what is asked for later. */
  async alone<T>(work: () => Promise<T>): Promise<T> {
    const mine = Promise.allSettled([...this.#last.values(), this.#alone]).then(work);
    this.#last.clear();
    this.#alone = mine;
    try {
      return await mine;
    } finally {
      if (this.#alone === mine) this.#alone = undefined;
    }
  }
}
