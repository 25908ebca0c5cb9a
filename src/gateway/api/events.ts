import * as z from 'zod/mini';
import { toEventStream } from '../../lib/event-stream.ts';
import { resumed } from '../../lib/opened.ts';
import type { ChatStream } from '../../operations/chat-stream.ts';
import type { ChatEvent } from '../../types/event.ts';
import { problem } from '../answers.ts';
import { billedEvents } from '../billing.ts';
import { refusalOf } from '../refusal.ts';
import type { Bill, Estimate, ServedModel } from '../route.ts';
import { ProblemSchema } from './problem.ts';
import { CitationSchema, FindingSchema, finishReason, ToolCallSchema, UsageSchema } from './results.ts';

/** One event of a streamed answer. `end` is the last one of an answer, `error` of a failed one. */
export const ChatEventSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('start'),
    provider: z.string(),
    model: z.string(),
    cached: z.optional(z.literal(true)),
  }),
  z.strictObject({ type: z.literal('text-delta'), text: z.string() }),
  z.strictObject({ type: z.literal('reasoning-delta'), text: z.string() }),
  z.strictObject({
    type: z.literal('tool-call-delta'),
    id: z.string(),
    name: z.optional(z.string()),
    inputText: z.string(),
  }),
  z.extend(ToolCallSchema, { type: z.literal('tool-call') }),
  z.strictObject({ type: z.literal('citation'), citation: CitationSchema }),
  z.strictObject({ type: z.literal('finding'), finding: FindingSchema }),
  z.strictObject({ type: z.literal('end'), finishReason, usage: UsageSchema }),
  z.strictObject({ type: z.literal('error'), error: ProblemSchema }),
]);

/** What a stream is answered for. */
interface Streamed {
  readonly id: string;
  readonly served: ServedModel;
  readonly bill: Bill;
  readonly estimate: Estimate;
}

/**
 * A stream, which `open` begins, as server-sent events. Throws what it fails with before its answer begins, so that such a failure has a status;
 * a later one is the last event.
 */
export async function eventAnswer(open: () => ChatStream, { id, served, bill, estimate }: Streamed): Promise<Response> {
  let stream: ChatStream | undefined;
  const opened = () => {
    stream = open();
    return stream;
  };
  const events = billedEvents(opened, bill, estimate);
  const held = await beginning(events);
  const cancel = (reason: unknown) => {
    stream?.abort(reason);
    events.return().catch(() => {}); // else the bill of a reader who left is never settled
  };
  return toEventStream(shown(resumed(held, events), id, served), cancel, {});
}

/** Findings about the input come before anything is sent, so they begin no answer. */
async function beginning(events: AsyncIterator<ChatEvent>): Promise<readonly ChatEvent[]> {
  const held: ChatEvent[] = [];
  for (let step = await events.next(); !step.done; step = await events.next()) {
    held.push(step.value);
    if (step.value.type !== 'finding') break;
  }
  return held;
}

async function* shown(events: AsyncIterable<ChatEvent>, id: string, served: ServedModel): AsyncGenerator<object, void> {
  try {
    for await (const event of events) {
      if (event.type === 'continuation') continue; // nobody has screened it
      if (event.type === 'start') yield { ...event, model: served.name };
      else if (event.type === 'end') yield { type: 'end', finishReason: event.finishReason, usage: event.usage };
      else yield event;
    }
  } catch (error) {
    yield { type: 'error', error: problem(refusalOf(error), id) };
  }
}
