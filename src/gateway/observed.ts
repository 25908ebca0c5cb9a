/**
 * An answer whose end is told, once: its body was read to the end or failed (`false`), or was left before (`true`). A stream is
 * pulled piece by piece as it is read and ends with `signal`; any other body is whole already.
 */
export function observed(response: Response, signal: AbortSignal, ended: (wasLeft: boolean) => void): Response {
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
  let stop = () => {};
  const relayed = new ReadableStream<Uint8Array>(
    {
      start(controller) {
        stop = () => {
          end(true);
          controller.error(signal.reason);
          reader.cancel(signal.reason).catch(() => {});
        };
        if (signal.aborted) stop();
        else signal.addEventListener('abort', stop, { once: true });
      },
      async pull(controller) {
        try {
          const step = await reader.read();
          if (!open) return;
          if (!step.done) return controller.enqueue(step.value);
          controller.close();
          end(false);
        } catch (error) {
          end(false);
          throw error;
        }
      },
      cancel(reason) {
        end(true);
        return reader.cancel(reason);
      },
    },
    { highWaterMark: 0 },
  );
  return new Response(relayed, response);
}
