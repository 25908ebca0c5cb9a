import { ResponseFormatError } from '../errors.ts';
import { isRecord, type JsonRecord, parseJson } from '../lib/json.ts';
import { readText } from './body.ts';
import type { Exchange } from './exchange.ts';
import { discard } from './fetch.ts';
import { requestIdOf } from './request-id.ts';
import type { Reply } from './transport.ts';

/** The media type of a reply in lower case, without parameters; empty when it names none. */
export const mediaTypeOf = (reply: Reply): string =>
  (reply.headers.get('content-type') ?? '').split(';', 1).join('').trim().toLowerCase();

export const isJsonType = (mediaType: string): boolean =>
  mediaType === 'application/json' || mediaType.endsWith('+json');

/**
 * Reads a reply that must be one JSON object. A reply without a content type passes if its body is one. Throws
 * ResponseFormatError for anything else: HTML, empty, `null`, a string, an array.
 */
export async function readJson(reply: Reply, exchange: Exchange): Promise<JsonRecord> {
  const details = { provider: exchange.provider, status: reply.status, requestId: requestIdOf(reply, exchange) };
  const mediaType = mediaTypeOf(reply);
  if (mediaType !== '' && !isJsonType(mediaType)) {
    discard(reply);
    throw new ResponseFormatError(`The reply is ${describe(mediaType)}, not JSON`, details);
  }
  const text = await readText(reply, exchange);
  if (text.trim() === '') throw new ResponseFormatError('The reply is empty', details);
  const value = parseJson(text);
  if (!isRecord(value)) throw new ResponseFormatError('The reply is not a JSON object', details);
  return value;
}

/** A media type that an error may repeat: one of a few words, as a header may hold anything. */
export const describe = (mediaType: string): string =>
  ['text/html', 'text/plain', 'text/event-stream', 'application/json', 'application/xml'].includes(mediaType)
    ? mediaType
    : 'of another type';
