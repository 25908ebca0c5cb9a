import type { TransportOver } from '../../transport/fetch.ts';
import { poster } from '../../transport/post.ts';
import type { Handler } from '../../types/call.ts';
import { converse } from '../converse.ts';
import { MessagesDecoder } from './decoder.ts';
import { encode } from './encode.ts';
import type { Settings } from './settings.ts';

/** Asks by the Messages API. */
export function callOf(settings: Settings, transportOver: TransportOver): Handler {
  const post = poster(settings.endpoint, transportOver);
  return (call) =>
    converse(
      call,
      settings.model,
      () => post('/messages', encode(call.request, call.wire, settings), call.wire, call),
      (context) => new MessagesDecoder(context),
    );
}
