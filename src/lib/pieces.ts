export type Piece = string | Uint8Array;

/** What a body is made of, for one reader. */
export interface Pieces {
  /** The next piece; undefined: there is no more. Asked for one at a time. */
  next(): Promise<Piece | undefined>;
  /** The reader wants no more. */
  cancel(reason: unknown): void;
}

const known = new WeakMap<ReadableStream<Uint8Array>, Pieces>();

/** A body that asks for a piece when it is read, so that a slow reader slows the source. */
export function bodyOf(pieces: Pieces): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await pieces.next();
        if (piece === undefined) controller.close();
        else controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
      },
      cancel: (reason) => pieces.cancel(reason),
    },
    { highWaterMark: 0 }, // nothing is asked for, and so nothing sent, before somebody reads
  );
  known.set(body, pieces);
  return body;
}

/** What a body is made of, for a reader in its place: a web stream costs several promises for each piece. */
export const piecesOf = (body: ReadableStream<Uint8Array>): Pieces => known.get(body) ?? read(body);

function read(body: ReadableStream<Uint8Array>): Pieces {
  const reader = body.getReader();
  return {
    next: async () => (await reader.read()).value,
    cancel: (reason) => void reader.cancel(reason).catch(() => {}),
  };
}
