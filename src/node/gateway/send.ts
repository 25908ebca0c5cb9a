import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { piecesOf } from '../../lib/pieces.ts';

/**
 * Writes an answer no faster than it is taken. One that breaks off breaks the connection, so that nobody takes it for
 * whole; why it did is told to nobody. Never rejects.
 */
export async function send(response: Response, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = response;
  if (outgoing.destroyed || outgoing.headersSent) return void body?.cancel().catch(ignore); // the caller has left, or an answer
  outgoing.statusCode = status;
  outgoing.setHeaders(headers);
  try {
    if (body && isStream(headers)) await pump(body, outgoing);
    else outgoing.end(body && Buffer.from(await response.arrayBuffer()));
  } catch {
    outgoing.destroy();
  }
}

/** Anything else is sent in one piece, so that its length is told. */
const isStream = (headers: Headers): boolean => headers.get('content-type')?.startsWith('text/event-stream') === true;

async function pump(body: ReadableStream<Uint8Array>, outgoing: ServerResponse): Promise<void> {
  const pieces = piecesOf(body);
  const gone = new AbortController();
  outgoing.once('close', () => {
    gone.abort('left'); // without a reason it makes an error, at the end of every answer
    pieces.cancel(); // what waits for the next piece sees the end
  });
  for (let piece = await pieces.next(); piece !== undefined; piece = await pieces.next())
    if (!outgoing.write(piece)) await once(outgoing, 'drain', { signal: gone.signal });
  outgoing.end();
}

const ignore = () => {};
