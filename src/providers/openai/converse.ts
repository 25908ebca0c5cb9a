import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import { ResponseFormatError } from '../../errors.ts';
import { parseJson } from '../../lib/json.ts';
import type { Exchange } from '../../transport/exchange.ts';
import { isJsonType, mediaTypeOf, readJson } from '../../transport/read-json.ts';
import { requestIdOf } from '../../transport/request-id.ts';
import type { Reply } from '../../transport/transport.ts';
import type { Call } from '../../types/call.ts';
import type { ChatEvent } from '../../types/event.ts';
import { Decoder } from './decoder.ts';
import { encode } from './encode.ts';
import { readStream } from './read-stream.ts';
import type { Settings } from './settings.ts';

/** Sends one request and resolves with its reply, status 200 to 299, body unread. */
export type Open = (
  params: ChatCompletionCreateParams,
  call: Pick<Call, 'signal' | 'learn'>,
) => Promise<{ readonly reply: Reply; readonly exchange: Exchange }>;

/** One attempt. A server that answers a stream with one JSON is understood. */
export async function* converse(open: Open, settings: Settings, call: Call): AsyncGenerator<ChatEvent, void> {
  const { request, wire } = call;
  const { reply, exchange } = await open(encode(request, wire, settings), call);
  const { provider } = exchange;
  const requestId = requestIdOf(reply, exchange);
  const decoder = new Decoder({ provider, model: request.model ?? settings.model, requestId, exchange });
  if (wire === 'whole' || isJsonType(mediaTypeOf(reply))) {
    decoder.whole(await readJson(reply, exchange));
  } else {
    for await (const batch of readStream(reply, exchange, decoder)) {
      let failure: { readonly error: unknown } | undefined;
      try {
        for (const data of batch) decoder.chunk(parseEvent(data, exchange));
      } catch (error) {
        failure = { error };
      }
      for (const event of decoder.take()) yield event; // `yield*` would wait several times for each
      if (failure) throw failure.error; // what came before it has been handed on
    }
  }
  decoder.end();
  for (const event of decoder.take()) yield event;
}

function parseEvent(data: string, { provider }: Exchange): unknown {
  const value = parseJson(data);
  if (value === undefined) throw new ResponseFormatError('An event of the stream is not JSON', { provider });
  return value;
}
