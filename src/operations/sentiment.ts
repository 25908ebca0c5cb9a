import { type Check, type Checks, invalid, listOf, show, string } from '../lib/check.ts';
import { sentimentTask, type TextSentiment } from '../tasks/sentiment.ts';
import type { CallContext } from './context.ts';
import type { OperationFacts } from './operation.ts';
import { runTask } from './run-task.ts';

export interface SentimentOptions {
  /** Judged each on its own: at most 20, such as `price` or `service`. Your words, not your users'. */
  readonly aspects?: readonly string[] | undefined;
}

export type SentimentResult = TextSentiment & OperationFacts;

const aspect: Check<string> = (value, field, refuse) => {
  const name = string(value, field, refuse);
  if (name.length > 100 || name === '__proto__')
    throw refuse(field, 'must be a short phrase of at most 100 characters');
  return name;
};

export const SENTIMENT_OPTIONS: Checks<SentimentOptions> = { aspects: listOf(aspect, 20) };

export async function sentiment(context: CallContext<SentimentOptions>, text: string): Promise<SentimentResult> {
  if (typeof text !== 'string') throw invalid('text', `must be a string, got ${show(text)}`);
  const { aspects = [] } = context.call.own;
  const { object } = await runTask(context, sentimentTask(aspects), { text, aspects });
  return { ...object, ...context.operation.facts };
}
