import { openaiOver } from '../providers/openai/openai.ts';
import type { OpenAIOptions } from '../providers/openai/options.ts';
import type { Provider } from '../types/call.ts';
import { overDispatcher } from './over-dispatcher.ts';

export type {
  MaxTokensField,
  OpenAIClientOptions,
  OpenAIKeyOptions,
  OpenAIOptions,
} from '../providers/openai/options.ts';

/** The same `openai`, over the transport for Node. */
export const openai: (options: OpenAIOptions) => Provider = openaiOver(overDispatcher);
