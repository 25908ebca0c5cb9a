import { ResponseFormatError } from '../errors.ts';
import { JsonSeries } from '../lib/json-series.ts';
import type { Exchange } from '../transport/exchange.ts';
import type { Opened } from '../transport/post.ts';
import { isJsonType, mediaTypeOf, readJson } from '../transport/read-json.ts';
import { requestIdOf } from '../transport/request-id.ts';
import type { Call } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';
import type { AnswerContext } from './answer-events.ts';
import { readStream } from './read-stream.ts';

/**
 * Turns what one server says into events: one whole reply, or the chunks of a stream. Both give the same events but for how
 * the text is cut. It narrows `unknown`, copies known fields only, and passes over what it does not know.
 */
export interface Decoder {
  /** Whether a finish reason has come: the answer is complete, whatever happens to the rest of the stream. */
  readonly finished: boolean;
  /** Whether the marker has come behind which nothing follows. */
  readonly closed?: boolean;
  whole(value: unknown): void;
  chunk(value: unknown): void;
  /** Closes the answer: whole tool calls, then `end`. */
  end(): void;
  /** The events decoded since the last call. */
  take(): readonly ChatEvent[];
}

/**
 * One attempt: `open` sends the request, a decoder reads the reply. A server that answers a stream with one JSON is
 * understood.
 */
export async function* converse(
  { request, wire }: Call,
  model: string,
  open: () => Promise<Opened>,
  decoderFor: (context: AnswerContext) => Decoder,
): AsyncGenerator<ChatEvent, void> {
  const { reply, exchange } = await open();
  const { provider } = exchange;
  const decoder = decoderFor({
    provider,
    model: request.model ?? model,
    requestId: requestIdOf(reply, exchange),
    exchange,
  });
  if (wire === 'whole' || isJsonType(mediaTypeOf(reply))) {
    decoder.whole(await readJson(reply, exchange));
  } else {
    const series = new JsonSeries();
    for await (const batch of readStream(reply, exchange, decoder)) {
      let failure: { readonly error: unknown } | undefined;
      try {
        for (const data of batch) {
          if (decoder.closed) break; // however the bytes are cut
          decoder.chunk(parseEvent(data, series, exchange));
        }
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

function parseEvent(data: string, series: JsonSeries, { provider }: Exchange): unknown {
  const value = series.parse(data);
  if (value === undefined) throw new ResponseFormatError('An event of the stream is not JSON', { provider });
  return value;
}
