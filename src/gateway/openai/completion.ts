import type { ToolCall } from '../../lib/fold.ts';
import type { FinishReason, Usage } from '../../types/event.ts';
import type { Finding } from '../../types/guard.ts';
import type { Answered } from './answer.ts';
import type { ChatCompletion } from './answer-schema.ts';

/** What every piece of an answer begins with. */
export type Head = Pick<ChatCompletion, 'id' | 'created' | 'model'>;

/** An answer as `chat.completion`. */
export function completion(head: Head, { text, toolCalls, finishReason, usage, findings }: Answered): ChatCompletion {
  const message = {
    role: 'assistant' as const,
    content: text === '' && toolCalls.length > 0 ? null : text,
    refusal: null,
    ...(toolCalls.length > 0 && { tool_calls: toolCalls.map(toolCall) }),
  };
  return {
    ...head,
    object: 'chat.completion',
    choices: [{ index: 0, message, logprobs: null, finish_reason: FINISH[finishReason] }],
    usage: usageOf(usage),
    ...extension(findings),
  };
}

/** OpenAI has no word for `other`, and clients take none but its own. */
export const FINISH = {
  stop: 'stop',
  length: 'length',
  'content-filter': 'content_filter',
  'tool-calls': 'tool_calls',
  other: 'stop',
} as const satisfies Record<FinishReason, string>;

export const toolCall = ({ id, name, input }: ToolCall) => ({
  id,
  type: 'function' as const,
  function: { name, arguments: JSON.stringify(input) },
});

export const usageOf = ({ inputTokens, outputTokens, totalTokens, cachedInputTokens, reasoningTokens }: Usage) => ({
  prompt_tokens: inputTokens,
  completion_tokens: outputTokens,
  total_tokens: totalTokens,
  prompt_tokens_details: { cached_tokens: cachedInputTokens ?? 0 },
  completion_tokens_details: { reasoning_tokens: reasoningTokens ?? 0 },
});

export const extension = (findings: readonly Finding[]) =>
  findings.length > 0 ? { secure_llm: { findings: [...findings] } } : {};
