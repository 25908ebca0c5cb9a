import type { Capabilities, Provider } from '../../types/call.ts';
import { converse } from './converse.ts';
import type { OpenAIOptions } from './options.ts';
import { readOptions } from './settings.ts';
import { withClient } from './with-client.ts';
import { withKey } from './with-key.ts';

export type { MaxTokensField, OpenAIClientOptions, OpenAIKeyOptions, OpenAIOptions } from './options.ts';

const CAPABILITIES: Capabilities = Object.freeze({ remote: true, tools: true, files: true, objects: 'schema' });

/**
 * OpenAI Chat Completions, and every endpoint that speaks it by `baseURL` (Azure, Ollama, vLLM, Groq, Mistral, …). Takes a
 * key, or an `OpenAI` instance as `client`. The key stays in closures and headers: no property of the provider holds it.
 * Throws TypeError for a wrong option.
 */
export function openai(options: OpenAIOptions): Provider {
  const settings = readOptions(options);
  const open = 'client' in settings ? withClient(settings) : withKey(settings);
  return Object.freeze({
    name: 'openai',
    model: settings.model,
    capabilities: CAPABILITIES,
    call: (call) => converse(open, settings, call),
  } satisfies Provider);
}
