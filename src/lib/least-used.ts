const CANDIDATES = 16; // looked at for the one to forget

/**
 * An entry for each name, of those asked about last. Of the 16 that were silent longest the one that has used least is
 * forgotten, so that nobody gets off by making many others.
 */
export class LeastUsed<Entry> {
  readonly #max: number;
  readonly #make: () => Entry;
  readonly #usedShare: (entry: Entry, now: number) => number;
  readonly #entries = new Map<string, Entry>(); // by last use

  /** @param usedShare 0 for an entry that is as good as new */
  constructor(max: number, make: () => Entry, usedShare: (entry: Entry, now: number) => number) {
    this.#max = max;
    this.#make = make;
    this.#usedShare = usedShare;
  }

  of(name: string, now: number): Entry {
    const known = this.#entries.get(name);
    if (known) this.#entries.delete(name);
    else if (this.#entries.size >= this.#max) this.#entries.delete(this.#dispensable(now));
    const entry = known ?? this.#make();
    this.#entries.set(name, entry);
    return entry;
  }

  #dispensable(now: number): string {
    let [least, found] = [Number.POSITIVE_INFINITY, ''];
    let looked = 0;
    for (const [name, entry] of this.#entries) {
      const used = this.#usedShare(entry, now);
      if (used < least) [least, found] = [used, name];
      looked += 1;
      if (used === 0 || looked === CANDIDATES) break;
    }
    return found;
  }
}
