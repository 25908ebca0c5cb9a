import type { FinishReason, Usage } from '../../types/event.ts';
import {
  type AnswerDetails,
  type Dialect,
  type ErrorAnswer,
  finishWord,
  MODEL,
  messageOf,
  retryAfterHeader,
  toolCallsOf,
  USAGE,
} from './dialect.ts';
import { halves, namedFrame } from './frame.ts';

/** Messages of Anthropic (API reference, "Create a Message"; "Streaming messages"; "Errors"). */
export const anthropic: Dialect = {
  path: /(?:\/v1)?\/messages$/,

  read: (_, body) => ({
    streams: body?.stream === true,
    model: typeof body?.model === 'string' ? body.model : undefined,
  }),

  whole(text, details = {}) {
    const { usage = USAGE } = details;
    return {
      ...messageStart(details),
      content: [
        ...(hasText(text, details) ? [{ type: 'text', text }] : []),
        ...toolCallsOf(details).map(({ id, name, input }) => ({ type: 'tool_use', id, name, input })),
      ],
      stop_reason: finishWord(details, WORDS),
      ...(usage && { usage: wireUsage(usage) }),
    };
  },

  stream(texts, details = {}) {
    const { usage = USAGE } = details;
    const speaks = hasText(texts.join(''), details);
    const start = (index: number, content_block: unknown) =>
      namedFrame({ type: 'content_block_start', index, content_block });
    const delta = (index: number, delta: unknown) => namedFrame({ type: 'content_block_delta', index, delta });
    const stop = (index: number) => namedFrame({ type: 'content_block_stop', index });
    return {
      opening: [
        namedFrame({
          type: 'message_start',
          message: { ...messageStart(details), ...(usage && { usage: { ...wireUsage(usage), output_tokens: 1 } }) },
        }),
        ...(speaks ? [start(0, { type: 'text', text: '' })] : []),
        namedFrame({ type: 'ping' }),
      ],
      texts: texts.map((text) => delta(0, { type: 'text_delta', text })),
      ending: [
        ...(speaks ? [stop(0)] : []),
        ...toolCallsOf(details).flatMap(({ id, name, json }, call) => {
          const index = call + (speaks ? 1 : 0);
          return [
            start(index, { type: 'tool_use', id, name, input: {} }),
            ...halves(json).map((partial_json) => delta(index, { type: 'input_json_delta', partial_json })),
            stop(index),
          ];
        }),
        namedFrame({
          type: 'message_delta',
          delta: { stop_reason: finishWord(details, WORDS), stop_sequence: null },
          ...(usage && { usage: wireUsage(usage) }),
        }),
        namedFrame({ type: 'message_stop' }),
      ],
    };
  },

  error,
  errorEvent: (status) => namedFrame({ type: 'error', ...error(status).body }),
};

function error(status: number, retryAfter?: number): ErrorAnswer {
  const type = ERRORS[status] ?? (status < 500 ? 'invalid_request_error' : 'api_error');
  return {
    headers: retryAfterHeader(retryAfter),
    body: { type: 'error', error: { type, message: messageOf(status) }, request_id: 'req_mock' },
  };
}

const ERRORS: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

const WORDS: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  length: 'max_tokens',
  'content-filter': 'refusal',
  'tool-calls': 'tool_use',
  other: 'pause_turn',
};

const hasText = (text: string, { toolCalls = [] }: AnswerDetails): boolean => text !== '' || toolCalls.length === 0;

const messageStart = ({ model = MODEL }: AnswerDetails) => ({
  id: 'msg_mock',
  type: 'message',
  role: 'assistant',
  model,
  content: [],
  stop_reason: null,
  stop_sequence: null,
});

/** `input_tokens` counts what is neither read from the cache nor written to it ("Prompt caching"). */
const wireUsage = ({ inputTokens, outputTokens, cachedInputTokens = 0, cacheWriteTokens = 0 }: Usage) => ({
  input_tokens: inputTokens - cachedInputTokens - cacheWriteTokens,
  cache_creation_input_tokens: cacheWriteTokens,
  cache_read_input_tokens: cachedInputTokens,
  output_tokens: outputTokens,
});
