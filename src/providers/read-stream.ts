import { NetworkError, StreamInterruptedError } from '../errors.ts';
import { systemClock } from '../lib/clock.ts';
import { Countdown } from '../lib/countdown.ts';
import { linkSignal } from '../lib/linked-signal.ts';
import type { Exchange } from '../transport/exchange.ts';
import { requestIdOf } from '../transport/request-id.ts';
import { sse } from '../transport/sse.ts';
import type { Reply } from '../transport/transport.ts';
import type { Decoder } from './converse.ts';

const DONE = '[DONE]';
const GRACE_MS = 1_000; // usage follows the finish reason at once; some servers send no [DONE] and keep the socket open
const GRACE_OVER = Symbol('grace over');

/**
 * The data of a stream in batches, up to `[DONE]`; heartbeats of empty data are left out. Complete with a finish reason or
 * `[DONE]`, whichever a server sends, or its own marker: with none it is a StreamInterruptedError. After a finish reason it ends without
 * an error, also when the connection breaks, or once a second of waiting has brought nothing more.
 */
export async function* readStream(
  reply: Reply,
  exchange: Exchange,
  decoder: Pick<Decoder, 'finished' | 'closed'>,
): AsyncGenerator<readonly string[], void> {
  const { provider, signal } = exchange;
  const link = linkSignal(signal);
  const grace = new Countdown(systemClock, GRACE_MS, () => link.abort(GRACE_OVER));
  try {
    for await (const given of sse(reply, { ...exchange, signal: link.signal })) {
      grace.pause(); // the reader's own time is not the server's
      const batch = given.every(isBare) ? given : given.map((data) => data.trim()).filter((data) => data !== '');
      const end = batch.indexOf(DONE);
      if (batch.length > 0) yield end === -1 ? batch : batch.slice(0, end);
      if (end !== -1 || decoder.closed) return;
      if (!decoder.finished) continue;
      if (batch.length > 0) grace.restart();
      else grace.resume();
    }
  } catch (error) {
    const broken = error instanceof NetworkError && !signal.aborted;
    if (error !== GRACE_OVER && !(broken && decoder.finished)) throw error;
  } finally {
    grace.clear();
    link.unlink();
  }
  if (!decoder.finished)
    throw new StreamInterruptedError({ provider, status: reply.status, requestId: requestIdOf(reply, exchange) });
}

const isBare = (data: string): boolean => data !== '' && data.trim() === data;
