import { invalid, show } from '../lib/check.ts';
import { sentimentTask, type TextSentiment } from '../tasks/sentiment.ts';
import { runTask } from './ask-object.ts';
import type { CallContext } from './context.ts';
import type { OperationFacts } from './operation.ts';
import type { SentimentOptions } from './task-options.ts';

export type SentimentResult = TextSentiment & OperationFacts;

export async function sentiment(context: CallContext<SentimentOptions>, text: string): Promise<SentimentResult> {
  if (typeof text !== 'string') throw invalid('text', `must be a string, got ${show(text)}`);
  const { aspects = [] } = context.call.own;
  const { object } = await runTask(context, sentimentTask(aspects), { text, aspects });
  return { ...object, ...context.operation.facts };
}
