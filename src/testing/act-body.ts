import { sleep, systemClock } from '../lib/clock.ts';
import type { Act } from './acts.ts';

/**
 * A response body that does these acts as it is read, and stays open where none of them ends it. Cancelled or aborted, it
 * sends no more and leaves no timer.
 *
 * @param signal of the request: where msw 2 ignores an abort, this is what ends the body
 */
export function actBody(acts: Iterable<Act>, signal: AbortSignal): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  const stopped = new AbortController();
  const steps = acts[Symbol.iterator]();
  let onAbort = () => {};
  const stop = () => {
    signal.removeEventListener('abort', onAbort);
    stopped.abort();
  };
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        onAbort = () => {
          stop();
          controller.error(signal.reason);
        };
        if (signal.aborted) onAbort();
        else signal.addEventListener('abort', onAbort, { once: true });
      },
      async pull(controller) {
        for (let step = steps.next(); !step.done; step = steps.next()) {
          const act = step.value;
          if (act.do === 'wait') await sleep(systemClock, act.ms, stopped.signal).catch(() => {});
          if (stopped.signal.aborted) return;
          if (act.do === 'write')
            return controller.enqueue(typeof act.bytes === 'string' ? encoder.encode(act.bytes) : act.bytes);
          if (act.do === 'end') {
            stop();
            return controller.close();
          }
        }
      },
      cancel: stop,
    },
    { highWaterMark: 0 },
  );
}
