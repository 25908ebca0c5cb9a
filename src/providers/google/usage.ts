import { isRecord } from '../../lib/json.ts';
import type { Usage } from '../../types/event.ts';
import { tokenCount } from '../token-count.ts';

/**
 * Tokens as the server counts them; 0 for what it does not say, and for what is no count. Gemini counts thoughts beside the
 * answer, and what its own tools brought beside the prompt; both are part of output and input here.
 */
export function readUsage(value: unknown): Usage {
  const usage = isRecord(value) ? value : {};
  const inputTokens = tokenCount(usage.promptTokenCount) + tokenCount(usage.toolUsePromptTokenCount);
  const reasoningTokens = tokenCount(usage.thoughtsTokenCount);
  const outputTokens = Math.max(
    tokenCount(usage.candidatesTokenCount) + reasoningTokens,
    tokenCount(usage.totalTokenCount) - inputTokens,
  );
  return {
    inputTokens,
    outputTokens,
    totalTokens: inputTokens + outputTokens,
    cachedInputTokens: tokenCount(usage.cachedContentTokenCount),
    reasoningTokens,
  };
}
