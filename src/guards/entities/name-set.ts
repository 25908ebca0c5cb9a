/** Names as a Bloom filter: no text of them is shipped, and about one word in a hundred that is none is taken for one. */
export class NameSet {
  readonly #packed: string;
  #bits: Uint8Array | undefined;

  /** @param packed the bits in base64, as `scripts/train-names.ts` writes them */
  constructor(packed: string) {
    this.#packed = packed;
  }

  /** Whether a word is a name, in any case. */
  has(word: string): boolean {
    this.#bits ??= Uint8Array.from(atob(this.#packed), (unit) => unit.charCodeAt(0));
    const bits = this.#bits;
    return placesOf(word, bits.length * 8).every((place) => ((bits[place >> 3] ?? 0) & (1 << (place & 7))) !== 0);
  }
}

const PLACES = 7;

/** Where the bits of a word stand: two FNV-1a hashes, combined. A. Kirsch, M. Mitzenmacher, Less Hashing, 2006. */
export function placesOf(word: string, size: number): readonly number[] {
  const folded = word.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
  const one = hash(folded, 0x811c9dc5);
  const other = hash(folded, 0x1000193) | 1;
  return Array.from({ length: PLACES }, (_, at) => ((one + Math.imul(at, other)) >>> 0) % size);
}

function hash(text: string, seed: number): number {
  let value = seed;
  for (let index = 0; index < text.length; index++) value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  return (value ^ (value >>> 15)) >>> 0;
}
