import { converse } from '../providers/converse.ts';
import { type Endpoint, limitsOf } from '../transport/endpoint.ts';
import type { TransportOver } from '../transport/fetch.ts';
import { poster } from '../transport/post.ts';
import type { Handler } from '../types/call.ts';
import { AnswerDecoder } from './decoder.ts';
import { encode } from './encode.ts';
import { problemError } from './problem.ts';
import { NAME, type Settings } from './settings.ts';
import { tokenProvider } from './token.ts';

/** Asks a gateway by its own routes. */
export function callOf(settings: Settings, transportOver: TransportOver): Handler {
  const post = poster(endpointOf(settings), transportOver);
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

const endpointOf = (settings: Settings): Endpoint => ({
  vendor: {
    provider: NAME,
    name: 'the gateway',
    ownURL: settings.url,
    isOwn: () => false,
    keyHeader: 'authorization',
    keyExample: '',
    errorOf: problemError,
  },
  apiKey: undefined,
  credentials: tokenProvider(settings.token),
  baseURL: settings.url,
  isOwnHost: false,
  headers: { 'content-type': 'application/json' },
  fetch: settings.fetch,
  limits: limitsOf(settings),
});
