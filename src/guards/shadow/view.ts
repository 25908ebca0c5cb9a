import { firstWhere } from '../../lib/bisect.ts';
import { Offsets } from '../../lib/screening/offsets.ts';
import type { Match } from '../../types/guard.ts';

/** A text as a detector reads it, with the way back to the text that was given. */
export interface View {
  readonly text: string;
  /** The match with its offsets in the given text; undefined for one that the given text shows as it is. */
  restore(match: Match): Match | undefined;
}

/** One stretch of a text and what it stands for. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  readonly plain: string;
}

/** The text with every stretch as what it stands for. A match counts that touches one of them. */
export function rewritten(given: string, stretches: readonly Stretch[]): View {
  const offsets = new Offsets();
  const text = offsets.edit(given, stretches, (_, { plain }) => plain);
  return {
    text,
    restore(match) {
      const restored = offsets.restore(match);
      return touches(stretches, restored) ? restored : undefined;
    },
  };
}

/** Whether one of the stretches, which are in order, lies in a match. */
function touches(stretches: readonly Stretch[], { start, end }: Match): boolean {
  const next = firstWhere(stretches.length, (index) => (stretches[index]?.end ?? 0) > start);
  return (stretches[next]?.start ?? end) < end;
}
