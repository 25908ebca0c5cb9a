import * as z from 'zod/mini';

const count = z.int().check(z.gte(0));

const usage = z.object({
  prompt_tokens: count,
  completion_tokens: count,
  total_tokens: count,
  prompt_tokens_details: z.object({ cached_tokens: count }),
  completion_tokens_details: z.object({ reasoning_tokens: count }),
});

const finishReason = z.enum(['stop', 'length', 'tool_calls', 'content_filter']);

const call = {
  id: z.string(),
  type: z.literal('function'),
  function: z.object({ name: z.string(), arguments: z.string() }),
};

const finding = z.looseObject({
  guard: z.string(),
  rule: z.string(),
  stage: z.enum(['input', 'output']),
  action: z.enum(['block', 'redact', 'warn', 'allow']),
  path: z.string().check(z.describe('Where the text stood, such as `messages[2].content[0]`.')),
  start: count,
  end: count,
  score: z.number(),
});

const extension = z
  .optional(z.object({ findings: z.array(finding) }))
  .check(z.describe('What the safeguards found, where they found anything: rules and places, never the text.'));

const head = {
  id: z.string().check(z.describe('`chatcmpl-` and the id of the request, which is also the `x-request-id`.')),
  created: count.check(z.describe('Epoch seconds.')),
  model: z.string().check(z.describe('As it was asked for.')),
};

/** An answer that came whole. */
export const CHAT_COMPLETION = z.object({
  ...head,
  object: z.literal('chat.completion'),
  choices: z.array(
    z.object({
      index: z.literal(0),
      message: z.object({
        role: z.literal('assistant'),
        content: z.nullable(z.string()),
        refusal: z.null(),
        tool_calls: z.optional(z.array(z.object(call))),
      }),
      logprobs: z.null(),
      finish_reason: finishReason,
    }),
  ),
  usage,
  secure_llm: extension,
});

/** A piece of an answer. */
export const CHAT_COMPLETION_CHUNK = z.object({
  ...head,
  object: z.literal('chat.completion.chunk'),
  choices: z.array(
    z.object({
      index: z.literal(0),
      delta: z.object({
        role: z.optional(z.literal('assistant')),
        content: z.optional(z.string()),
        tool_calls: z.optional(z.array(z.object({ index: count, ...call }))),
      }),
      logprobs: z.null(),
      finish_reason: z.nullable(finishReason),
    }),
  ),
  usage: z.optional(usage),
  secure_llm: extension,
});

/** Why there is no answer; in a stream, why it breaks off. */
export const OPENAI_ERROR = z.object({
  error: z.object({
    message: z.string(),
    type: z.string(),
    param: z.nullable(z.string()),
    code: z.string(),
    findings: z.optional(z.array(finding)),
  }),
});

export type ChatCompletion = z.infer<typeof CHAT_COMPLETION>;
export type ChatCompletionChunk = z.infer<typeof CHAT_COMPLETION_CHUNK>;
