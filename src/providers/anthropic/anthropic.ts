import { poster } from '../../transport/post.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Capabilities, Provider } from '../../types/call.ts';
import { converse } from '../converse.ts';
import { MessagesDecoder } from './decoder.ts';
import { encode } from './encode.ts';
import { IMAGES, PDF, TEXT } from './encode-file.ts';
import type { AnthropicOptions } from './options.ts';
import { readOptions } from './settings.ts';

const CAPABILITIES = Object.freeze<Capabilities>({
  remote: true,
  tools: true,
  files: { bytes: [...IMAGES, PDF, TEXT], urls: [...IMAGES, PDF] },
  objects: 'schema',
  options: ['temperature', 'topP', 'stopSequences', 'toolChoice'],
  reports: ['reasoning', 'citations', 'refusals'],
});

/** Makes `anthropic` for a runtime; `transport` is what its requests take where no `fetch` is given. */
export const anthropicOver =
  (transport: Transport) =>
  (options: AnthropicOptions): Provider => {
    const settings = readOptions(options);
    const post = poster(settings.endpoint, transport);
    return Object.freeze({
      name: 'anthropic',
      model: settings.model,
      capabilities: CAPABILITIES,
      call: (call) =>
        converse(
          call,
          settings.model,
          () => post('/messages', encode(call.request, call.wire, settings), call.wire, call),
          (context) => new MessagesDecoder(context),
        ),
    } satisfies Provider);
  };
