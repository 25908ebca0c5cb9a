const OPEN = '<think>';
const CLOSE = '</think>';
const MAX_LEAD = 64; // white space that may stand before the tag

/** A piece of an answer, told apart. */
export interface Told {
  readonly reasoning: string;
  readonly text: string;
}

/**
 * Tells reasoning from the answer where a server leaves both in one text: `<think>…</think>` at its very beginning, as
 * models write it and servers without a parser for it pass it on. White space behind the tag is no part of the answer.
 */
export class ThinkTag {
  #state: 'before' | 'inside' | 'behind' | 'over' = 'before';
  #held = '';

  read(piece: string): Told {
    if (this.#state === 'over') return { reasoning: '', text: piece };
    this.#held += piece;
    if (this.#state === 'before') return this.#before();
    return this.#state === 'inside' ? this.#inside() : this.#behind('');
  }

  /** What was held back and is nothing but text now, or reasoning that never ended. */
  end(): Told {
    const held = this.#held;
    this.#held = '';
    if (this.#state === 'inside') return { reasoning: held, text: '' };
    return { reasoning: '', text: this.#state === 'before' ? held : '' };
  }

  #before(): Told {
    const start = this.#held.trimStart();
    if (start.startsWith(OPEN)) {
      this.#state = 'inside';
      this.#held = start.slice(OPEN.length);
      return this.#inside();
    }
    if (OPEN.startsWith(start) && this.#held.length <= MAX_LEAD) return { reasoning: '', text: '' };
    return this.#over('');
  }

  #inside(): Told {
    const end = this.#held.indexOf(CLOSE);
    if (end === -1) {
      const safe = this.#held.length - partLength(this.#held);
      const reasoning = this.#held.slice(0, safe);
      this.#held = this.#held.slice(safe);
      return { reasoning, text: '' };
    }
    const reasoning = this.#held.slice(0, end);
    this.#state = 'behind';
    this.#held = this.#held.slice(end + CLOSE.length);
    return this.#behind(reasoning);
  }

  #behind(reasoning: string): Told {
    this.#held = this.#held.trimStart();
    return this.#held === '' ? { reasoning, text: '' } : this.#over(reasoning);
  }

  #over(reasoning: string): Told {
    const text = this.#held;
    this.#state = 'over';
    this.#held = '';
    return { reasoning, text };
  }
}

/** How much of the end of a text could be the beginning of the closing tag. */
function partLength(text: string): number {
  let length = Math.min(CLOSE.length - 1, text.length);
  while (length > 0 && !text.endsWith(CLOSE.slice(0, length))) length -= 1;
  return length;
}
