import { isRecord } from '../../lib/json.ts';
import type { Usage } from '../../types/event.ts';

/**
 * Tokens as the server counts them, under the names of either wire format; 0 for what it does not say, and for what is no
 * count. Some count reasoning in the total alone: it is output all the same. DeepSeek names cached input beside the rest.
 */
export function readUsage(value: unknown): Usage {
  const usage = isRecord(value) ? value : {};
  const inputTokens = count(usage.prompt_tokens ?? usage.input_tokens);
  const said = count(usage.completion_tokens ?? usage.output_tokens);
  const outputTokens = Math.max(said, count(usage.total_tokens) - inputTokens);
  const input = detailsOf(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const output = detailsOf(usage.completion_tokens_details ?? usage.output_tokens_details);
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cachedInputTokens: count(input.cached_tokens ?? usage.prompt_cache_hit_tokens),
    ...(input.cache_write_tokens !== undefined && { cacheWriteTokens: count(input.cache_write_tokens) }),
    reasoningTokens: count(output.reasoning_tokens),
  };
}

const detailsOf = (value: unknown) => (isRecord(value) ? value : {});

const count = (value: unknown): number => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0);
