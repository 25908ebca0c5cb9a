import { type Act, ok, write } from './acts.ts';
import type { AnswerDetails, Asked } from './dialects/dialect.ts';

/** Characters a write, so that a huge answer needs little memory here. */
export const BLOCK = 65_536;

/** Milliseconds: a reset overtakes bytes that are still on their way. */
export const FLUSH = 20;

export const half = (text: string): string => text.slice(0, text.length >> 1);

/** The body of an answer in the form that was asked for: JSON, or a piece an event. */
export function wholeBody(asked: Asked, texts: readonly string[], details?: AnswerDetails): readonly string[] {
  if (!asked.streams) return [JSON.stringify(asked.dialect.whole(texts.join(''), withAsked(asked, details)))];
  const { opening, texts: shown, ending } = asked.dialect.stream(texts, withAsked(asked, details));
  return [...opening, ...shown, ...ending];
}

/** Its beginning: of a stream, what comes up to the last of these texts; else half of the JSON, or nothing for no text. */
export function openingBody(asked: Asked, texts: readonly string[], details?: AnswerDetails): readonly string[] {
  if (!asked.streams) return texts.length > 0 ? [half(wholeBody(asked, texts, details).join(''))] : [];
  const { opening, texts: shown } = asked.dialect.stream(texts, withAsked(asked, details));
  return [...opening, ...shown];
}

/** An answer with these texts, in two: up to where one more text would stand, and from there to its end. */
export function parts(asked: Asked, texts: readonly string[]): readonly [string, string] {
  const mark = '\u0000';
  const [before = '', ...after] = wholeBody(asked, [...texts, mark])
    .join('')
    .split('\\u0000');
  return [before, after.join('')];
}

/** The beginning of an answer, and then these acts. */
export const begun = (asked: Asked, texts: readonly string[], ...acts: readonly Act[]): readonly Act[] => [
  ok(asked.streams),
  ...openingBody(asked, texts).map(write),
  ...acts,
];

const withAsked = ({ model, withoutUsage }: Asked, details: AnswerDetails = {}): AnswerDetails => ({
  ...details,
  model: details.model ?? model,
  ...(withoutUsage && { usage: null }),
});
