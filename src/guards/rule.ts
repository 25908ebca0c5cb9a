import { byStart } from '../lib/stretches.ts';
import type { Match } from '../types/guard.ts';

/** A detection rule as data: the scanner reads `pattern` and `check`, the tests and docs the rest. */
export interface Rule {
  readonly rule: string;
  /** Presidio's name, for personal data. */
  readonly entity?: string;
  /** One line for a reader. */
  readonly what: string;
  /** The standard or vendor page the form comes from. */
  readonly source: string;
  /** Texts that the rule finds, as functions so that no source file holds what looks like a live secret. */
  readonly examples: readonly (() => string)[];
  /** Texts that look alike and that the rule leaves. */
  readonly lookAlikes: readonly (() => string)[];
  readonly knownMisses: string;
  /** Sticky. Tried where an anchor of the guard stands; bounded, so that the time is linear. */
  readonly pattern: RegExp;
  /** Decides on what the pattern matched. `start` is where that begins in the text. */
  readonly check?: (matched: string, text: string, start: number) => boolean;
}

/** What the docs say of a rule, also of one that is code rather than a pattern. */
export type RuleFacts = Omit<Rule, 'pattern' | 'check'>;

/**
 * Drops a match that lies inside a longer one, or on the same span as one of an earlier rule. What holds a match is in the
 * end a match that nothing holds, so no verdict hangs on a chain of others.
 *
 * @param rank the place of a rule in its table
 * @returns what is left, in order of `start`
 */
export function outermost(matches: readonly Match[], rank: (rule: string) => number): readonly Match[] {
  if (matches.length < 2) return matches;
  const ordered = matches.toSorted((one, other) => byStart(one, other) || rank(one.rule) - rank(other.rule));
  let furthest = -1;
  return ordered.filter(({ end }) => {
    if (end <= furthest) return false;
    furthest = end;
    return true;
  });
}
