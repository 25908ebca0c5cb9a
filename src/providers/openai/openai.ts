import { overFetch } from '../../transport/fetch.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Capabilities, Provider } from '../../types/call.ts';
import { converse } from './converse.ts';
import type { OpenAIOptions } from './options.ts';
import { readOptions } from './settings.ts';
import { withClient } from './with-client.ts';
import { withKey } from './with-key.ts';

const CAPABILITIES: Capabilities = Object.freeze({ remote: true, tools: true, files: true, objects: 'schema' });

/** Makes `openai` for a runtime; `transport` is what its requests take where neither `fetch` nor `client` is given. */
export const openaiOver =
  (transport: Transport) =>
  (options: OpenAIOptions): Provider => {
    const settings = readOptions(options);
    const open =
      'client' in settings
        ? withClient(settings)
        : withKey(settings, settings.fetch ? overFetch(settings.fetch) : transport);
    return Object.freeze({
      name: 'openai',
      model: settings.model,
      capabilities: CAPABILITIES,
      call: (call) => converse(open, settings, call),
    } satisfies Provider);
  };
