import type { Transport } from '../../transport/transport.ts';
import type { Provider } from '../../types/call.ts';
import { lateCall } from '../late-call.ts';
import { readAzureOptions } from './azure-settings.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { AzureOpenAIOptions, OpenAIOptions } from './options.ts';
import { type ClientSettings, type KeySettings, readOptions } from './settings.ts';

/** Makes `openai` for a runtime; `transport` is what its requests take where neither `fetch` nor `client` is given. */
export const openaiOver =
  (transport: Transport) =>
  (options: OpenAIOptions): Provider =>
    provider(readOptions(options), transport);

/** Makes `azureOpenAI` for a runtime. */
export const azureOpenAIOver =
  (transport: Transport) =>
  (options: AzureOpenAIOptions): Provider =>
    provider(readAzureOptions(options), transport);

const provider = (settings: KeySettings | ClientSettings, transport: Transport): Provider =>
  Object.freeze({
    name: settings.provider,
    model: settings.model,
    capabilities: Object.freeze({ ...CAPABILITIES[settings.api], objects: settings.objects }),
    call: lateCall(settings.provider, async () => (await import('./call.ts')).callOf(settings, transport)),
  } satisfies Provider);
