import { poster } from '../../transport/post.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Capabilities, Provider } from '../../types/call.ts';
import { converse } from '../converse.ts';
import { ChatDecoder } from './decoder.ts';
import { encode } from './encode.ts';
import type { OpenAIOptions } from './options.ts';
import { type KeySettings, readOptions } from './settings.ts';
import { type Open, withClient } from './with-client.ts';

const CAPABILITIES = Object.freeze<Capabilities>({
  remote: true,
  tools: true,
  files: { bytes: ['image/*'], urls: ['image/*'] },
  objects: 'schema',
  reports: ['reasoning', 'refusals'],
});

/** Makes `openai` for a runtime; `transport` is what its requests take where neither `fetch` nor `client` is given. */
export const openaiOver =
  (transport: Transport) =>
  (options: OpenAIOptions): Provider => {
    const settings = readOptions(options);
    const open = 'client' in settings ? withClient(settings) : withPost(settings, transport);
    return Object.freeze({
      name: 'openai',
      model: settings.model,
      capabilities: CAPABILITIES,
      call: (call) =>
        converse(
          call,
          settings.model,
          () => open(encode(call.request, call.wire, settings), call),
          (context) => new ChatDecoder(context),
        ),
    } satisfies Provider);
  };

function withPost({ endpoint }: KeySettings, transport: Transport): Open {
  const post = poster(endpoint, transport);
  return (params, call) => post('/chat/completions', params, params.stream ? 'stream' : 'whole', call);
}
