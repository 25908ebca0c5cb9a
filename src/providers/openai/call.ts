import type { TransportOver } from '../../transport/fetch.ts';
import { poster } from '../../transport/post.ts';
import type { Handler } from '../../types/call.ts';
import { converse } from '../converse.ts';
import { ChatDecoder } from './chat/decoder.ts';
import { encode as encodeChat } from './chat/encode.ts';
import { ResponsesDecoder } from './responses/decoder.ts';
import { encode as encodeResponses } from './responses/encode.ts';
import type { ClientSettings, KeySettings } from './settings.ts';
import { withClient } from './with-client.ts';

/** Asks by the API of the settings. */
export function callOf(settings: KeySettings | ClientSettings, transportOver: TransportOver): Handler {
  const { api, model, thinks } = settings;
  const post = 'client' in settings ? withClient(settings) : poster(settings.endpoint, transportOver);
  if (api === 'responses')
    return (call) =>
      converse(
        call,
        model,
        () => post('/responses', encodeResponses(call.request, call.wire, settings), call.wire, call),
        (context) => new ResponsesDecoder(context),
      );
  return (call) =>
    converse(
      call,
      model,
      () => post('/chat/completions', encodeChat(call.request, call.wire, settings), call.wire, call),
      (context) => new ChatDecoder(context, thinks),
    );
}
