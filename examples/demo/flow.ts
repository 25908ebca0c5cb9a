import { width } from '../../src/cli/terminal/width.ts';

/** Breaks a text into lines while it comes. Lines that begin with a mark such as `>` are set in below it. */
export class Flow {
  readonly #indent: string;
  readonly #columns: number;
  #word = '';
  #used = 0;
  #hang = 0;

  constructor(indent: string, columns: number) {
    this.#indent = indent;
    this.#columns = columns;
  }

  /** What can be printed now: every word that is known to be whole. */
  push(text: string): string {
    let out = '';
    for (const character of text) {
      if (/\S/.test(character)) {
        this.#word += character;
        continue;
      }
      out += this.end();
      if (character !== '\n') continue;
      out += '\n';
      this.#used = 0;
      this.#hang = 0;
    }
    return out;
  }

  /** The last word. */
  end(): string {
    const word = this.#word;
    if (word === '') return '';
    this.#word = '';
    const needs = width(word);
    if (this.#used === 0) {
      this.#used = needs;
      if (/^[>*-]$/.test(word)) this.#hang = 2;
      return this.#indent + word;
    }
    if (this.#used + 1 + needs <= this.#columns) {
      this.#used += 1 + needs;
      return ` ${word}`;
    }
    this.#used = this.#hang + needs;
    return `\n${this.#indent}${' '.repeat(this.#hang)}${word}`;
  }
}
