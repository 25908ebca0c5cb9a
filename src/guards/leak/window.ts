import { mix } from './places.ts';
import { ENOUGH } from './words.ts';

/** More than the words of a window, and a power of two. */
const SIZE = 64;
const BASE = 0x01000193;
const POWERS = new Int32Array(SIZE).map((_, power) => {
  let value = 1;
  for (let times = 0; times < power; times++) value = Math.imul(value, BASE);
  return value;
});

/** The last words of a text: just as many as make a run, or fewer. Its hash rolls on word by word (Karp, Rabin 1987). */
export class Window {
  /** How many words there were, and the number of the first one in the window. */
  count = 0;
  first = 0;
  hash = 0;
  #weight = 0;
  readonly #ids = new Int32Array(SIZE);
  readonly #weights = new Uint8Array(SIZE);
  readonly #starts = new Float64Array(SIZE);
  readonly #ends = new Float64Array(SIZE);

  get length(): number {
    return this.count - this.first;
  }

  get isFull(): boolean {
    return this.#weight >= ENOUGH;
  }

  /** Of the word with a number, one of the last 64. */
  id = (number: number): number => this.#ids[number % SIZE] ?? -1;
  weight = (number: number): number => this.#weights[number % SIZE] ?? 0;
  start = (number: number): number => this.#starts[number % SIZE] ?? 0;
  end = (number: number): number => this.#ends[number % SIZE] ?? 0;

  push(id: number, weight: number, start: number, end: number): void {
    const slot = this.count++ % SIZE;
    this.#ids[slot] = id;
    this.#weights[slot] = weight;
    this.#starts[slot] = start;
    this.#ends[slot] = end;
    this.#weight += weight;
    this.hash = (Math.imul(this.hash, BASE) + mix(id + 1)) | 0;
    while (this.#weight - this.weight(this.first) >= ENOUGH) this.#drop();
  }

  clear(): void {
    this.first = this.count;
    this.#weight = 0;
    this.hash = 0;
  }

  #drop(): void {
    this.hash = (this.hash - Math.imul(mix(this.id(this.first) + 1), POWERS[this.length - 1] ?? 0)) | 0;
    this.#weight -= this.weight(this.first++);
  }
}
