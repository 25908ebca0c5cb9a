import type { SecureLLMClient } from '../../client.ts';
import { isRecord } from '../../lib/json.ts';
import type { ChatResult } from '../../operations/conversation.ts';
import type { ChatEvent } from '../../types/event.ts';
import type { JsonSchema, StandardSchema } from '../../types/schema.ts';
import type { Asked } from './asked.ts';

/** An answer as this dialect tells it. */
export type Answered = Pick<ChatResult, 'text' | 'toolCalls' | 'finishReason' | 'usage' | 'findings'>;

/** The whole answer: as text, or as one JSON value, which is asked for once more where it is none. */
export async function answerTo(
  client: SecureLLMClient,
  { messages, options, schema }: Omit<Asked, 'estimate'>,
): Promise<Answered> {
  if (!schema) return client.chat(messages, options);
  const { object, usage, findings } = await client.object(messages, {
    ...options,
    schema: anyOf(schema),
    jsonSchema: schema,
  });
  return { text: JSON.stringify(object), toolCalls: [], finishReason: 'stop', usage, findings };
}

/** The caller checks the shape; here it is JSON, and an object where one is asked for. */
const anyOf = ({ type }: JsonSchema): StandardSchema => ({
  '~standard': {
    version: 1,
    vendor: 'secure-llm',
    validate: (value) =>
      type === 'object' && !isRecord(value) ? { issues: [{ message: 'must be an object' }] } : { value },
  },
});

/** An answer that is whole, for a reader of a stream. */
export async function* eventsOf({ text, findings, finishReason, usage }: Answered): AsyncGenerator<ChatEvent, void> {
  for (const finding of findings) yield { type: 'finding', finding };
  yield { type: 'text-delta', text };
  yield { type: 'end', finishReason, usage };
}
