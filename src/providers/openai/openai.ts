import type { TransportOver } from '../../transport/fetch.ts';
import type { Provider } from '../../types/call.ts';
import { lateCall } from '../late-call.ts';
import { readAzureOptions } from './azure-settings.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { AzureOpenAIOptions, OpenAIOptions } from './options.ts';
import { type ClientSettings, type KeySettings, readOptions } from './settings.ts';

/** Makes `openai` for a runtime. */
export const openaiOver =
  (transportOver: TransportOver) =>
  (options: OpenAIOptions): Provider =>
    provider(readOptions(options), transportOver);

/** Makes `azureOpenAI` for a runtime. */
export const azureOpenAIOver =
  (transportOver: TransportOver) =>
  (options: AzureOpenAIOptions): Provider =>
    provider(readAzureOptions(options), transportOver);

const provider = (settings: KeySettings | ClientSettings, transportOver: TransportOver): Provider =>
  Object.freeze({
    name: settings.provider,
    model: settings.model,
    capabilities: Object.freeze({ ...CAPABILITIES[settings.api], objects: settings.objects }),
    call: lateCall(settings.provider, async () => (await import('./call.ts')).callOf(settings, transportOver)),
  } satisfies Provider);
