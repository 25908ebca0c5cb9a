export type Piece = string | Uint8Array;

/** What a body is made of, for one reader. */
export interface Pieces {
  /** The next piece; undefined: there is no more. Asked for one at a time. */
  next(): Promise<Piece | undefined>;
  /** The reader wants no more. Does nothing behind the end. */
  cancel(reason?: unknown): void;
}

/** A body and what it is made of at present. */
interface Made {
  pieces: Pieces;
}

const known = new WeakMap<ReadableStream<Uint8Array>, Made>();

/** A body that asks for a piece when it is read, so that a slow reader slows the source. */
export function bodyOf(pieces: Pieces): ReadableStream<Uint8Array> {
  const made = { pieces };
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const piece = await made.pieces.next();
        if (piece === undefined) controller.close();
        else controller.enqueue(typeof piece === 'string' ? encoder.encode(piece) : piece);
      },
      cancel: (reason) => made.pieces.cancel(reason),
    },
    { highWaterMark: 0 }, // nothing is asked for, and so nothing sent, before somebody reads
  );
  known.set(body, made);
  return body;
}

/**
 * What a body is made of, for a reader in its place: a web stream costs several promises for each piece. Nobody else may
 * read it then. Throws TypeError where somebody does.
 */
export function piecesOf(body: ReadableStream<Uint8Array>): Pieces {
  const reader = body.getReader();
  return known.get(body)?.pieces ?? read(reader);
}

/** An answer with `watch` between its body, which nobody has read, and its reader. */
export function withPieces(
  response: Response,
  body: ReadableStream<Uint8Array>,
  watch: (pieces: Pieces) => Pieces,
): Response {
  const made = known.get(body);
  if (!made) return new Response(bodyOf(watch(piecesOf(body))), response);
  made.pieces = watch(made.pieces);
  return response;
}

const read = (reader: ReadableStreamDefaultReader<Uint8Array>): Pieces => ({
  next: async () => (await reader.read()).value,
  cancel: (reason) => void reader.cancel(reason).catch(() => {}),
});
