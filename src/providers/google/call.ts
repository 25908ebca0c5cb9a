import { invalid } from '../../lib/check.ts';
import type { TransportOver } from '../../transport/fetch.ts';
import { poster } from '../../transport/post.ts';
import type { Handler } from '../../types/call.ts';
import { converse } from '../converse.ts';
import { GeminiDecoder } from './decoder.ts';
import { encode } from './encode.ts';
import { modelPath } from './model-path.ts';
import type { Settings } from './settings.ts';

const METHODS = { stream: ':streamGenerateContent?alt=sse', whole: ':generateContent' } as const;

/** Asks by `generateContent` and `streamGenerateContent`. */
export function callOf({ model, endpoint }: Settings, transportOver: TransportOver): Handler {
  const post = poster(endpoint, transportOver);
  return (call) =>
    converse(
      call,
      model,
      async () => {
        const asked = call.request.model ?? model;
        const path = modelPath(asked, 'model', invalid) + METHODS[call.wire];
        return post(path, encode(call.request, asked), call.wire, call);
      },
      (context) => new GeminiDecoder(context),
    );
}
