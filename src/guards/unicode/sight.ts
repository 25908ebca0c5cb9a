import type { UnicodeRule } from './rules.ts';

/**
 * What one rule says of one run. `lone` stays when at most one other stands nearby, `spaced` unless they go letter by
 * letter, `wait` asks for more of the text.
 */
export type Fate = 'keep' | 'drop' | 'lone' | 'spaced' | 'wait';

/** A run of hidden characters of one kind, and what stands on either side. */
export interface Sight {
  readonly text: string;
  /** Nothing follows the text. */
  readonly last: boolean;
  readonly start: number;
  readonly end: number;
  /** Its first code point. */
  readonly code: number;
  /** Traits of the neighbour; 0 where that one is removed. An edge of the text counts as a blank. */
  readonly before: number;
  readonly after: number;
  /** The neighbour before is removed, or the one after is hidden too. */
  readonly crowded: boolean;
}

/** A run that goes, or may go. `at` counts only what stays before it, so that cleaning moves no run nearer another. */
export interface Run {
  readonly rule: UnicodeRule;
  readonly fate: Fate;
  readonly start: number;
  end: number;
  readonly at: number;
}

/** How far a rule looks for company or for right-to-left text, in UTF-16 units. */
export const NEAR = 32;

/** The longest run that is reported as one. A longer one comes in parts, so that a stream need not remember it. */
export const LONGEST = 128;
