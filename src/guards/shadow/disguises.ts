import { unmasked } from '../unicode/look-alikes.ts';
import { isMixedScript } from '../unicode/mixed-script.ts';
import { rewritten, type Stretch, type View } from './view.ts';

/** Alphabets with letters that look Latin, beside Latin itself. */
const MAY_MIX = /[\u0370-\u058f\u13a0-\u16ff\u1d26-\u1d2b\u2c80-\u2d7f\ua4d0-\ua64f\uab70-\uabbf]/;
const WORD = /[\p{L}\p{Mn}]{2,64}/gu;

/** A text with the words of mixed alphabets in the letters that they imitate; undefined where it has none. */
export function undisguised(text: string): View | undefined {
  if (!MAY_MIX.test(text)) return undefined;
  const stretches: Stretch[] = [];
  for (const { 0: word, index: start } of text.matchAll(WORD))
    if (/[A-Za-z]/.test(word) && MAY_MIX.test(word) && isMixedScript(word))
      stretches.push({ start, end: start + word.length, plain: unmasked(word) });
  return stretches.length === 0 ? undefined : rewritten(text, stretches);
}
