import type { Rule } from '../rule.ts';

/** What a candidate is looked for at: an at sign, the first digit of a group of digits, a colon inside hexadecimal. */
export type Anchor = 'at' | 'digits' | 'colon';

export interface PersonalDataRule extends Rule {
  readonly entity: string;
  readonly anchor: Anchor;
  /** Where the pattern is tried, given the anchor's offset; undefined where it cannot match. Default: at the anchor. */
  readonly startOf?: (text: string, anchor: number) => number | undefined;
}
