import { converse } from '../providers/converse.ts';
import { poster } from '../transport/post.ts';
import type { Transport } from '../transport/transport.ts';
import type { Handler } from '../types/call.ts';
import { AnswerDecoder } from './decoder.ts';
import { encode } from './encode.ts';
import type { Settings } from './settings.ts';

/** Asks a gateway by its own routes. */
export function callOf(settings: Settings, transport: Transport): Handler {
  const post = poster(settings.endpoint, transport);
  return (call) => {
    const asked = encode(call.request, call.wire, settings.model);
    const own = asked.streams ? call : { ...call, wire: 'whole' as const };
    return converse(
      own,
      settings.model ?? 'default',
      () => post(asked.path, asked.body, own.wire, call),
      (context) => new AnswerDecoder(context, asked, call),
    );
  };
}
