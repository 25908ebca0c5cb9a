import type { UnicodeRule } from './rules.ts';
import type { Fate, Sight } from './sight.ts';
import { thin, thinRule } from './thin.ts';
import { IS, KIND } from './traits.ts';

interface Judge {
  readonly rule: UnicodeRule | ((sight: Sight) => UnicodeRule);
  /** Left out where nothing of the kind ever stays. */
  readonly fate?: (sight: Sight) => Fate;
  /** What follows does not matter. */
  readonly looksBack?: boolean;
  /** Neighbours of the same kind are judged together. */
  readonly runs?: boolean;
}

const keepIf = (kept: unknown): Fate => (kept ? 'keep' : 'drop');

/** One entry a kind. */
export const JUDGES: Readonly<Record<number, Judge>> = {
  [KIND.escape]: { rule: 'unicode/escape-sequence' },
  [KIND.control]: {
    rule: 'unicode/control',
    fate: ({ code, before, after, crowded }) => keepIf(code === 0x0c && !crowded && (before | after) & IS.blank),
  },
  [KIND.softHyphen]: { rule: 'unicode/soft-hyphen' },
  [KIND.graphemeJoiner]: {
    rule: 'unicode/grapheme-joiner',
    fate: ({ before, after, crowded }) => keepIf(!crowded && before & IS.letter && after & IS.mark),
  },
  [KIND.filler]: {
    rule: 'unicode/filler',
    fate: ({ start, end, before, after, crowded }) =>
      keepIf(end - start <= 2 && !crowded && (before | after) & IS.hangul),
    runs: true,
  },
  [KIND.khmerVowel]: { rule: 'unicode/filler', fate: ({ before }) => keepIf(before & IS.khmer), looksBack: true },
  [KIND.mongolian]: { rule: 'unicode/mongolian', fate: ({ before }) => keepIf(before & IS.mongolian), looksBack: true },
  [KIND.thin]: { rule: thinRule, fate: thin, runs: true },
  [KIND.bidi]: { rule: 'unicode/bidi-control' },
  [KIND.selector]: {
    rule: 'unicode/variation-selector',
    fate: ({ code, before }) =>
      before & baseOf(code) && before & IS.ideograph ? 'spaced' : keepIf(before & baseOf(code)),
    looksBack: true,
  },
  [KIND.surrogate]: { rule: 'unicode/lone-surrogate' },
  [KIND.noncharacter]: { rule: 'unicode/noncharacter' },
  [KIND.annotation]: { rule: 'unicode/annotation' },
  [KIND.musical]: {
    rule: 'unicode/notation-format',
    fate: ({ before, after, crowded }) => keepIf(!crowded && (before | after) & IS.music),
  },
  [KIND.shorthand]: {
    rule: 'unicode/notation-format',
    fate: ({ before, after, crowded }) => keepIf(!crowded && (before | after) & IS.shorthand),
  },
  [KIND.tag]: { rule: 'unicode/tag' },
  [KIND.brailleBlank]: {
    rule: 'unicode/braille-blank',
    fate: ({ before, after, crowded }) => (crowded || (before | after) & IS.letter ? 'drop' : 'keep'),
    runs: true,
  },
  [KIND.deprecated]: { rule: 'unicode/deprecated-format' },
};

/**
 * The trait that a variation selector asks of its base. Of VS17-VS256 only those to VS64 stay: no ideograph has more
 * registered variants (UTS #37), and most bytes that are hidden as selectors lie above.
 */
function baseOf(selector: number): number {
  if (selector === 0xfe0e || selector === 0xfe0f) return IS.emojiBase;
  if (selector <= 0xfe02) return IS.textBase;
  if (selector <= 0xfe06) return IS.turnable;
  return selector >= 0xe0100 && selector <= 0xe012f ? IS.ideograph : 0;
}
