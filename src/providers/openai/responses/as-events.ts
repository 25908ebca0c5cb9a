import { isRecord, type JsonRecord } from '../../../lib/json.ts';

/** A whole response as a stream would have told it, so that both are read in one way. */
export function* asEvents(response: JsonRecord): Generator<JsonRecord, void> {
  yield { type: 'response.created', response };
  for (const [output_index, item] of itemsOf(response.output)) {
    if (item.type === 'message') for (const [, part] of itemsOf(item.content)) yield* textEvents(part);
    if (item.type === 'reasoning') yield* reasoningEvents(item, output_index);
    yield { type: 'response.output_item.done', output_index, item };
  }
  yield { type: 'response.completed', response };
}

function* textEvents({ type, text, refusal, annotations }: JsonRecord): Generator<JsonRecord, void> {
  if (type === 'refusal') yield { type: 'response.refusal.delta', delta: refusal };
  if (type !== 'output_text') return;
  yield { type: 'response.output_text.delta', delta: text };
  for (const [, annotation] of itemsOf(annotations))
    yield { type: 'response.output_text.annotation.added', annotation };
}

function* reasoningEvents({ summary, content }: JsonRecord, output_index: number): Generator<JsonRecord, void> {
  for (const [summary_index, { text }] of itemsOf(summary))
    yield { type: 'response.reasoning_summary_text.delta', output_index, summary_index, delta: text };
  for (const [content_index, { text }] of itemsOf(content))
    yield { type: 'response.reasoning_text.delta', output_index, content_index, delta: text };
}

/** The objects of a list, each with its place in it. */
function* itemsOf(list: unknown): Generator<readonly [number, JsonRecord], void> {
  if (Array.isArray(list)) for (const [at, item] of list.entries()) if (isRecord(item)) yield [at, item];
}
