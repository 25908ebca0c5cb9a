import { edit } from '../lib/edit.ts';
import type { Match, StreamGuard } from '../types/guard.ts';
import { unmasked } from './unicode/look-alikes.ts';
import { headOf } from './unicode/mixed-script.ts';
import { UnicodeReader } from './unicode/reader.ts';
import { DISGUISE } from './unicode/rules/disguise.ts';
import { UNICODE_RULES } from './unicode/rules.ts';

export { UNICODE_RULES } from './unicode/rules.ts';

/**
 * Finds characters that hide, reorder or disguise text, and leaves those that a script, an emoji or code layout needs.
 *
 * @param text any length; linear time, and one scan of a few small classes where nothing is hidden
 * @returns matches sorted by start, none overlapping; score 1 is removed or replaced, below 1 is a warning
 * @see UNICODE_RULES for each rule's source and for what it leaves alone
 */
export const unicode: StreamGuard = {
  id: 'unicode',
  reach: 512, // an escape sequence of 204 characters, a mark 256 behind its base, or a lone run and its company
  stages: ['input', 'output'],
  scan: (text) => new UnicodeReader().read(text, true),
  reader: () => new UnicodeReader(),
  replacement: (_, match) => replacementOf(match),
};

/** The text without what was found in it. Always well formed; cleaning twice is cleaning once. */
export const cleanUnicode = (text: string, matches: readonly Match[]): string =>
  edit(text, matches, (matched, match) => replacementOf(match) ?? matched);

/**
 * What a disguised word that was found in a text is read as: `paypal`, whatever alphabets its letters are from. A word in
 * mixed scripts is read from its beginning, which is before the match. Empty for a match of any other rule.
 */
export function imitated(text: string, { rule, start, end }: Match): string {
  if (!DISGUISE.some((one) => one.rule === rule)) return '';
  return unmasked(text.slice(rule === 'unicode/mixed-script' ? headOf(text, start) : start, end));
}

const replacementOf = ({ rule }: Match) => UNICODE_RULES.find((one) => one.rule === rule)?.replacement;
