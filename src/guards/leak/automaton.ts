/**
 * Looks for many ASCII words at once, one character after another (Aho and Corasick 1975). A state is the longest end of
 * what was read that begins a word; 0 is the one in which nothing has begun. Linear in the text, whatever the words.
 */
export class Automaton {
  readonly #lengths: readonly number[];
  readonly #units = [0]; // of each state, the character that leads to it
  readonly #depths = [0];
  readonly #words = [-1];
  readonly #child = [0]; // the first state one character deeper, and the next one beside it; 0: none
  readonly #sibling = [0];
  readonly #fallback = [0];
  readonly #first = new Int32Array(0x80); // the children of state 0, which is where ordinary text stays

  constructor(words: readonly string[]) {
    this.#lengths = words.map(({ length }) => length);
    for (const [index, word] of words.entries()) {
      let state = 0;
      for (let at = 0; at < word.length; at++) state = this.#deeper(state, word.charCodeAt(at));
      if (this.#words[state] === -1) this.#words[state] = index;
    }
    for (let state = this.#child[0] ?? 0; state !== 0; state = this.#sibling[state] ?? 0)
      this.#first[this.#units[state] ?? 0] = state;
    this.#link();
  }

  next(from: number, unit: number): number {
    for (let state = from; state !== 0; state = this.#fallback[state] ?? 0) {
      const child = this.#childOf(state, unit);
      if (child !== 0) return child;
    }
    return this.#first[unit] ?? 0;
  }

  /** How many characters a state stands for. */
  depth(state: number): number {
    return this.#depths[state] ?? 0;
  }

  /** How many characters a word has. */
  length(word: number): number {
    return this.#lengths[word] ?? 0;
  }

  /** The index of the word that ends in a state; -1: none. */
  word(state: number): number {
    return this.#words[state] ?? -1;
  }

  #childOf(state: number, unit: number): number {
    let child = this.#child[state] ?? 0;
    while (child !== 0 && this.#units[child] !== unit) child = this.#sibling[child] ?? 0;
    return child;
  }

  #deeper(state: number, unit: number): number {
    const known = this.#childOf(state, unit);
    if (known !== 0) return known;
    const child = this.#units.push(unit) - 1;
    this.#depths.push(this.depth(state) + 1);
    this.#words.push(-1);
    this.#child.push(0);
    this.#sibling.push(this.#child[state] ?? 0);
    this.#child[state] = child;
    return child;
  }

  /** Breadth first, as where a state falls back to is less deep than it is. */
  #link(): void {
    const queue = [0];
    for (let at = 0; at < queue.length; at++) {
      const parent = queue[at] ?? 0;
      for (let state = this.#child[parent] ?? 0; state !== 0; state = this.#sibling[state] ?? 0) {
        queue.push(state);
        const fallback = parent === 0 ? 0 : this.next(this.#fallback[parent] ?? 0, this.#units[state] ?? 0);
        this.#fallback[state] = fallback;
        if (this.#words[state] === -1) this.#words[state] = this.word(fallback);
      }
    }
  }
}
