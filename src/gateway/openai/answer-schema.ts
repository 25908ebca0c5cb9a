import * as z from 'zod/mini';
import { FindingSchema } from '../api/results.ts';

const count = z.int().check(z.gte(0));

const usage = z.strictObject({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.strictObject({ cached_tokens: count }),
  completion_tokens_details: z.strictObject({ reasoning_tokens: count }),
});

const finishReason = z.enum(['stop', 'length', 'tool_calls', 'content_filter']);

const call = {
  id: z.string(),
  type: z.literal('function'),
  function: z.strictObject({ name: z.string(), arguments: z.string() }),
};

const extension = z
  .optional(z.strictObject({ findings: z.array(FindingSchema) }))
  .check(z.describe('What the safeguards found, where they found anything: rules and places, never the text.'));

const head = {
  id: z.string().check(z.describe('`chatcmpl-` and the id of the request, which is also the `x-request-id`.')),
  created: count.check(z.describe('Epoch seconds.')),
  model: z.string().check(z.describe('As it was asked for.')),
};

/** An answer that came whole. */
export const CHAT_COMPLETION = z.strictObject({
  ...head,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.strictObject({
      index: z.literal(0),
      message: z.strictObject({
        role: z.literal('assistant'),
        content: z.nullable(z.string()),
        refusal: z.null(),
        tool_calls: z.optional(z.array(z.strictObject(call))),
      }),
      logprobs: z.null(),
      finish_reason: finishReason,
    }),
  ),
  usage,
  secure_llm: extension,
});

/** A piece of an answer. */
export const CHAT_COMPLETION_CHUNK = z.strictObject({
  ...head,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.strictObject({
      index: z.literal(0),
      delta: z.strictObject({
        role: z.optional(z.literal('assistant')),
        content: z.optional(z.string()),
        tool_calls: z.optional(z.array(z.strictObject({ index: count, ...call }))),
      }),
      logprobs: z.null(),
      finish_reason: z.nullable(finishReason),
    }),
  ),
  usage: z.optional(usage),
  secure_llm: extension,
});

/** Why there is no answer; in a stream, why it breaks off. */
export const OPENAI_ERROR = z.strictObject({
  error: z.strictObject({
    message: z.string(),
    type: z.string(),
    param: z.nullable(z.string()),
    code: z.string(),
    findings: z.optional(z.array(FindingSchema)),
  }),
});

export type ChatCompletion = z.infer<typeof CHAT_COMPLETION>;
export type ChatCompletionChunk = z.infer<typeof CHAT_COMPLETION_CHUNK>;
