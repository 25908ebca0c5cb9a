import { type AnthropicOptions, anthropic } from '../../../src/providers/anthropic/index.ts';
import type { Call, ChatRequest } from '../../../src/types/call.ts';
import { aCall, readAll } from '../../support/read-all.ts';
import { message, streamed, whole } from './replies.ts';

export const KEY = ['sk', 'ant', 'test-canary-0123456789'].join('-');

export const answer = (response: Response, call: Partial<Call> = {}) =>
  readAll(anthropic({ apiKey: KEY, model: 'claude-m', fetch: async () => response }).call(aCall(call)));

export const stream = (events: Parameters<typeof streamed>[0], headers?: Record<string, string>) =>
  answer(streamed(events, headers));
export const ask = (body: unknown, headers?: Record<string, string>) => answer(whole(body, headers), { wire: 'whole' });

/** Options as JavaScript would pass them. */
export const make = (options: unknown) => anthropic(options as AnthropicOptions);

/** Makes one call and returns what fetch was given. */
export async function sent(request: Partial<ChatRequest> = {}, options: Partial<AnthropicOptions> = {}) {
  const seen: { url: string; headers: Headers; body: Record<string, unknown> }[] = [];
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) => {
    seen.push({ url: String(input), headers: new Headers(init.headers), body: JSON.parse(String(init.body)) });
    return whole(message([{ type: 'text', text: 'ok' }]));
  };
  const call = aCall({ wire: 'whole' });
  const provider = make({ apiKey: KEY, model: 'claude-m', fetch, ...options });
  const { error } = await readAll(provider.call({ ...call, request: { ...call.request, ...request } }));
  if (error) throw error;
  const [first] = seen;
  if (!first) throw new Error('nothing was sent');
  return first;
}
