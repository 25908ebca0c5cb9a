import { isSecureLLMError } from '../errors.ts';

/** How a stream of events ends. */
export interface StreamEnd {
  /** The last event of one that fails. */
  readonly failure: (error: unknown) => unknown;
  /** Data behind the last event of one that does not fail. */
  readonly done?: string;
}

const OURS: StreamEnd = { failure: (error) => ({ type: 'error', error: tell(error) }) };

/**
 * Events as `text/event-stream`, one `data:` line of JSON each, pulled one by one so that a slow reader slows the source.
 * A failure becomes a last event `{ type: 'error', error: { code, message, … } }`, unless `end` says otherwise; of errors that
 * are not ours only the fact is told. `cancel` is called when the reader disconnects.
 */
export function toEventStream(
  events: AsyncIterable<unknown>,
  cancel: (reason: unknown) => void,
  init: ResponseInit,
  { failure, done }: StreamEnd = OURS,
): Response {
  const encoder = new TextEncoder();
  let iterator: AsyncIterator<unknown> | undefined;
  const send = (controller: ReadableStreamDefaultController<Uint8Array>, data: string) =>
    controller.enqueue(encoder.encode(`data: ${data}\n\n`));
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          iterator ??= events[Symbol.asyncIterator]();
          const step = await iterator.next();
          if (!step.done) return send(controller, JSON.stringify(step.value));
          if (done !== undefined) send(controller, done);
        } catch (error) {
          send(controller, JSON.stringify(failure(error)));
        }
        controller.close();
      },
      cancel(reason) {
        cancel(reason ?? new DOMException('The client disconnected', 'AbortError'));
      },
    },
    { highWaterMark: 0 }, // nothing is pulled, and so nothing sent, before somebody reads
  );
  const headers = new Headers(init.headers);
  headers.set('content-type', 'text/event-stream; charset=utf-8');
  headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  return new Response(body, { ...init, headers });
}

function tell(error: unknown): Record<string, unknown> {
  if (!isSecureLLMError(error)) {
    const aborted = error instanceof Error && error.name === 'AbortError';
    const code = aborted ? 'ERR_ABORTED' : 'ERR_UNKNOWN';
    return { code, message: aborted ? 'The call was aborted' : 'The call failed', retryable: false };
  }
  const { code, message, retryable, retryAfterMs } = error;
  return { code, message, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
