import { isSecureLLMError } from '../errors.ts';
import { bodyOf, type Pieces } from './pieces.ts';

/** How events are told. */
export interface EventForm<Event> {
  /** What is told of an event, in order. */
  readonly shown: (event: Event) => readonly unknown[];
  /** The last event of a stream that fails. */
  readonly failure: (error: unknown) => unknown;
  /** Data behind the last event of one that does not fail. */
  readonly done?: string;
}

/** A failure as `{ type: 'error', error: { code, message, … } }`; of errors that are not ours only the fact is told. */
export const failureEvent = (error: unknown) => ({ type: 'error', error: tell(error) });

/**
 * Events as `text/event-stream`, one `data:` line of JSON each, pulled one by one so that a slow reader slows the source.
 * `cancel` is called when the reader disconnects.
 */
export function toEventStream<Event>(
  events: AsyncIterable<Event>,
  form: EventForm<Event>,
  cancel: (reason: unknown) => void,
  init: ResponseInit = {},
): Response {
  const left = (reason: unknown) => cancel(reason ?? new DOMException('The client disconnected', 'AbortError'));
  const body = bodyOf(eventPieces(events, form, left));
  const headers = new Headers(init.headers);
  headers.set('content-type', 'text/event-stream; charset=utf-8');
  headers.set('cache-control', 'no-store');
  headers.set('x-content-type-options', 'nosniff');
  return new Response(body, { ...init, headers });
}

function eventPieces<Event>(
  events: AsyncIterable<Event>,
  { shown, failure, done }: EventForm<Event>,
  left: (reason: unknown) => void,
): Pieces {
  let iterator: AsyncIterator<Event> | undefined;
  let isOver = false;
  return {
    async next() {
      if (isOver) return undefined;
      try {
        iterator ??= events[Symbol.asyncIterator]();
        for (;;) {
          const step = await iterator.next();
          isOver ||= step.done === true;
          if (step.done) return done === undefined ? undefined : line(done);
          const told = shown(step.value);
          if (told.length > 0) return told.map(event).join('');
        }
      } catch (error) {
        isOver = true;
        iterator?.return?.().catch(() => {}); // it may be what was told of an event that failed
        return event(failure(error));
      }
    },
    cancel(reason) {
      if (isOver) return;
      isOver = true;
      left(reason);
    },
  };
}

const line = (data: string): string => `data: ${data}\n\n`;
const event = (value: unknown): string => line(JSON.stringify(value));

function tell(error: unknown): Record<string, unknown> {
  if (!isSecureLLMError(error)) {
    const aborted = error instanceof Error && error.name === 'AbortError';
    const code = aborted ? 'ERR_ABORTED' : 'ERR_UNKNOWN';
    return { code, message: aborted ? 'The call was aborted' : 'The call failed', retryable: false };
  }
  const { code, message, retryable, retryAfterMs } = error;
  return { code, message, retryable, ...(retryAfterMs !== undefined && { retryAfterMs }) };
}
