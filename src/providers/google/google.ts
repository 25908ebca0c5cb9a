import { invalid } from '../../lib/check.ts';
import { poster } from '../../transport/post.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Capabilities, Provider } from '../../types/call.ts';
import { converse } from '../converse.ts';
import { GeminiDecoder } from './decoder.ts';
import { encode } from './encode.ts';
import { modelPath } from './model-path.ts';
import type { GoogleOptions } from './options.ts';
import { readOptions } from './settings.ts';

const FILES = ['image/*', 'audio/*', 'video/*', 'text/*', 'application/pdf'];

const CAPABILITIES = Object.freeze<Capabilities>({
  remote: true,
  tools: true,
  files: { bytes: FILES, urls: FILES },
  objects: 'schema',
  reports: ['reasoning', 'citations'],
});

const METHODS = { stream: ':streamGenerateContent?alt=sse', whole: ':generateContent' } as const;

/** Makes `google` for a runtime; `transport` is what its requests take where no `fetch` is given. */
export const googleOver =
  (transport: Transport) =>
  (options: GoogleOptions): Provider => {
    const { model, endpoint } = readOptions(options);
    const post = poster(endpoint, transport);
    return Object.freeze({
      name: 'google',
      model,
      capabilities: CAPABILITIES,
      call: (call) =>
        converse(
          call,
          model,
          async () => {
            const path = modelPath(call.request.model ?? model, 'model', invalid) + METHODS[call.wire];
            return post(path, encode(call.request), call.wire, call);
          },
          (context) => new GeminiDecoder(context),
        ),
    } satisfies Provider);
  };
