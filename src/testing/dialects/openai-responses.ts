import type { JsonRecord } from '../../lib/json.ts';
import type { FinishReason, Usage } from '../../types/event.ts';
import { type AnswerDetails, CREATED, type Dialect, finishWord, MODEL, toolCallsOf, USAGE } from './dialect.ts';
import { halves, namedFrame } from './frame.ts';
import { openaiError } from './openai-error.ts';

/** Responses of OpenAI (API reference, "Responses" and "Streaming events"). */
export const openaiResponses: Dialect = {
  path: /\/responses$/,

  read: (_, body) => ({
    streams: body?.stream === true,
    model: typeof body?.model === 'string' ? body.model : undefined,
  }),

  whole: (text, details = {}) => ended(itemsOf(text, details), details),

  stream(texts, details = {}) {
    let sent = 0;
    const event = (type: string, data: JsonRecord) => namedFrame({ type, sequence_number: sent++, ...data });
    const items = itemsOf(texts.join(''), details);
    const [message] = items.filter(isMessage);
    const place = { item_id: MESSAGE_ID, output_index: 0, content_index: 0 };
    const begun = { ...responseOf(details), status: 'in_progress', output: [] };
    const opening = [
      event('response.created', { response: begun }),
      event('response.in_progress', { response: begun }),
      ...(message
        ? [
            event('response.output_item.added', {
              output_index: 0,
              item: { ...message, status: 'in_progress', content: [] },
            }),
            event('response.content_part.added', { ...place, part: textPart('') }),
          ]
        : []),
    ];
    const shown = texts.map((delta) => event('response.output_text.delta', { ...place, delta, logprobs: [] }));
    const text = texts.join('');
    const ending = items.flatMap((item, output_index) =>
      isMessage(item)
        ? [
            event('response.output_text.done', { ...place, text, logprobs: [] }),
            event('response.content_part.done', { ...place, part: textPart(text) }),
            event('response.output_item.done', { output_index, item }),
          ]
        : [
            event('response.output_item.added', {
              output_index,
              item: { ...item, status: 'in_progress', arguments: '' },
            }),
            ...halves(item.arguments).map((delta) =>
              event('response.function_call_arguments.delta', { item_id: item.id, output_index, delta }),
            ),
            event('response.function_call_arguments.done', {
              item_id: item.id,
              output_index,
              name: item.name,
              arguments: item.arguments,
            }),
            event('response.output_item.done', { output_index, item }),
          ],
    );
    const response = ended(items, details);
    return { opening, texts: shown, ending: [...ending, event(`response.${response.status}`, { response })] };
  },

  error: openaiError,

  errorEvent(status) {
    const { error } = openaiError(status).body as { readonly error: JsonRecord };
    const { code, message } = error;
    return namedFrame({ type: 'error', code: code ?? error.type, message, param: null, sequence_number: 99 });
  },
};

const MESSAGE_ID = 'msg_mock';

/** Why an answer is incomplete; the API names no reason for one that is complete. */
const REASONS: Readonly<Record<FinishReason, string>> = {
  stop: '',
  'tool-calls': '',
  length: 'max_output_tokens',
  'content-filter': 'content_filter',
  other: 'other',
};

const textPart = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

const responseOf = ({ model = MODEL }: AnswerDetails) => ({
  id: 'resp_mock',
  object: 'response',
  created_at: CREATED,
  model,
  error: null,
  incomplete_details: null,
  instructions: null,
  metadata: {},
  parallel_tool_calls: true,
  temperature: 1,
  tool_choice: 'auto',
  tools: [],
  top_p: 1,
  usage: null,
});

type Item =
  | {
      readonly type: 'message';
      readonly id: string;
      readonly content: readonly unknown[];
      readonly [field: string]: unknown;
    }
  | {
      readonly type: 'function_call';
      readonly id: string;
      readonly name: string;
      readonly arguments: string;
      readonly [field: string]: unknown;
    };

const isMessage = (item: Item): item is Extract<Item, { type: 'message' }> => item.type === 'message';

/** The message, unless tool calls are all there is, and the tool calls. */
function itemsOf(text: string, details: AnswerDetails): readonly Item[] {
  const calls = toolCallsOf(details).map(
    ({ id, name, json }, index): Item => ({
      type: 'function_call',
      id: `fc_mock_${index + 1}`,
      call_id: id,
      name,
      arguments: json,
      status: 'completed',
    }),
  );
  const message: Item = {
    type: 'message',
    id: MESSAGE_ID,
    role: 'assistant',
    status: 'completed',
    content: [textPart(text)],
  };
  return text === '' && calls.length > 0 ? calls : [message, ...calls];
}

function ended(output: readonly Item[], details: AnswerDetails) {
  const { usage = USAGE } = details;
  const reason = finishWord(details, REASONS);
  return {
    ...responseOf(details),
    status: reason === '' ? 'completed' : 'incomplete',
    incomplete_details: reason === '' ? null : { reason },
    output,
    usage: usage && wireUsage(usage),
  };
}

const wireUsage = ({ inputTokens, outputTokens, totalTokens, cachedInputTokens = 0, reasoningTokens = 0 }: Usage) => ({
  input_tokens: inputTokens,
  input_tokens_details: { cached_tokens: cachedInputTokens },
  output_tokens: outputTokens,
  output_tokens_details: { reasoning_tokens: reasoningTokens },
  total_tokens: totalTokens,
});
