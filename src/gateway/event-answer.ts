import { type EventForm, toEventStream } from '../lib/event-stream.ts';
import { isContent } from '../lib/fold.ts';
import { resumed } from '../lib/opened.ts';
import type { ChatStream } from '../operations/chat-stream.ts';
import type { ChatEvent } from '../types/event.ts';
import { billedEvents } from './billing.ts';
import type { Bill, Estimate } from './route.ts';

/** How a stream is answered. */
export interface AnswerForm extends EventForm<ChatEvent> {
  readonly bill: Bill;
  readonly estimate: Estimate;
}

/**
 * A stream, which `open` begins, as server-sent events. Throws what it fails with before there is any content, so that such
 * a failure has a status; a later one is the last event.
 */
export async function eventAnswer(open: () => ChatStream, form: AnswerForm): Promise<Response> {
  let stream: ChatStream | undefined;
  const opened = () => {
    stream = open();
    return stream;
  };
  const events = billedEvents(opened, form.bill, form.estimate);
  const held = await beginning(events);
  const cancel = (reason: unknown) => {
    stream?.abort(reason);
    events.return?.().catch(() => {}); // else the bill of a reader who left is never settled
  };
  return toEventStream(resumed(held, events), form, cancel);
}

async function beginning(events: AsyncIterator<ChatEvent>): Promise<readonly ChatEvent[]> {
  const held: ChatEvent[] = [];
  for (let step = await events.next(); !step.done; step = await events.next()) {
    held.push(step.value);
    if (isContent(step.value)) break;
  }
  return held;
}
