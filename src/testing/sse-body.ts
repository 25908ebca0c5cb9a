import { sleep, systemClock } from '../lib/clock.ts';

export interface StreamTiming {
  /** Milliseconds before every event but the first. @default 0 */
  readonly delayMs?: number | undefined;
  /** What comes after the last event: the body ends, or stays open. @default 'close' */
  readonly after?: 'close' | 'stall' | undefined;
  /** The request's signal. Where msw 2 ignores an abort, this is what ends the body. */
  readonly signal?: AbortSignal | undefined;
}

/** A response body of server-sent events, made as it is read. Cancelled or aborted, it sends no more and leaves no timer. */
export function sseBody(
  frames: readonly string[],
  { delayMs = 0, after = 'close', signal }: StreamTiming = {},
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const stopped = new AbortController();
  let sent = 0;
  let onAbort = () => {};
  const stop = () => {
    signal?.removeEventListener('abort', onAbort);
    stopped.abort();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        onAbort = () => {
          stop();
          controller.error(signal?.reason);
        };
        if (signal?.aborted) onAbort();
        else signal?.addEventListener('abort', onAbort, { once: true });
      },
      async pull(controller) {
        const next = frames[sent];
        if (next !== undefined) {
          if (sent++ > 0 && delayMs > 0) await sleep(systemClock, delayMs, stopped.signal).catch(() => {});
          if (!stopped.signal.aborted) controller.enqueue(encoder.encode(next));
        } else if (after === 'close') {
          stop();
          controller.close();
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}
