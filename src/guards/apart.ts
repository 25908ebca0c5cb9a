import { byStart } from '../lib/stretches.ts';
import type { Match } from '../types/guard.ts';

/**
 * Sets matches that overlap side by side, so that a chain of them has borders where a stream can be shown: a match is cut
 * behind the one before it of its rule. One of another rule is left whole, as what is done about the two may differ, until
 * the chain is too long.
 */
export class Apart {
  readonly #longest: number;
  readonly #ends = new Map<string, number>(); // of the last match of each rule
  #end = 0; // of the last match
  #border = 0; // nothing that is still to come begins before it

  /** @param longest the length from which a chain is cut whatever the rules */
  constructor(longest = Number.POSITIVE_INFINITY) {
    this.#longest = longest;
  }

  /** Takes the next matches, in order of `start` and of `end`. */
  add(matches: readonly Match[]): readonly Match[] {
    return matches.map((match) => this.#cut(match)).sort(byStart);
  }

  #cut(match: Match): Match {
    if (match.start >= this.#end || match.end - this.#border > this.#longest)
      this.#border = Math.max(match.start, this.#end);
    const start = Math.max(match.start, this.#border, this.#ends.get(match.rule) ?? 0);
    this.#end = match.end;
    this.#ends.set(match.rule, match.end);
    return { ...match, start };
  }
}
