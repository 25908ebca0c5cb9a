/** What a roster keeps: where it stands in it is written on it. */
export interface Seated {
  /** Kept by the roster; -1: not in it. */
  seat: number;
}

/**
 * Things that come and go, in no order. A `Set` through which many pass is replaced by a new table now and then, and V8 lets
 * each old table hold on to the next one: what passed through it then outlives it until the next full collection.
 */
export class Roster<T extends Seated> implements Iterable<T> {
  readonly #items: T[] = [];

  get size(): number {
    return this.#items.length;
  }

  add(item: T): void {
    if (item.seat === -1) item.seat = this.#items.push(item) - 1;
  }

  /** Whether it was there. */
  delete(item: T): boolean {
    const { seat } = item;
    if (seat === -1) return false;
    const last = this.#items.pop() as T;
    if (last !== item) {
      this.#items[seat] = last;
      last.seat = seat;
    }
    item.seat = -1;
    return true;
  }

  /** Those that are there now, whatever comes or goes meanwhile. */
  [Symbol.iterator](): Iterator<T> {
    return [...this.#items][Symbol.iterator]();
  }
}
