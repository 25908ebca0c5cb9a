import type { UnicodeRule } from './rules.ts';
import { type Fate, NEAR, type Sight } from './sight.ts';
import { IS, traitsOf } from './traits.ts';

/** The rule that a run of zero-width characters falls under; mixed ones are `unicode/zero-width`. */
export function thinRule({ text, start, end, code }: Sight): UnicodeRule {
  const rule = ruleOf(code);
  for (let index = start + 1; index < end; index++)
    if (ruleOf(text.charCodeAt(index)) !== rule) return 'unicode/zero-width';
  return rule;
}

function ruleOf(code: number): UnicodeRule {
  if (isDirection(code)) return 'unicode/bidi-mark';
  if (code === 0x200c || code === 0x200d) return 'unicode/joiner';
  return code >= 0x2061 && code <= 0x2064 ? 'unicode/invisible-operator' : 'unicode/zero-width';
}

const isDirection = (code: number): boolean => code === 0x061c || code === 0x200e || code === 0x200f;

/** A run of zero-width characters: spaces, joiners, direction marks, invisible operators. */
export function thin(sight: Sight): Fate {
  const { text, start, end, code, crowded } = sight;
  if (crowded || end - start > 2) return 'drop';
  const last = text.charCodeAt(end - 1);
  if (isDirection(code) && isDirection(last)) return direction(sight);
  if (last !== code) return 'drop';
  if (code === 0x200c || code === 0x200d) return joiner(sight);
  return code === 0x200b && (sight.before | sight.after) & IS.unspaced ? 'spaced' : blank(sight);
}

/** Inside a word a direction mark does nothing, yet old Persian keyboards typed it there: a stray one stays. */
function direction({ text, last, start, end, before, after }: Sight): Fate {
  if (!hasRightToLeft(text, start - NEAR, start) && !hasRightToLeft(text, end, end + NEAR))
    return last || end + NEAR <= text.length ? 'drop' : 'wait';
  return before & after & IS.letter ? 'lone' : 'keep';
}

function hasRightToLeft(text: string, from: number, to: number): boolean {
  for (let index = Math.max(0, from); index < to && index < text.length; index++)
    if (traitsOf(text.codePointAt(index) ?? 0) & IS.rightToLeft) return true;
  return false;
}

function joiner({ start, end, code, before, after }: Sight): Fate {
  const single = end - start === 1;
  if (code === 0x200d && single && before & IS.emojiEnd && after & IS.emojiStart) return 'keep';
  if ((before | after) & IS.joining || (before & IS.hebrew && after & IS.mark)) return 'spaced';
  return code === 0x200d ? 'drop' : blank({ before, after });
}

/** Beside a blank, an edge, a dash or an ideograph no word is split, so a stray one is a relic of typesetting. */
function blank({ before, after }: Pick<Sight, 'before' | 'after'>): Fate {
  const either = before | after;
  if (either & IS.dash) return 'spaced';
  return either & (IS.blank | IS.east) || !(either & IS.letter) ? 'lone' : 'drop';
}
