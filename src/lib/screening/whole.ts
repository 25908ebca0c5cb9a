import type { Guard, Match, ScanContext } from '../../types/guard.ts';
import { settle, textOf } from './edits.ts';
import { readMatches } from './matches.ts';
import { Offsets } from './offsets.ts';
import {
  isFirst,
  isLast,
  type Judged,
  judge,
  type OnGuardError,
  replacementOf,
  type Safeguard,
  type Sighting,
  sighting,
} from './safeguard.ts';

export interface Screened {
  /** The text with its redactions made, whatever was blocked. */
  readonly text: string;
  /** In order of start. */
  readonly sightings: readonly Sighting[];
}

interface Step extends Screened {
  /** The way back from the text as it is now. */
  readonly origins: Offsets;
}

/**
 * Screens one whole text. The cleaning guards read it first, the others what those leave; then everything that is to be
 * redacted is replaced in one pass, and the finishing guards read what became of it.
 */
export async function screenWhole(
  text: string,
  safeguards: readonly Safeguard[],
  context: ScanContext,
  onError: OnGuardError,
): Promise<Screened> {
  const first = await step(text, safeguards.filter(isFirst), context, onError);
  const last = safeguards.filter(isLast);
  if (last.length === 0) return first;
  const second = await step(first.text, last, context, onError);
  if (second.sightings.length === 0) return { text: second.text, sightings: first.sightings };
  const shown = second.sightings.map((each) => first.origins.restore(each));
  return { text: second.text, sightings: [...first.sightings, ...shown].sort(byStart) };
}

const byStart = (one: { readonly start: number }, other: { readonly start: number }) => one.start - other.start;

async function step(
  text: string,
  safeguards: readonly Safeguard[],
  context: ScanContext,
  onError: OnGuardError,
): Promise<Step> {
  const judged: Judged[] = [];
  const maps: Offsets[] = [];
  let view = text;
  for (const safeguard of safeguards) {
    const { guard } = safeguard;
    if (!guard.stages.includes(context.stage) || safeguard.isOff(context.trust)) continue;
    const answer = ask(guard, view, context, onError);
    const matches = answer instanceof Promise ? await answer : answer; // most answer at once
    for (const found of matches) {
      const match = maps.reduceRight((each, offsets) => offsets.restore(each), found);
      const each = judge(safeguard, match, context, view.slice(found.start, found.end), onError);
      if (each) judged.push(each);
    }
    if (!safeguard.cleans || matches.length === 0) continue;
    const offsets = new Offsets();
    view = offsets.edit(view, matches, (matched, match) => replacementOf(safeguard, matched, match) ?? matched);
    maps.push(offsets);
  }
  const origins = new Offsets();
  if (judged.length === 0) return { text, sightings: [], origins };
  const redactions = judged.filter(({ action }) => action === 'redact');
  const read = (start: number, end: number) => text.slice(start, end);
  const told = judged.filter(({ safeguard }) => !safeguard.silent);
  return {
    text: origins.edit(text, settle(redactions, safeguards), (_, each) => textOf(each, read, onError)),
    sightings: told.map((each) => sighting(each, context)).sort(byStart),
    origins,
  };
}

/** What a guard finds; nothing where it fails and that may be. */
function ask(
  guard: Guard,
  text: string,
  context: ScanContext,
  onError: OnGuardError,
): readonly Match[] | Promise<readonly Match[]> {
  const failed = (error: unknown): readonly Match[] => {
    onError(guard, error);
    return [];
  };
  try {
    const answer = guard.scan(text, context);
    const read = (matches: readonly Match[]) => readMatches(matches, text);
    return answer instanceof Promise ? answer.then(read).catch(failed) : read(answer);
  } catch (error) {
    return failed(error);
  }
}
