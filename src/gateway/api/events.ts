import * as z from 'zod/mini';
import type { ChatEvent } from '../../types/event.ts';
import { problem } from '../answers.ts';
import { refusalOf } from '../refusal.ts';
import type { ServedModel, Visit } from '../route.ts';
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

/** How `/api/chat` tells of a stream: the model goes by its public name, and what nobody has screened is left out. */
export const eventsOf = (visit: Visit, { name }: ServedModel) => ({
  failure: (error: unknown) => ({ type: 'error', error: problem(visit.breaksOff(refusalOf(error)), visit.id) }),
  shown(event: ChatEvent): readonly object[] {
    if (event.type === 'continuation') return [];
    if (event.type === 'start') return [{ ...event, model: name }];
    return [event.type === 'end' ? { type: 'end', finishReason: event.finishReason, usage: event.usage } : event];
  },
});
