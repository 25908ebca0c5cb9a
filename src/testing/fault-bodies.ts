import { type Act, ok, write } from './acts.ts';
import { type AnswerDetails, chunks, completion } from './openai-dialect.ts';

/** Characters a write, so that a huge answer needs little memory here. */
export const BLOCK = 65_536;

/** Milliseconds: a reset overtakes bytes that are still on their way. */
export const FLUSH = 20;

export const whole = (text: string, details?: AnswerDetails): string => JSON.stringify(completion(text, details));

export const half = (text: string): string => text.slice(0, text.length >> 1);

/** The beginning of an answer: of a stream, the role and these texts; of a whole answer, half of its JSON, or nothing for no text. */
export const opening =
  (texts: readonly string[]) =>
  (wantsStream: boolean): readonly Act[] => {
    if (!wantsStream) return [ok(false), ...(texts.length > 0 ? [write(half(whole(texts.join(''))))] : [])];
    const events = chunks(texts).slice(0, texts.length + 1);
    return [ok(true), ...events.map((event) => write(event))];
  };

/** An answer with these texts, in two: up to where one more text would stand, and from there to its end. */
export function parts(wantsStream: boolean, texts: readonly string[]): readonly [string, string] {
  const mark = '\u0000';
  const all = wantsStream ? chunks([...texts, mark]).join('') : whole([...texts, mark].join(''));
  const [before = '', after = ''] = all.split('\\u0000');
  return [before, after];
}

/** One thing after the other. */
export const andThen =
  (begin: (wantsStream: boolean) => readonly Act[], ...acts: readonly Act[]) =>
  (wantsStream: boolean): readonly Act[] => [...begin(wantsStream), ...acts];
