import { type Post, poster } from '../../transport/post.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Provider } from '../../types/call.ts';
import { converse } from '../converse.ts';
import { readAzureOptions } from './azure-settings.ts';
import type { AzureOpenAIOptions, OpenAIOptions } from './options.ts';
import { readOptions } from './settings.ts';
import type { Settings } from './shared-settings.ts';
import { WIRE_FORMATS } from './wire-format.ts';
import { withClient } from './with-client.ts';

/** Makes `openai` for a runtime; `transport` is what its requests take where neither `fetch` nor `client` is given. */
export const openaiOver =
  (transport: Transport) =>
  (options: OpenAIOptions): Provider => {
    const settings = readOptions(options);
    return provider(settings, 'client' in settings ? withClient(settings) : poster(settings.endpoint, transport));
  };

/** Makes `azureOpenAI` for a runtime. */
export const azureOpenAIOver =
  (transport: Transport) =>
  (options: AzureOpenAIOptions): Provider => {
    const settings = readAzureOptions(options);
    return provider(settings, poster(settings.endpoint, transport));
  };

function provider(settings: Settings, post: Post): Provider {
  const { path, capabilities, encode, decoder } = WIRE_FORMATS[settings.api];
  return Object.freeze({
    name: settings.provider,
    model: settings.model,
    capabilities: Object.freeze({ ...capabilities, objects: settings.objects }),
    call: (call) =>
      converse(
        call,
        settings.model,
        () => post(path, encode(call.request, call.wire, settings), call.wire, call),
        (context) => decoder(context, settings),
      ),
  } satisfies Provider);
}
