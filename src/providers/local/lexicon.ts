import { formsOf } from './forms.ts';

/** Words and phrases with their weights, -4 to 4. A phrase joins its words by `_`. */
export class Lexicon {
  readonly #weights: ReadonlyMap<string, number>;
  readonly #openers = new Set<string>(); // first words of phrases
  readonly #lengths = new Map<string, number>(); // first two words to the words of their longest phrase
  readonly #known = new Map<string, Entry | undefined>();

  constructor(weights: ReadonlyMap<string, number>) {
    this.#weights = weights;
    for (const key of weights.keys()) {
      const words = key.split('_');
      const [first = '', second = ''] = words;
      if (first === '' || second === '') continue; // a word, or an emoticon such as ^_^
      const opening = `${first}_${second}`;
      this.#openers.add(first);
      this.#lengths.set(opening, Math.max(words.length, this.#lengths.get(opening) ?? 0));
    }
  }

  /** The entry for one word or symbol, also through its simpler forms. */
  word(key: string): Entry | undefined {
    if (key.length > 40) return undefined;
    if (this.#known.has(key)) return this.#known.get(key);
    const entry = this.#find(key);
    if (this.#known.size < 20_000) this.#known.set(key, entry);
    return entry;
  }

  /** The longest phrase that starts at `index`, and how many words it has. */
  phrase(words: readonly string[], index: number): (Entry & { readonly length: number }) | undefined {
    if (!this.#openers.has(words[index] ?? '')) return undefined;
    const longest = this.#lengths.get(`${words[index]}_${words[index + 1]}`) ?? 0;
    for (let length = longest; length > 1; length--) {
      const key = words.slice(index, index + length).join('_');
      const weight = this.#weights.get(key);
      if (weight !== undefined) return { key, weight, factor: 1, length };
    }
    return undefined;
  }

  #find(key: string): Entry | undefined {
    for (const { base, factor } of [{ base: key, factor: 1 }, ...formsOf(key)]) {
      const weight = this.#weights.get(base);
      if (weight !== undefined) return { key: base, weight, factor };
    }
    return undefined;
  }
}

export interface Entry {
  readonly key: string;
  readonly weight: number;
  /** How much of the weight this form of the word keeps. */
  readonly factor: number;
}
