import { overFetch } from '../../transport/fetch.ts';
import type { Provider } from '../../types/call.ts';
import { azureOpenAIOver, openaiOver } from './openai.ts';
import type { AzureOpenAIOptions, OpenAIOptions } from './options.ts';

export type {
  AzureOpenAIOptions,
  MaxTokensField,
  OpenAIApi,
  OpenAIClientOptions,
  OpenAIKeyOptions,
  OpenAIOptions,
} from './options.ts';
export type { OpenAIProviderOptions } from './provider-options.ts';

/**
 * OpenAI, by Chat Completions or Responses, and every endpoint that speaks one of them by `baseURL` (Ollama, vLLM, Groq,
 * Mistral, …). Takes a key, or an `OpenAI` instance as `client`. The key stays in closures and headers: no property of the
 * provider holds it. Throws TypeError for a wrong option.
 */
export const openai: (options: OpenAIOptions) => Provider = openaiOver(overFetch);

/** Azure OpenAI, by its v1 API: `openai` on a resource of yours, with its key in `api-key`. The provider's name is `azure`. */
export const azureOpenAI: (options: AzureOpenAIOptions) => Provider = azureOpenAIOver(overFetch);
