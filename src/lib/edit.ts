import type { Match } from '../types/guard.ts';

/** Replaces each match; matches are sorted by start and do not overlap. `replacement` sees the matched text and its rule. */
export function edit(
  text: string,
  matches: readonly Match[],
  replacement: (matched: string, match: Match) => string,
): string {
  let edited = '';
  let end = 0;
  for (const match of matches) {
    edited += text.slice(end, match.start) + replacement(text.slice(match.start, match.end), match);
    end = match.end;
  }
  return edited + text.slice(end);
}
