import type { Action, Finding, Guard, Match, ScanContext } from '../../types/guard.ts';
import type { Decider } from './policy.ts';

/** A guard with what is done about its matches. Their order ranks them: of findings that overlap, the first one names the edit. */
export interface Safeguard extends Decider {
  readonly guard: Guard;
  /** Its replacements are made before the others look, which so read the text without what was hidden in it. */
  readonly cleans?: boolean;
  /** It reads what all the others leave, as it will be shown: their replacements could make something of what stands around. */
  readonly finishes?: boolean;
  /** What stands in place of a match. @default the guard's own replacement */
  readonly replace?: (matched: string, match: Match) => string;
  /** An escape rather than a find: the edit is made and nothing is reported. */
  readonly silent?: boolean;
  /** Where something in an answer comes from; undefined: nobody says. */
  readonly originOf?: (matched: string) => Finding['origin'];
}

export const isLast = ({ finishes }: Safeguard): boolean => finishes === true;
export const isFirst = (safeguard: Safeguard): boolean => !isLast(safeguard);

/** A match that was decided upon. */
export interface Judged {
  readonly safeguard: Safeguard;
  /** In offsets of the text as it was given. */
  readonly match: Match;
  readonly action: Action;
  readonly origin?: Finding['origin'];
}

/** A finding but for where the text stood. */
export type Sighting = Omit<Finding, 'path' | 'source'>;

/** `[EMAIL_ADDRESS]` for an entity, `[OPENAI_KEY]` for `secrets/openai-key`. */
const labelOf = ({ rule, entity }: Match): string =>
  `[${
    entity ??
    rule
      .slice(rule.lastIndexOf('/') + 1)
      .replace(/[^A-Za-z0-9]+/g, '_')
      .toUpperCase()
  }]`;

/** Decides what it means that a guard threw: throws in its turn, or lets the text pass unread. */
export type OnGuardError = (guard: Guard, error: unknown) => void;

/** What stands in place of a match; undefined: the text stays. A guard that throws here is spoken for by its label. */
export function replacementOf(
  { guard, replace }: Safeguard,
  matched: string,
  match: Match,
  onError?: OnGuardError,
): string | undefined {
  if (replace) return replace(matched, match);
  if (!guard.replacement) return labelOf(match);
  try {
    const replacement = guard.replacement(matched, match);
    return replacement === undefined ? undefined : String(replacement);
  } catch (error) {
    onError?.(guard, error);
    return labelOf(match);
  }
}

/** A match with what is done about it; undefined: nothing, and it is not told. A rule that never changes the text only warns. */
export function judge(
  safeguard: Safeguard,
  match: Match,
  { trust }: ScanContext,
  matched: string,
  onError: OnGuardError,
): Judged | undefined {
  const asked = safeguard.decide(match, trust, matched);
  if (asked === undefined) return undefined;
  const stays =
    asked === 'redact' && !safeguard.replace && replacementOf(safeguard, matched, match, onError) === undefined;
  const origin = safeguard.originOf?.(matched);
  return { safeguard, match, action: stays ? 'warn' : asked, ...(origin && { origin }) };
}

export const sighting = ({ safeguard, match, action, origin }: Judged, { stage }: ScanContext): Sighting => ({
  ...match,
  guard: safeguard.guard.id,
  stage,
  action,
  ...(origin && { origin }),
});
