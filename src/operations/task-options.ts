import { type Check, type Checks, integer, listOf, oneOf, string } from '../lib/check.ts';
import type { SummaryFormat } from '../tasks/summarize.ts';

export interface SummarizeOptions {
  /** A hard limit on `summary`, in words. @default 120 */
  readonly maxWords?: number | undefined;
  /** @default 'paragraph' */
  readonly format?: SummaryFormat | undefined;
  /** What the summary is about: a topic or a question. Your words, not your users'. */
  readonly focus?: string | undefined;
  /** The language to write in, in words or as a tag. @default the text's */
  readonly language?: string | undefined;
}

export interface SentimentOptions {
  /** Judged each on its own: at most 20, such as `price` or `service`. Your words, not your users'. */
  readonly aspects?: readonly string[] | undefined;
}

export const SUMMARIZE_OPTIONS: Checks<SummarizeOptions> = {
  maxWords: integer(1, 10_000),
  format: oneOf<SummaryFormat>('paragraph', 'bullets', 'headline'),
  focus: string,
  language: string,
};

const aspect: Check<string> = (value, field, refuse) => {
  const name = string(value, field, refuse);
  if (name.length > 100 || name === '__proto__')
    throw refuse(field, 'must be a short phrase of at most 100 characters');
  return name;
};

export const SENTIMENT_OPTIONS: Checks<SentimentOptions> = { aspects: listOf(aspect, 20) };
