/** Bodies of the Responses API as its documentation has them, written by hand. */

const RESPONSE_USAGE = {
  input_tokens: 11,
  input_tokens_details: { cached_tokens: 3, cache_write_tokens: 4 },
  output_tokens: 7,
  output_tokens_details: { reasoning_tokens: 2 },
  total_tokens: 18,
};

export type Item = { readonly [field: string]: unknown };

export const textItem = (text: string, annotations: readonly object[] = []): Item => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  status: 'completed',
  content: [{ type: 'output_text', text, annotations, logprobs: [] }],
});

export const refusalItem = (refusal: string): Item => ({
  ...textItem(''),
  content: [{ type: 'refusal', refusal }],
});

export const callItem = (call_id: string, name: string, args: string): Item => ({
  id: `fc_${call_id}`,
  type: 'function_call',
  status: 'completed',
  call_id,
  name,
  arguments: args,
});

export const reasoningItem = (summaries: readonly string[], encrypted_content: string | null = null): Item => ({
  id: 'rs_1',
  type: 'reasoning',
  summary: summaries.map((text) => ({ type: 'summary_text', text })),
  encrypted_content,
});

export const response = (output: readonly Item[], rest: object = {}): Item => ({
  id: 'resp_1',
  object: 'response',
  created_at: 1,
  model: 'acme-large-2026',
  status: 'completed',
  error: null,
  incomplete_details: null,
  output,
  usage: RESPONSE_USAGE,
  ...rest,
});

/** The events of a stream that tells this response, its texts letter by letter. */
export function eventsOf(whole: Item): string[] {
  const events: object[] = [];
  const add = (type: string, rest: object) => events.push({ type, sequence_number: events.length, ...rest });
  const opening = { ...whole, status: 'in_progress', output: [], usage: null, error: null };
  add('response.created', { response: opening });
  add('response.in_progress', { response: opening });
  for (const [output_index, item] of (whole.output as Item[]).entries()) {
    const place = { item_id: item.id, output_index };
    add('response.output_item.added', { output_index, item: begun(item) });
    if (item.type === 'function_call') {
      for (const delta of item.arguments as string)
        add('response.function_call_arguments.delta', { ...place, delta, obfuscation: 'xyz' });
      add('response.function_call_arguments.done', { ...place, arguments: item.arguments });
    }
    for (const [summary_index, part] of ((item.summary as Item[] | undefined) ?? []).entries()) {
      add('response.reasoning_summary_part.added', { ...place, summary_index, part: { ...part, text: '' } });
      for (const delta of part.text as string)
        add('response.reasoning_summary_text.delta', { ...place, summary_index, delta });
      add('response.reasoning_summary_text.done', { ...place, summary_index, text: part.text });
    }
    for (const [content_index, part] of ((item.content as Item[] | undefined) ?? []).entries()) {
      add('response.content_part.added', { ...place, content_index, part: { ...part, text: '', annotations: [] } });
      if (part.type === 'refusal') {
        for (const delta of part.refusal as string) add('response.refusal.delta', { ...place, content_index, delta });
        add('response.refusal.done', { ...place, content_index, refusal: part.refusal });
        continue;
      }
      for (const delta of part.text as string) add('response.output_text.delta', { ...place, content_index, delta });
      for (const [annotation_index, annotation] of (part.annotations as object[]).entries())
        add('response.output_text.annotation.added', { ...place, content_index, annotation_index, annotation });
      add('response.output_text.done', { ...place, content_index, text: part.text });
      add('response.content_part.done', { ...place, content_index, part });
    }
    add('response.output_item.done', { output_index, item });
  }
  add(`response.${whole.status}`, { response: whole });
  return events.map((event) => JSON.stringify(event));
}

const begun = (item: Item): Item => ({
  ...item,
  status: 'in_progress',
  ...(item.type === 'function_call' && { arguments: '' }),
  ...(item.type === 'message' && { content: [] }),
  ...(item.type === 'reasoning' && { summary: [], encrypted_content: null }),
});
