import type { Usage } from '../../../src/types/event.ts';

export const NO_USAGE: Usage = {
  inputTokens: 0,
  outputTokens: 0,
  totalTokens: 0,
  cachedInputTokens: 0,
  reasoningTokens: 0,
};

export const USAGE = {
  prompt_tokens: 11,
  completion_tokens: 7,
  total_tokens: 18,
  prompt_tokens_details: { cached_tokens: 3 },
  completion_tokens_details: { reasoning_tokens: 2 },
};

export type Choice = { readonly [field: string]: unknown };

export const chunk = (choice: Choice | undefined, rest: object = {}): string =>
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'acme-large-2026',
    choices: choice ? [{ index: 0, finish_reason: null, ...choice }] : [],
    ...rest,
  });

export const delta = (delta: object, finish_reason: string | null = null): string => chunk({ delta, finish_reason });

export const completion = (message: object, finish_reason: string | null = 'stop', rest: object = {}): string =>
  JSON.stringify({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'acme-large-2026',
    choices: [{ index: 0, message: { role: 'assistant', content: null, refusal: null, ...message }, finish_reason }],
    ...rest,
  });

/** Events as server-sent events, `[DONE]` included only where it is given. */
export const sse = (events: readonly string[], end = '\n'): string =>
  events.map((data) => `data: ${data}${end}${end}`).join('');

export const streamed = (events: readonly string[], headers: Record<string, string> = {}): Response =>
  new Response(sse(events), { headers: { 'content-type': 'text/event-stream', ...headers } });

export const whole = (body: string, headers: Record<string, string> = {}): Response =>
  new Response(body, { headers: { 'content-type': 'application/json', ...headers } });
