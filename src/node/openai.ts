import { azureOpenAIOver, openaiOver } from '../providers/openai/openai.ts';
import type { AzureOpenAIOptions, OpenAIOptions } from '../providers/openai/options.ts';
import type { Provider } from '../types/call.ts';
import { nodeTransport } from './transport.ts';

export type {
  AzureOpenAIOptions,
  MaxTokensField,
  OpenAIApi,
  OpenAIClientOptions,
  OpenAIKeyOptions,
  OpenAIOptions,
} from '../providers/openai/options.ts';
export type { OpenAIProviderOptions } from '../providers/openai/provider-options.ts';

/** The same `openai`, over the transport for Node. */
export const openai: (options: OpenAIOptions) => Provider = openaiOver(nodeTransport);

/** The same `azureOpenAI`, over the transport for Node. */
export const azureOpenAI: (options: AzureOpenAIOptions) => Provider = azureOpenAIOver(nodeTransport);
