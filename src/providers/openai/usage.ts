import { isRecord } from '../../lib/json.ts';
import type { Usage } from '../../types/event.ts';
import { tokenCount } from '../token-count.ts';

/**
 * Tokens as the server counts them, under the names of either wire format; 0 for what it does not say, and for what is no
 * count. Some count reasoning in the total alone: it is output all the same. DeepSeek names cached input beside the rest.
 */
export function readUsage(value: unknown): Usage {
  const usage = isRecord(value) ? value : {};
  const inputTokens = tokenCount(usage.prompt_tokens ?? usage.input_tokens);
  const said = tokenCount(usage.completion_tokens ?? usage.output_tokens);
  const outputTokens = Math.max(said, tokenCount(usage.total_tokens) - inputTokens);
  const input = detailsOf(usage.prompt_tokens_details ?? usage.input_tokens_details);
  const output = detailsOf(usage.completion_tokens_details ?? usage.output_tokens_details);
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cachedInputTokens: tokenCount(input.cached_tokens ?? usage.prompt_cache_hit_tokens),
    ...(input.cache_write_tokens !== undefined && { cacheWriteTokens: tokenCount(input.cache_write_tokens) }),
    reasoningTokens: tokenCount(output.reasoning_tokens),
  };
}

const detailsOf = (value: unknown) => (isRecord(value) ? value : {});
