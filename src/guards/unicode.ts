import { edit } from '../lib/edit.ts';
import type { Guard, Match } from '../types/guard.ts';
import { hidden } from './unicode/hidden.ts';
import { mixedScript } from './unicode/mixed-script.ts';
import { UNICODE_RULES } from './unicode/rules.ts';
import type { Run } from './unicode/sight.ts';
import { isSuspect } from './unicode/suspect.ts';

export { UNICODE_RULES } from './unicode/rules.ts';

/** Marks on one base character before the rest counts as noise. Pointed Hebrew and Burmese need up to 5. */
const MOST_MARKS = 8;

/**
 * Finds characters that hide, reorder or disguise text, and leaves those that a script, an emoji or code layout needs.
 *
 * @param text any length; linear time, and one scan of a few small classes where nothing is hidden
 * @returns matches sorted by start, none overlapping; score 1 is removed or replaced, below 1 is a warning
 * @see UNICODE_RULES for each rule's source and for what it leaves alone
 */
export const unicode = {
  id: 'unicode',
  reach: 256, // an escape sequence with its frame; every other rule looks 32 characters around
  stages: ['input', 'output'],
  scan(text: string): readonly Match[] {
    const removals = isSuspect(text, MOST_MARKS) ? hidden(text, MOST_MARKS).map(removal) : [];
    const warnings = mixedScript(text);
    return warnings.length === 0 ? removals : interleave(removals, warnings);
  },
  replacement: (_: string, { rule }: Match): string | undefined =>
    UNICODE_RULES.find((one) => one.rule === rule)?.replacement,
} as const satisfies Guard;

/** The text without what was found in it. Always well formed; cleaning twice is cleaning once. */
export const cleanUnicode = (text: string, matches: readonly Match[]): string =>
  edit(text, matches, (matched, match) => unicode.replacement(matched, match) ?? matched);

const removal = ({ rule, start, end }: Run): Match => ({ rule, score: 1, start, end });

/** Both in order; a warning that a removal cuts into gives way. */
function interleave(removals: readonly Match[], warnings: readonly Match[]): readonly Match[] {
  if (removals.length === 0) return warnings;
  let next = 0;
  const kept = warnings.filter(({ start, end }) => {
    while ((removals[next]?.end ?? Number.POSITIVE_INFINITY) <= start) next++;
    return (removals[next]?.start ?? end) >= end;
  });
  return [...removals, ...kept].sort((one, other) => one.start - other.start);
}
