import { type Piece, type Pieces, withPieces } from '../lib/pieces.ts';
import type { Clock } from '../types/clock.ts';
import { Refusal } from './refusal.ts';

/** What a stream may still say once the gateway closes. */
const LAST_MS = 1_000;
const LAST_PIECES = 100;

/**
 * An answer whose end is told, once: its body was read to the end or failed (`false`), or was left before (`true`). A stream
 * is asked for its pieces as it is read and ends with `signal`: at once where the caller left, and where the gateway closes
 * with what the stream says of that. Any other body is whole already.
 */
export function observed(
  response: Response,
  signal: AbortSignal,
  clock: Clock,
  ended: (wasLeft: boolean) => void,
): Response {
  const { body } = response;
  if (body && response.headers.get('content-type')?.startsWith('text/event-stream'))
    return withPieces(response, body, (pieces) => watched(pieces, signal, clock, ended));
  ended(signal.aborted);
  return response;
}

function watched(pieces: Pieces, signal: AbortSignal, clock: Clock, ended: (wasLeft: boolean) => void): Pieces {
  let isOpen = true;
  let broken: { readonly reason: unknown } | undefined;
  let interrupt: ((reason: unknown) => void) | undefined; // set while a piece is awaited
  let awaited: Promise<unknown> | undefined;
  let isFinishing = false;
  const kept: Piece[] = [];
  const end = (wasLeft: boolean) => {
    isOpen = false;
    signal.removeEventListener('abort', stop);
    ended(wasLeft);
  };
  const breakOff = (reason: unknown) => {
    if (!isOpen) return;
    broken = { reason };
    end(true);
    interrupt?.(reason);
    pieces.cancel(reason);
  };
  const take = (): Promise<Piece | undefined> => {
    const piece = new Promise<Piece | undefined>((resolve, reject) => {
      interrupt = reject;
      pieces.next().then(
        (piece) => {
          if (isOpen && piece === undefined) end(signal.aborted);
          resolve(piece);
        },
        (reason) => {
          if (isOpen) {
            broken = { reason };
            end(false);
          }
          reject(reason);
        },
      );
    });
    awaited = piece;
    return piece;
  };
  const keep = () => {
    const put = (piece: Piece | undefined) => void (piece !== undefined && kept.push(piece));
    awaited = take().then(put, () => {});
    return awaited;
  };
  const finish = async () => {
    const cancel = clock.after(LAST_MS, () => breakOff(signal.reason));
    isFinishing = true;
    await Promise.allSettled([awaited]); // it is the reader's
    for (let left = LAST_PIECES; isOpen && left > 0; left -= 1) await keep();
    cancel();
    breakOff(signal.reason);
  };
  const stop = () => void (signal.reason instanceof Refusal ? finish() : breakOff(signal.reason));
  const rest = async (): Promise<Piece | undefined> => {
    while (isOpen && kept.length === 0) await awaited;
    if (broken) throw broken.reason;
    return kept.shift();
  };
  if (signal.aborted) stop();
  else signal.addEventListener('abort', stop, { once: true });
  return {
    next: () => (isOpen && !isFinishing ? take() : rest()),
    cancel: breakOff,
  };
}
