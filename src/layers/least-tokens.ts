import { TokenMeter } from '../lib/token-estimate.ts';

const ABOVE_COUNT = 1.3; // estimate through count, at the median
const REPEATED = /(.)\1+/gs;

/**
 * The tokens that an answer has come to at the least: who is cut off must be past his bound for sure. A sign again and again
 * counts once, as a tokenizer has tokens of a hundred blanks.
 */
export class LeastTokens {
  readonly #meter = new TokenMeter();
  #last = '';

  add(text: string): void {
    const once = (this.#last + text).replace(REPEATED, '$1');
    this.#meter.add(once.slice(this.#last.length));
    this.#last = once.slice(-1);
  }

  get tokens(): number {
    return this.#meter.tokens / ABOVE_COUNT;
  }
}
