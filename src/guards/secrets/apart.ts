import type { Match } from '../../types/guard.ts';

/**
 * Matches of one rule that overlap, side by side: the later one is cut behind the earlier, so that a chain of them has
 * borders where a stream can be shown. Matches of two rules stay as they are: what is done about each may differ.
 *
 * @param matches in order of `start` and of `end`
 * @param ends where the last match of each rule ended; kept up to date
 */
export function apart(matches: readonly Match[], ends = new Map<string, number>()): readonly Match[] {
  const cut = matches.map((match) => {
    const start = Math.max(match.start, ends.get(match.rule) ?? 0);
    ends.set(match.rule, match.end);
    return { ...match, start };
  });
  return cut.sort(byStart);
}

export const byStart = (one: Match, other: Match): number => one.start - other.start || other.end - one.end;
