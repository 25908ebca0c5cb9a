import type { FinishReason, Usage } from '../types/event.ts';

/** What the model is to have said, besides its text. */
export interface AnswerDetails {
  /** @default 'mock-model' */
  readonly model?: string | undefined;
  /** Our word for it, or the provider's own. @default 'stop', with tool calls 'tool-calls' */
  readonly finishReason?: FinishReason | (string & {}) | undefined;
  /** `null` leaves it out, as some servers do. @default 10 in, 5 out, 15 in total */
  readonly usage?: Usage | null | undefined;
  readonly toolCalls?: readonly MockToolCall[] | undefined;
}

export interface MockToolCall {
  readonly name: string;
  /** The arguments: any JSON value. A string is sent as it is, so that broken JSON can be sent too. */
  readonly input: unknown;
  /** @default 'call_1' for the first, and so on */
  readonly id?: string | undefined;
}

/** The parsed body of a request, as far as it has fixed names. */
export interface ChatCompletionBody {
  readonly model?: string;
  readonly messages?: readonly {
    readonly role: string;
    readonly content?: unknown;
    readonly [field: string]: unknown;
  }[];
  readonly stream?: boolean;
  readonly stream_options?: { readonly include_usage?: boolean };
  readonly [field: string]: unknown;
}

export const USAGE: Usage = { inputTokens: 10, outputTokens: 5, totalTokens: 15 };

const COMMON = { id: 'chatcmpl-mock', created: 1_700_000_000 }; // fixed, so that snapshots stay the same

/** The JSON body of a whole answer in the Chat Completions dialect. */
export function completion(text: string, details: AnswerDetails = {}): Record<string, unknown> {
  const { model = 'mock-model', usage = USAGE } = details;
  const calls = toolCalls(details);
  const message = {
    role: 'assistant',
    content: calls.length > 0 && text === '' ? null : text,
    refusal: null,
    ...(calls.length > 0 && { tool_calls: calls }),
  };
  return {
    ...COMMON,
    object: 'chat.completion',
    model,
    choices: [{ index: 0, message, logprobs: null, finish_reason: finishWord(details) }],
    ...(usage && { usage: wireUsage(usage) }),
  };
}

/** The server-sent events of a streamed answer, one string each, from the role to `[DONE]`. Every text is one event. */
export function chunks(texts: readonly string[], details: AnswerDetails = {}): string[] {
  const { model = 'mock-model', usage = USAGE } = details;
  const chunk = (choices: readonly unknown[], total: unknown = null) =>
    frame({ ...COMMON, object: 'chat.completion.chunk', model, choices, ...(usage && { usage: total }) });
  const delta = (delta: unknown, finish: string | null = null) =>
    chunk([{ index: 0, delta, logprobs: null, finish_reason: finish }]);
  return [
    delta({ role: 'assistant', content: '', refusal: null }),
    ...texts.map((content) => delta({ content })),
    ...toolCalls(details).flatMap(({ id, type, function: { name, arguments: json } }, index) => [
      delta({ tool_calls: [{ index, id, type, function: { name, arguments: '' } }] }),
      ...halves(json).map((part) => delta({ tool_calls: [{ index, function: { arguments: part } }] })),
    ]),
    delta({}, finishWord(details)),
    ...(usage ? [chunk([], wireUsage(usage))] : []),
    frame('[DONE]'),
  ];
}

/** The body of an error answer. `code` and `type` follow the status where the API has a fixed word for it. */
export function errorBody(status: number): { readonly error: Record<string, unknown> } {
  const { type, code } = ERRORS[status] ?? {
    type: status < 500 ? 'invalid_request_error' : 'server_error',
    code: null,
  };
  return { error: { message: `Mocked status ${status}`, type, param: null, code } };
}

/** One server-sent event. */
export const frame = (data: unknown): string => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;

/** Cuts a text the way a model does: a word with the space after it. */
export const words = (text: string): string[] => text.match(/\S+\s*|\s+/gu) ?? [];

const ERRORS: Readonly<Record<number, { readonly type: string; readonly code: string | null }>> = {
  401: { type: 'invalid_request_error', code: 'invalid_api_key' },
  404: { type: 'invalid_request_error', code: 'model_not_found' },
  429: { type: 'requests', code: 'rate_limit_exceeded' },
};

const WORDS: Readonly<Record<string, string>> = { 'content-filter': 'content_filter', 'tool-calls': 'tool_calls' };

function finishWord({ finishReason, toolCalls = [] }: AnswerDetails): string {
  const reason = finishReason ?? (toolCalls.length > 0 ? 'tool-calls' : 'stop');
  return WORDS[reason] ?? reason;
}

const toolCalls = ({ toolCalls = [] }: AnswerDetails) =>
  toolCalls.map(({ name, input, id }, index) => ({
    id: id ?? `call_${index + 1}`,
    type: 'function',
    function: { name, arguments: typeof input === 'string' ? input : JSON.stringify(input) },
  }));

const halves = (json: string): string[] =>
  [json.slice(0, json.length >> 1), json.slice(json.length >> 1)].filter((part) => part !== '');

const wireUsage = (usage: Usage) => ({
  prompt_tokens: usage.inputTokens,
  completion_tokens: usage.outputTokens,
  total_tokens: usage.totalTokens,
  ...(usage.cachedInputTokens !== undefined && { prompt_tokens_details: { cached_tokens: usage.cachedInputTokens } }),
  ...(usage.reasoningTokens !== undefined && {
    completion_tokens_details: { reasoning_tokens: usage.reasoningTokens },
  }),
});
