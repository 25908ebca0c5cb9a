import { isRecord } from '../../lib/json.ts';
import type { Usage } from '../../types/event.ts';

/**
 * Tokens as the server counts them; 0 for what it does not say, and for what is no count. Some count reasoning in the total
 * alone: it is output all the same.
 */
export function readUsage(value: unknown): Usage {
  const usage = isRecord(value) ? value : {};
  const inputTokens = count(usage.prompt_tokens);
  const outputTokens = Math.max(count(usage.completion_tokens), count(usage.total_tokens) - inputTokens);
  const input = isRecord(usage.prompt_tokens_details) ? usage.prompt_tokens_details : {};
  const output = isRecord(usage.completion_tokens_details) ? usage.completion_tokens_details : {};
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cachedInputTokens: count(input.cached_tokens),
    reasoningTokens: count(output.reasoning_tokens),
  };
}

const count = (value: unknown): number => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0);
