import { overFetch } from '../../transport/fetch.ts';
import type { Provider } from '../../types/call.ts';
import { anthropicOver } from './anthropic.ts';
import type { AnthropicOptions } from './options.ts';

export type { AnthropicOptions, AnthropicProviderOptions } from './options.ts';

/**
 * Anthropic Messages, and every endpoint that speaks it by `baseURL`. The key stays in closures and headers: no property of
 * the provider holds it. Throws TypeError for a wrong option.
 */
export const anthropic: (options: AnthropicOptions) => Provider = anthropicOver(overFetch);
