import type { JsonRecord } from '../../lib/json.ts';
import { isRecord } from '../../lib/json.ts';
import type { Usage } from '../../types/event.ts';

/**
 * Tokens as the API counts them. Its `input_tokens` are only those that have nothing to do with the cache: what was read
 * from it and written to it is input as well. 0 for what it does not say, and for what is no count.
 */
export function readUsage(usage: JsonRecord): Usage {
  const cachedInputTokens = count(usage.cache_read_input_tokens);
  const cacheWriteTokens = count(usage.cache_creation_input_tokens);
  const inputTokens = count(usage.input_tokens) + cachedInputTokens + cacheWriteTokens;
  const outputTokens = count(usage.output_tokens);
  const details = isRecord(usage.output_tokens_details) ? usage.output_tokens_details : {};
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cachedInputTokens,
    cacheWriteTokens,
    reasoningTokens: count(details.thinking_tokens),
  };
}

const count = (value: unknown): number => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : 0);
