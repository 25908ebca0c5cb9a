import type { Clock } from '../types/clock.ts';
import { Refusal } from './refusal.ts';

/** What a stream may still say once the gateway closes. */
const LAST_MS = 1_000;
const LAST_PIECES = 100;

/**
 * An answer whose end is told, once: its body was read to the end or failed (`false`), or was left before (`true`). A stream is
 * pulled piece by piece as it is read and ends with `signal`: at once where the caller left, and where the gateway closes with
 * what the stream says of that. Any other body is whole already.
 */
export function observed(
  response: Response,
  signal: AbortSignal,
  clock: Clock,
  ended: (wasLeft: boolean) => void,
): Response {
  const { body } = response;
  if (!body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
    ended(signal.aborted);
    return response;
  }
  const reader = body.getReader();
  let open = true;
  const end = (wasLeft: boolean) => {
    if (!open) return;
    open = false;
    signal.removeEventListener('abort', stop);
    ended(wasLeft);
  };
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    try {
      const step = await reader.read();
      if (!open) return;
      if (!step.done) return controller.enqueue(step.value);
      controller.close();
      end(signal.aborted);
    } catch (error) {
      if (!open) return;
      controller.error(error);
      end(false);
    }
  };
  let stop = () => {};
  const relayed = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        const breakOff = () => {
          if (!open) return;
          end(true);
          controller.error(signal.reason);
          reader.cancel(signal.reason).catch(() => {});
        };
        const finish = async () => {
          const cancel = clock.after(LAST_MS, breakOff);
          for (let left = LAST_PIECES; open && left > 0; left -= 1) await pull(controller);
          cancel();
          breakOff();
        };
        stop = () => (signal.reason instanceof Refusal ? void finish() : breakOff());
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      },
      pull,
      cancel(reason) {
        end(true);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(relayed, response);
}
