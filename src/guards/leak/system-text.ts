import { mix, Places } from './places.ts';
import { Window } from './window.ts';
import { type Word, Words } from './words.ts';

/** Characters of a system text that are looked for. */
const MOST_SYSTEM_CHARS = 200_000;

/** A system text by its words: which there are, which stand side by side, and every window of a run. */
export class SystemText {
  readonly #ids: Int32Array;
  readonly #vocabulary = new Map<string, number>();
  readonly #pairs: Places;
  readonly #windows: Places; // by their last word
  readonly #lengths: Uint8Array; // of the window that ends at each word; 0: too little stands before it

  constructor(system: readonly string[]) {
    const words: Word[] = [];
    readWords(system, MOST_SYSTEM_CHARS, (word) => words.push(word));
    this.#ids = Int32Array.from(words, ({ text }) => this.#learn(text));
    this.#pairs = new Places(words.length);
    this.#windows = new Places(words.length);
    this.#lengths = new Uint8Array(words.length);
    const window = new Window();
    for (const [place, { weight, start, end }] of words.entries()) {
      const id = this.#id(place);
      if (place > 0) this.#pairs.add(pairHash(this.#id(place - 1), id), place, this.#isPair(this.#id(place - 1), id));
      window.push(id, weight, start, end);
      if (!window.isFull) continue;
      this.#lengths[place] = window.length;
      this.#windows.add(window.hash, place, this.#isWindow(window));
    }
  }

  /** Undefined for a word that is not there. */
  idOf(text: string): number | undefined {
    return this.#vocabulary.get(text);
  }

  hasPair(id: number, next: number): boolean {
    return this.#pairs.find(pairHash(id, next), this.#isPair(id, next)) !== -1;
  }

  /** Where the words of a full window stand in this order; -1: nowhere. */
  find(window: Window): number {
    return this.#windows.find(window.hash, this.#isWindow(window));
  }

  #learn(text: string): number {
    const known = this.#vocabulary.get(text);
    if (known !== undefined) return known;
    this.#vocabulary.set(text, this.#vocabulary.size);
    return this.#vocabulary.size - 1;
  }

  #id(place: number): number {
    return this.#ids[place] ?? -1;
  }

  #isPair(id: number, next: number) {
    return (place: number): boolean => this.#ids[place] === next && this.#ids[place - 1] === id;
  }

  #isWindow(window: Window) {
    return (place: number): boolean => {
      const { length, first } = window;
      if (this.#lengths[place] !== length) return false;
      for (let at = 0; at < length; at++)
        if (this.#ids[place - length + 1 + at] !== window.id(first + at)) return false;
      return true;
    };
  }
}

/** A system text less what is quoted of it elsewhere. */
export class UnquotedText {
  readonly #system: SystemText;
  readonly #quoted: readonly string[];
  #elsewhere: ReadonlySet<number> | undefined; // read when the first run is met, as most answers have none

  /** @param quoted texts whose runs do not count */
  constructor(system: SystemText, quoted: readonly string[]) {
    this.#system = system;
    this.#quoted = quoted;
  }

  /** Whether the words of a full window stand in the system text in this order, and in nothing that is quoted. */
  has(window: Window): boolean {
    const place = this.#system.find(window);
    if (place === -1) return false;
    this.#elsewhere ??= this.#placesElsewhere();
    return !this.#elsewhere.has(place);
  }

  #placesElsewhere(): ReadonlySet<number> {
    const places = new Set<number>();
    for (const text of this.#quoted) {
      const window = new Window();
      readWords([text], text.length, (word) => {
        if (!follow(this.#system, window, word)) return;
        const place = this.#system.find(window);
        if (place !== -1) places.add(place);
      });
    }
    return places;
  }
}

/**
 * Moves a window on by a word of another text. Where two words do not stand side by side in the system text, no run goes
 * on, and the window begins anew. Returns whether it is full.
 */
export function follow(system: SystemText, window: Window, { text, weight, start, end }: Word): boolean {
  const id = system.idOf(text);
  if (id === undefined || (window.length > 0 && !system.hasPair(window.id(window.count - 1), id))) window.clear();
  if (id === undefined) return false;
  window.push(id, weight, start, end);
  return window.isFull;
}

function readWords(texts: readonly string[], most: number, take: (word: Word) => void): void {
  let left = most;
  for (const text of texts) {
    new Words(take).read(text.slice(0, left), true);
    left = Math.max(0, left - text.length);
  }
}

const pairHash = (id: number, next: number): number => Math.imul(mix(id + 1), 31) + next;
