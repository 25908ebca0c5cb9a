import { byStart } from '../stretches.ts';
import { type Judged, type OnGuardError, replacementOf, type Safeguard } from './safeguard.ts';

/** One stretch of text that is replaced: all that findings which overlap cover. */
export interface Edit {
  readonly start: number;
  end: number;
  /** Whose replacement it gets. */
  winner: Judged;
  /** The findings that it joins. */
  readonly members: Judged[];
}

/**
 * Edits that never overlap, in order. Findings that overlap are one edit over all they cover, so that nothing of any of
 * them is left. It reads as the finding of the first guard in the order of `safeguards`, of one guard as the longest; a
 * removal of hidden characters names an edit only where there is nothing else.
 */
export function settle(redactions: readonly Judged[], safeguards: readonly Safeguard[]): readonly Edit[] {
  if (redactions.length === 0) return redactions as readonly never[];
  const edits: Edit[] = [];
  for (const redaction of redactions.toSorted((one, other) => byStart(one.match, other.match))) {
    const { start, end } = redaction.match;
    const last = edits.at(-1);
    if (last && start < last.end) {
      last.end = Math.max(last.end, end);
      last.members.push(redaction);
      if (precedes(redaction, last.winner, safeguards)) last.winner = redaction;
    } else edits.push({ start, end, winner: redaction, members: [redaction] });
  }
  return edits;
}

function precedes(one: Judged, other: Judged, safeguards: readonly Safeguard[]): boolean {
  const cleaning = Number(one.safeguard.cleans ?? false) - Number(other.safeguard.cleans ?? false);
  if (cleaning !== 0) return cleaning < 0;
  const rank = safeguards.indexOf(one.safeguard) - safeguards.indexOf(other.safeguard);
  const length = one.match.end - one.match.start - (other.match.end - other.match.start);
  return one.safeguard.cleans ? length > 0 || (length === 0 && rank > 0) : rank < 0 || (rank === 0 && length > 0);
}

/** What stands in place of an edit. `read` gives the text as it was, without which nothing hidden goes into a value. */
export function textOf(
  { start, end, winner, members }: Edit,
  read: (start: number, end: number) => string,
  onError: OnGuardError,
): string {
  const { safeguard, match } = winner;
  if (safeguard.cleans) return replacementOf(safeguard, read(match.start, match.end), match) ?? read(start, end);
  let matched = '';
  let from = start;
  for (const { safeguard, match } of members) {
    if (!safeguard.cleans || match.start < from) continue;
    const hidden = read(match.start, match.end);
    matched += read(from, match.start) + (replacementOf(safeguard, hidden, match) ?? hidden);
    from = match.end;
  }
  matched += read(from, end);
  return replacementOf(safeguard, matched, match, onError) ?? matched;
}
