import { systemClock } from '../../lib/clock.ts';

const MAX = 10_000;

/** What was found out, for a while. At most 10,000 items; the one that was kept first goes first. */
export class Kept<T> {
  readonly #items = new Map<string, { readonly value: T; readonly until: number }>();

  get(key: string): T | undefined {
    const item = this.#items.get(key);
    if (item && systemClock.now() < item.until) return item.value;
    this.#items.delete(key);
    return undefined;
  }

  /** @param until by the system clock, which never goes back */
  set(key: string, value: T, until: number): void {
    this.#items.delete(key);
    const [first] = this.#items.keys();
    if (first !== undefined && this.#items.size >= MAX) this.#items.delete(first);
    this.#items.set(key, { value, until });
  }

  delete(key: string): void {
    this.#items.delete(key);
  }
}
