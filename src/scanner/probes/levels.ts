import { presets } from '../../options/presets.ts';
import type { SecureLLMClientOptions } from '../../options/types.ts';

/** The sets of safeguards that are compared. */
export type Level = 'off' | 'default' | 'strict';

/** Attacks come as fast as the model answers. */
const UNHURRIED = { requestsPerMinute: Number.POSITIVE_INFINITY, tokensPerMinute: Number.POSITIVE_INFINITY };

/** What a client of each level has for options, beside its provider. */
export const LEVELS: { readonly [Name in Level]: Omit<SecureLLMClientOptions, 'provider'> } = {
  off: {
    sanitize: { unicode: false, secrets: false, pii: false, injection: false, maxChars: Number.POSITIVE_INFINITY },
    output: { unicode: false, links: false, secrets: false, pii: false, leak: false },
    toolPolicy: { maxSteps: 100 },
    fence: false,
    throttle: UNHURRIED,
  },
  default: { throttle: UNHURRIED },
  strict: { ...presets.strict, budget: { maxTokens: 10_000 }, throttle: UNHURRIED },
};
