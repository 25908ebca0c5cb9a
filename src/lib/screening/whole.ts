import type { Guard, Match, ScanContext } from '../../types/guard.ts';
import { edit } from '../edit.ts';
import { settle, textOf } from './edits.ts';
import { Offsets } from './offsets.ts';
import { type Judged, judge, replacementOf, type Safeguard, type Sighting, sighting } from './safeguard.ts';

/** Decides what it means that a guard threw: throws in its turn, or lets the text pass unread. */
export type OnGuardError = (guard: Guard, error: unknown) => void;

export interface Screened {
  /** The text with its redactions made, whatever was blocked. */
  readonly text: string;
  /** In order of start. */
  readonly sightings: readonly Sighting[];
}

/**
 * Screens one whole text. The cleaning guards read it first, the others what those leave; then everything that is to be
 * redacted is replaced in one pass.
 */
export async function screenWhole(
  text: string,
  safeguards: readonly Safeguard[],
  context: ScanContext,
  onError: OnGuardError,
): Promise<Screened> {
  const judged: Judged[] = [];
  const maps: Offsets[] = [];
  let view = text;
  for (const safeguard of safeguards) {
    const { guard } = safeguard;
    if (!guard.stages.includes(context.stage) || safeguard.isOff(context.trust)) continue;
    const matches = await attempt(guard, () => guard.scan(view, context), onError);
    for (const found of matches) {
      const match = maps.reduceRight((each, offsets) => offsets.restore(each), found);
      const action = judge(safeguard, match, context, view.slice(found.start, found.end));
      if (action !== undefined) judged.push({ safeguard, match, action });
    }
    if (!safeguard.cleans || matches.length === 0) continue;
    const offsets = new Offsets();
    view = clean(view, safeguard, matches, offsets);
    maps.push(offsets);
  }
  if (judged.length === 0) return { text, sightings: [] };
  const redactions = judged.filter(({ action }) => action === 'redact');
  const read = (start: number, end: number) => text.slice(start, end);
  const told = judged.filter(({ safeguard }) => !safeguard.silent);
  return {
    text: edit(text, settle(redactions, safeguards), (_, each) => textOf(each, read)),
    sightings: told
      .toSorted((one, other) => one.match.start - other.match.start)
      .map((each) => sighting(each, context)),
  };
}

/** What a guard finds, waiting only for one that answers with a promise. */
async function attempt(
  guard: Guard,
  scan: () => readonly Match[] | Promise<readonly Match[]>,
  onError: OnGuardError,
): Promise<readonly Match[]> {
  try {
    return await scan();
  } catch (error) {
    onError(guard, error);
    return [];
  }
}

/** A text without what a cleaning guard found in it; `offsets` learns the way back. */
export function clean(text: string, safeguard: Safeguard, matches: readonly Match[], offsets: Offsets): string {
  let moved = 0;
  return edit(text, matches, (matched, match) => {
    const replacement = replacementOf(safeguard, matched, match) ?? matched;
    moved += replacement.length - matched.length;
    offsets.add(match.end + moved, replacement.length, match.end);
    return replacement;
  });
}
