import { anthropicOver } from '../providers/anthropic/anthropic.ts';
import type { AnthropicOptions } from '../providers/anthropic/options.ts';
import type { Provider } from '../types/call.ts';
import { nodeTransport } from './transport.ts';

export type { AnthropicOptions, AnthropicProviderOptions } from '../providers/anthropic/options.ts';

/** The same `anthropic`, over the transport for Node. */
export const anthropic: (options: AnthropicOptions) => Provider = anthropicOver(nodeTransport);
