import { lateFetch, overFetch } from '../../transport/fetch.ts';
import type { Provider } from '../../types/call.ts';
import { openaiOver } from './openai.ts';
import type { OpenAIOptions } from './options.ts';

export type { MaxTokensField, OpenAIClientOptions, OpenAIKeyOptions, OpenAIOptions } from './options.ts';

/**
 * OpenAI Chat Completions, and every endpoint that speaks it by `baseURL` (Azure, Ollama, vLLM, Groq, Mistral, …). Takes a
 * key, or an `OpenAI` instance as `client`. The key stays in closures and headers: no property of the provider holds it.
 * Throws TypeError for a wrong option.
 */
export const openai: (options: OpenAIOptions) => Provider = openaiOver(overFetch(lateFetch));
