import { ResponseFormatError, ResponseTooLargeError, StreamInterruptedError } from '../errors.ts';
import { parseJson } from '../lib/json.ts';
import { sseParser } from '../lib/sse.ts';
import { decode, openBody } from './body.ts';
import type { Exchange } from './exchange.ts';
import { discard } from './fetch.ts';
import { describe, mediaTypeOf } from './read-json.ts';
import { requestIdOf } from './request-id.ts';
import type { Reply } from './transport.ts';

/**
 * The data of a stream of server-sent events, in batches: whatever one read from the network completed, so that a reader
 * waits once a batch and not once an event. Comments yield nothing. A last event without its empty line counts if it is
 * whole; otherwise the stream was cut, which is a StreamInterruptedError. Throws ResponseFormatError for another content
 * type or invalid UTF-8, ResponseTooLargeError past a limit. The body is let go however the reader leaves.
 */
export async function* sse(reply: Reply, exchange: Exchange): AsyncGenerator<readonly string[], void> {
  const { provider, limits } = exchange;
  const mediaType = mediaTypeOf(reply);
  const details = { provider, status: reply.status, requestId: requestIdOf(reply, exchange) };
  if (mediaType !== 'text/event-stream') {
    discard(reply);
    throw new ResponseFormatError(`The reply is ${describe(mediaType)}, not a stream of events`, details);
  }
  const body = openBody(reply, exchange);
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }); // the parser takes the mark away
  const parser = sseParser(limits.maxEventBytes);
  try {
    for (let bytes = await body.read(); bytes; bytes = await body.read()) {
      const batch = parser.feed(decode(decoder, bytes, exchange));
      if (batch.length > 0) yield batch;
      if (parser.overflowed) throw new ResponseTooLargeError('event', limits.maxEventBytes, 'maxEventBytes');
    }
    const cutCharacter = endsInside(decoder);
    const tail = parser.end();
    if (cutCharacter || (tail !== undefined && !isWhole(tail))) throw new StreamInterruptedError(details);
    if (tail !== undefined) yield [tail];
  } finally {
    body.close();
  }
}

/** An empty one is a heartbeat of some servers, and holds nothing that could be missing. */
const isWhole = (data: string): boolean => ['', '[DONE]'].includes(data.trim()) || parseJson(data) !== undefined;

function endsInside(decoder: TextDecoder): boolean {
  try {
    decoder.decode();
    return false;
  } catch {
    return true;
  }
}
