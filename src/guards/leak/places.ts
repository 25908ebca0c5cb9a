/** A set of places in a sequence, found by what stands there: a hash table with open addressing, of 4 bytes a slot. */
export class Places {
  readonly #slots: Int32Array; // a place and one; 0: free
  readonly #mask: number;

  /** @param most how many places are added at most */
  constructor(most: number) {
    const size = 2 ** Math.ceil(Math.log2(most * 2 + 2));
    this.#slots = new Int32Array(size);
    this.#mask = size - 1;
  }

  /** The place of this hash that is the same as what is asked for; -1: none. The hash alone proves nothing. */
  find(hash: number, same: (place: number) => boolean): number {
    for (let slot = mix(hash) & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const place = (this.#slots[slot] ?? 0) - 1;
      if (place === -1 || same(place)) return place;
    }
  }

  /** Adds a place, where none that is the same is there. */
  add(hash: number, added: number, same: (place: number) => boolean): void {
    let slot = mix(hash) & this.#mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & this.#mask) if (same((this.#slots[slot] ?? 0) - 1)) return;
    this.#slots[slot] = added + 1;
  }
}

/** Spreads the bits of a 32-bit number (the finalizer of MurmurHash3). */
export function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
