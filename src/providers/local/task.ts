import { InvalidInputError } from '../../errors.ts';
import type { ChatRequest } from '../../types/call.ts';
import { taskText } from './request-text.ts';
import { scoreSentiment } from './sentiment.ts';
import { shippedLexicon } from './shipped-lexicon.ts';
import { type SummaryOptions, summariseText } from './summary.ts';

const REMEDY = 'use a provider with a language model, such as `openai(…)`';

/** The JSON text that answers a task, or undefined for plain chat. Throws InvalidInputError for what needs a model. */
export function answerTask(request: ChatRequest): string | undefined {
  const { task, responseFormat } = request;
  if (task?.name === 'summarize') return JSON.stringify(summariseText(taskText(request), summaryOptions(task.options)));
  if (task?.name === 'sentiment') {
    return JSON.stringify(scoreSentiment(taskText(request), aspectsOf(task.options), shippedLexicon()));
  }
  if (task !== undefined) throw new InvalidInputError('task', `is not one the embedded provider can run: ${REMEDY}`);
  if (responseFormat !== undefined) {
    throw new InvalidInputError(
      'responseFormat',
      `cannot be met: the embedded provider cannot fill a schema; ${REMEDY}`,
    );
  }
  return undefined;
}

const FORMATS = ['paragraph', 'bullets', 'headline'] as const;

function summaryOptions(options: unknown): SummaryOptions {
  const { maxWords, format, focus } = fieldsOf(options);
  if (maxWords !== undefined && !(Number.isInteger(maxWords) && Number(maxWords) > 0)) {
    throw new InvalidInputError('task.options.maxWords', 'must be an integer of 1 or more');
  }
  const known = FORMATS.find((each) => each === format);
  if (format !== undefined && known === undefined) {
    throw new InvalidInputError('task.options.format', `must be one of ${FORMATS.join(', ')}`);
  }
  return {
    maxWords: maxWords === undefined ? undefined : Number(maxWords),
    format: known,
    focus: typeof focus === 'string' ? focus : undefined,
  };
}

function aspectsOf(options: unknown): string[] {
  const { aspects = [] } = fieldsOf(options);
  if (!Array.isArray(aspects) || !aspects.every((aspect) => typeof aspect === 'string')) {
    throw new InvalidInputError('task.options.aspects', 'must be an array of strings');
  }
  return aspects;
}

const fieldsOf = (options: unknown): { readonly [field: string]: unknown } =>
  typeof options === 'object' && options !== null ? { ...options } : {};
