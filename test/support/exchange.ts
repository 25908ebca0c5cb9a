import { DEFAULT_LIMITS, type Exchange } from '../../src/transport/exchange.ts';
import { scrubber } from '../../src/transport/scrub.ts';

/** An attempt of a provider called `acme`, never aborted, with the default limits and no secret. */
export const anExchange = (overrides: Partial<Exchange> = {}): Exchange => ({
  provider: 'acme',
  signal: new AbortController().signal,
  limits: DEFAULT_LIMITS,
  scrub: scrubber([]),
  ...overrides,
});

/** A body that hands over these pieces, one a read, and remembers how many were read and whether it was let go. */
export function bodyOfPieces(pieces: readonly Uint8Array[]) {
  const left = [...pieces];
  const state = { cancelled: false, read: 0 };
  const body = new ReadableStream<Uint8Array>(
    {
      pull(controller) {
        const piece = left.shift();
        if (!piece) return controller.close();
        state.read += 1;
        controller.enqueue(piece);
      },
      cancel() {
        state.cancelled = true;
        return new Promise(() => {}); // as msw 2 does it: a cancel that never settles
      },
    },
    { highWaterMark: 0 },
  );
  return { body, state };
}

export const eventStream = (body: BodyInit | null): Response =>
  new Response(body, { headers: { 'content-type': 'text/event-stream; charset=utf-8' } });
