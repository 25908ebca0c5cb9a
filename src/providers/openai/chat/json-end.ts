/**
 * Tells whether JSON that comes in pieces has closed what it opened. Brackets and quotes are counted as they pass, so that
 * asking after each piece costs nothing; whether it is JSON at all is for a parser.
 */
export class JsonEnd {
  #begun = false;
  #depth = 0;
  #inString = false;
  #escaped = false;

  /** Whether anything but white space has come. */
  get begun(): boolean {
    return this.#begun;
  }

  get reached(): boolean {
    return this.#begun && !this.#inString && this.#depth <= 0;
  }

  feed(text: string): void {
    this.#begun ||= text.trim() !== '';
    for (const character of text) {
      if (this.#escaped) this.#escaped = false;
      else if (character === '"') this.#inString = !this.#inString;
      else if (this.#inString) this.#escaped = character === '\\';
      else if (character === '{' || character === '[') this.#depth += 1;
      else if (character === '}' || character === ']') this.#depth -= 1;
    }
  }
}
