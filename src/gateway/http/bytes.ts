type Bytes = AsyncIterable<Uint8Array>;

const known = new WeakMap<Request, () => Bytes | undefined>();

/**
 * Tells where the body of a request comes from: a web stream around it may cost more than what is done with it.
 *
 * @param open undefined where somebody else has begun to read there
 */
export const comesFrom = (request: Request, open: () => Bytes | undefined): void => void known.set(request, open);

/** The body of a request that nobody has read, piece by piece. Left early, it does not wait for the piece that is awaited. */
export const bytesOf = (request: Request): Bytes =>
  (request.bodyUsed ? undefined : known.get(request)?.()) ?? read(request.body);

function read(body: ReadableStream<Uint8Array> | null): AsyncIterableIterator<Uint8Array> {
  const reader = body?.getReader();
  const over: IteratorResult<Uint8Array> = { done: true, value: undefined };
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      const step = await reader?.read();
      return step && !step.done ? { done: false, value: step.value } : over;
    },
    async return() {
      await reader?.cancel();
      return over;
    },
  };
}
