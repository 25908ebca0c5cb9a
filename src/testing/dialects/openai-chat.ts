import { isRecord } from '../../lib/json.ts';
import type { FinishReason, Usage } from '../../types/event.ts';
import { type AnswerDetails, CREATED, type Dialect, finishWord, MODEL, toolCallsOf, USAGE } from './dialect.ts';
import { frame, halves } from './frame.ts';
import { openaiError } from './openai-error.ts';

/** Chat Completions of OpenAI (API reference, "Chat Completions"), which most compatible servers speak too. */
export const openaiChat: Dialect = {
  path: /\/chat\/completions$/,

  read: (_, body) => ({
    streams: body?.stream === true,
    model: typeof body?.model === 'string' ? body.model : undefined,
    withoutUsage:
      body?.stream === true && !(isRecord(body.stream_options) && body.stream_options.include_usage === true),
  }),

  whole(text, details = {}) {
    const { model = MODEL, usage = USAGE } = details;
    const calls = toolCallsOf(details).map(({ id, name, json }) => called(id, name, json));
    const message = {
      role: 'assistant',
      content: calls.length > 0 && text === '' ? null : text,
      refusal: null,
      ...(calls.length > 0 && { tool_calls: calls }),
    };
    return {
      ...COMMON,
      object: 'chat.completion',
      model,
      choices: [{ index: 0, message, logprobs: null, finish_reason: finishWord(details, WORDS) }],
      ...(usage && { usage: wireUsage(usage) }),
    };
  },

  stream(texts, details: AnswerDetails = {}) {
    const { model = MODEL, usage = USAGE } = details;
    const chunk = (choices: readonly unknown[], total: unknown = null) =>
      frame({ ...COMMON, object: 'chat.completion.chunk', model, choices, ...(usage && { usage: total }) });
    const delta = (delta: unknown, finish: string | null = null) =>
      chunk([{ index: 0, delta, logprobs: null, finish_reason: finish }]);
    return {
      opening: [delta({ role: 'assistant', content: '', refusal: null })],
      texts: texts.map((content) => delta({ content })),
      ending: [
        ...toolCallsOf(details).flatMap(({ id, name, json }, index) => [
          delta({ tool_calls: [{ index, ...called(id, name, '') }] }),
          ...halves(json).map((part) => delta({ tool_calls: [{ index, function: { arguments: part } }] })),
        ]),
        delta({}, finishWord(details, WORDS)),
        ...(usage ? [chunk([], wireUsage(usage))] : []),
        frame('[DONE]'),
      ],
    };
  },

  error: openaiError,
  errorEvent: (status) => frame(openaiError(status).body),
};

const COMMON = { id: 'chatcmpl-mock', created: CREATED };

const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  'tool-calls': 'tool_calls',
  other: 'other',
};

const called = (id: string, name: string, json: string) => ({
  id,
  type: 'function',
  function: { name, arguments: json },
});

const wireUsage = (usage: Usage) => ({
  prompt_tokens: usage.inputTokens,
  completion_tokens: usage.outputTokens,
  total_tokens: usage.totalTokens,
  ...(usage.cachedInputTokens !== undefined && { prompt_tokens_details: { cached_tokens: usage.cachedInputTokens } }),
  ...(usage.reasoningTokens !== undefined && {
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  }),
});
