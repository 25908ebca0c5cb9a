import * as z from 'zod/mini';
import { MESSAGE } from './message-schema.ts';
import { RESPONSE_FORMAT, TOOL, TOOL_CHOICE } from './tool-schema.ts';

const MAX_TOOLS = 64;

/** A field that may be left out; `null` is the same. */
const field = <Schema extends z.ZodMiniType>(schema: Schema, text: string) => z.nullish(schema).check(z.describe(text));

const between = (least: number, most: number) => z.number().check(z.gte(least), z.lte(most));
const tokens = z.int().check(z.gte(1));

/** What a call is made of. */
const USED = {
  messages: z
    .array(MESSAGE)
    .check(
      z.minLength(1),
      z.describe('What was said. `developer` is `system`; both count as text of a user, and no page may send them.'),
    ),
  model: field(z.string(), 'A name that `/v1/models` lists; without one, the first of them.'),
  stream: field(z.boolean(), 'Whether the answer comes in pieces.'),
  stream_options: field(
    z.strictObject({ include_usage: z.nullish(z.boolean()), include_obfuscation: z.nullish(z.boolean()) }),
    '`include_usage`: one more chunk, with the tokens. `include_obfuscation` is ignored.',
  ),
  max_completion_tokens: field(tokens, 'The longest answer.'),
  max_tokens: field(tokens, 'The same, by its old name; `max_completion_tokens` wins.'),
  temperature: field(between(0, 2), 'As the provider takes it.'),
  top_p: field(between(0, 1), 'As the provider takes it.'),
  stop: field(
    z.union([z.string(), z.array(z.string()).check(z.maxLength(16))]),
    'Up to 16 texts that end the answer; none is empty.',
  ),
  seed: field(z.int(), 'As the provider takes it.'),
  tools: field(
    z.array(TOOL).check(z.maxLength(MAX_TOOLS)),
    `Up to ${MAX_TOOLS} functions. None is run here: the answer asks for them.`,
  ),
  tool_choice: field(TOOL_CHOICE, '`none`, `auto`, `required`, or one function of `tools`.'),
  response_format: field(
    RESPONSE_FORMAT,
    '`text`, `json_object` or `json_schema`; the last two without tools, and in one piece.',
  ),
};

const PASSED_ON = 'Passed on where OpenAI or Azure answers by Chat Completions, else refused.';

/** What only one provider has a word for. */
export const OF_OPENAI = {
  reasoning_effort: field(z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']), PASSED_ON),
  verbosity: field(z.enum(['low', 'medium', 'high']), PASSED_ON),
  presence_penalty: field(between(-2, 2), `${PASSED_ON} 0 is taken everywhere.`),
  frequency_penalty: field(between(-2, 2), `${PASSED_ON} 0 is taken everywhere.`),
  parallel_tool_calls: field(z.boolean(), `${PASSED_ON} \`true\` is taken everywhere.`),
};

/** What is taken in the one value that changes nothing. */
const FIXED = {
  n: field(z.literal(1), '1 alone: ask again for another answer.'),
  logprobs: field(z.literal(false), '`false` alone: no provider behind this tells them to all.'),
  modalities: field(z.array(z.literal('text')), '`["text"]` alone.'),
  service_tier: field(z.enum(['auto', 'default']), '`auto` and `default`: the operator decides what a call may cost.'),
  store: field(z.literal(false), '`false` alone: the operator decides what a vendor keeps.'),
};

const ignored = (text: string) => z.optional(z.unknown()).check(z.describe(`Ignored: ${text}.`));

/** What changes nothing. */
const IGNORED = {
  user: ignored('who asks is known by the token'),
  safety_identifier: ignored('who asks is known by the token'),
  metadata: ignored('it goes to no vendor'),
  prompt_cache_key: ignored('it goes to no vendor'),
  prompt_cache_options: ignored('it goes to no vendor'),
  prompt_cache_retention: ignored('it goes to no vendor'),
};

/** What is refused unless it is `null`, and what to do instead. */
export const REFUSED = {
  audio: 'answers are text: leave it out',
  function_call: 'use `tool_choice`',
  functions: 'use `tools`',
  logit_bias: 'leave it out',
  moderation: 'the safeguards of the gateway are not yours to set: leave it out',
  prediction: 'leave it out',
  top_logprobs: 'leave it out',
  web_search_options: 'leave it out',
} as const;

/** The body of `POST /v1/chat/completions`. Every field that is not listed is refused by its name. */
export const CHAT_COMPLETION_REQUEST = z.strictObject({ ...USED, ...OF_OPENAI, ...FIXED, ...IGNORED });

export type ChatCompletionRequest = z.infer<typeof CHAT_COMPLETION_REQUEST>;
