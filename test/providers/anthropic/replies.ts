export const MODEL = 'claude-acme-5';
export const REQUEST_ID = 'req_011abc';

/** Counts as `message_start` has them, and those that come at the end. */
const STARTED = {
  input_tokens: 5,
  cache_creation_input_tokens: 20,
  cache_read_input_tokens: 100,
  output_tokens: 1,
};
export const ENDED = { output_tokens: 42, output_tokens_details: { thinking_tokens: 30 } };
export const USAGE = {
  inputTokens: 125,
  outputTokens: 42,
  totalTokens: 167,
  cachedInputTokens: 100,
  cacheWriteTokens: 20,
  reasoningTokens: 30,
};

export type Block = { readonly type: string; readonly [field: string]: unknown };

export const message = (content: readonly Block[], stop_reason: string | null = 'end_turn', rest: object = {}) => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: MODEL,
  content,
  stop_reason,
  stop_sequence: null,
  usage: { ...STARTED, ...ENDED },
  ...rest,
});

export const start = (rest: object = {}) => ({
  type: 'message_start',
  message: { ...message([], null), usage: STARTED, ...rest },
});
export const stopped = (stop_reason: string | null = 'end_turn', usage: object = ENDED) => ({
  type: 'message_delta',
  delta: { stop_reason, stop_sequence: null },
  usage,
});
export const STOP = { type: 'message_stop' };
export const PING = { type: 'ping' };

export const opened = (index: number, content_block: Block) => ({ type: 'content_block_start', index, content_block });
export const delta = (index: number, delta: object) => ({ type: 'content_block_delta', index, delta });
export const closed = (index: number) => ({ type: 'content_block_stop', index });

export const text = (index: number, ...texts: readonly string[]) => [
  opened(index, { type: 'text', text: '' }),
  ...texts.map((text) => delta(index, { type: 'text_delta', text })),
  closed(index),
];
export const toolUse = (index: number, id: string, name: string, ...pieces: readonly string[]) => [
  opened(index, { type: 'tool_use', id, name, input: {} }),
  ...pieces.map((partial_json) => delta(index, { type: 'input_json_delta', partial_json })),
  closed(index),
];
export const thinking = (index: number, signature: string, ...texts: readonly string[]) => [
  opened(index, { type: 'thinking', thinking: '', signature: '' }),
  ...texts.map((thinking) => delta(index, { type: 'thinking_delta', thinking })),
  delta(index, { type: 'signature_delta', signature }),
  closed(index),
];

export const failure = (type: string, rest: object = {}) => ({
  type: 'error',
  error: { type, message: 'Something went wrong', ...rest },
  request_id: REQUEST_ID,
});

export const sse = (events: readonly { readonly type: string }[], end = '\n'): string =>
  events.map((event) => `event: ${event.type}${end}data: ${JSON.stringify(event)}${end}${end}`).join('');

export const streamed = (events: readonly { readonly type: string }[], headers: Record<string, string> = {}) =>
  new Response(sse(events), { headers: { 'content-type': 'text/event-stream', ...headers } });

export const whole = (body: unknown, headers: Record<string, string> = {}, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json', ...headers } });
