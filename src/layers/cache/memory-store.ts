import type { Clock } from '../../types/clock.ts';
import type { Store } from '../../types/store.ts';

/** Characters of all entries together: 32 MB at most. */
const MAX_CHARS = 16_000_000;

interface Entry {
  readonly value: string;
  readonly until: number;
}

/** A store of this process. Where it is full, what was not asked for the longest goes first. */
export class MemoryStore implements Store {
  readonly #entries = new Map<string, Entry>(); // the least recently used first
  readonly #maxEntries: number;
  readonly #ttlMs: number;
  readonly #clock: Clock;
  #chars = 0;

  constructor(maxEntries: number, ttlMs: number, clock: Clock) {
    this.#maxEntries = maxEntries;
    this.#ttlMs = ttlMs;
    this.#clock = clock;
  }

  getItem(key: string): string | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (this.#clock.now() >= entry.until) return this.removeItem(key);
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  setItem(key: string, value: string): void {
    this.removeItem(key);
    this.#entries.set(key, { value, until: this.#clock.now() + this.#ttlMs });
    this.#chars += value.length;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxEntries && this.#chars <= MAX_CHARS) return;
      this.removeItem(oldest);
    }
  }

  removeItem(key: string): undefined {
    this.#chars -= this.#entries.get(key)?.value.length ?? 0;
    this.#entries.delete(key);
  }
}
