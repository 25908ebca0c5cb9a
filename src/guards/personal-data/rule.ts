import type { Rule } from '../rule.ts';

/**
 * What a candidate is looked for at: an at sign, the first digit of a group of digits, a colon inside hexadecimal, the one of
 * a URL's scheme, a full stop before a letter; for a `code`, the beginning of a word that holds a digit. A `number`
 * is any group of up to four digits; what has no sign of its own has a `global` pattern.
 */
export type Anchor = 'at' | 'digits' | 'colon' | 'scheme' | 'dot' | 'code' | 'number' | 'global';

export interface PersonalDataRule extends Rule {
  readonly entity: string;
  readonly anchor: Anchor;
  /** Where the pattern is tried, given the anchor's offset; undefined where it cannot match. Default: at the anchor. */
  readonly startOf?: (text: string, anchor: number) => number | undefined;
  /** How much of what the pattern matched counts, from its start. Default: all. */
  readonly lengthOf?: (matched: string) => number;
}

/**
 * A number of some register: letters and digits, in groups that a single space, hyphen, full stop or slash parts. It is tried
 * where a word with a digit begins, and at up to two groups of capitals before that, as in `AB 12 34 56 C`.
 */
export interface CodeRule extends PersonalDataRule {
  readonly anchor: 'code';
  /**
   * Words of which one must stand within 64 characters before, in the languages of the number: lower case, no accents, one
   * word or a phrase. `number`, `nr`, a plural and the like are taken off the words of a text. One that ends in `!` counts
   * only right before the number: at most twelve characters between.
   */
  readonly context: readonly string[];
  /**
   * Whether what passed `check` counts with no such word: only where at most one random number of the shape in a hundred
   * does. Default: never.
   */
  readonly alone?: (matched: string) => boolean;
}
