import { type HttpHandler, http } from 'msw';
import type { ChatCompletionBody } from './openai-dialect.ts';
import * as replies from './openai-replies.ts';

export interface OpenAIMockOptions {
  /** @default 'https://api.openai.com/v1' */
  readonly baseURL?: string | undefined;
}

/**
 * An msw handler that answers like OpenAI's Chat Completions. Every method adds one reply and returns the same handler;
 * each request takes the next reply, and the last one is repeated.
 */
export interface OpenAIMock extends HttpHandler {
  /** The bodies received, in order. A body that is not a JSON object is answered with 400 and not kept. */
  readonly requests: readonly ChatCompletionBody[];
  /** An answer: JSON, or a stream of words where the request asks for one. */
  reply(answer: string | replies.Answer): OpenAIMock;
  /** A stream of these texts; a request that asks for no stream gets them as one answer. */
  stream(texts: readonly string[], options?: replies.StreamOptions): OpenAIMock;
  /** The model asks for a tool. */
  toolCall(name: string, input: unknown, options?: replies.ToolCallOptions): OpenAIMock;
  /** A status with an error body of OpenAI's shape, or with a body of your own. */
  status(code: number, options?: replies.StatusOptions): OpenAIMock;
  /** Status 200, and a body that is no answer. */
  malformed(kind: replies.Malformation): OpenAIMock;
}

/** Ready msw handlers, one a wire format. They work with msw 2 and msw 3, in Node and in the browser. */
export const mock = {
  /** The Chat Completions dialect, which most OpenAI-compatible servers speak too. */
  openai({ baseURL = 'https://api.openai.com/v1' }: OpenAIMockOptions = {}): OpenAIMock {
    const requests: ChatCompletionBody[] = [];
    const queue: replies.Reply[] = [];
    let current: replies.Reply = replies.nothing;
    const add = (reply: replies.Reply): OpenAIMock => {
      queue.push(reply);
      return handler;
    };
    const resolve = http.post(`${withoutSlash(baseURL)}/chat/completions`, async ({ request }) => {
      const body: unknown = await request.json().catch(() => undefined);
      if (!isBody(body)) return replies.status(400)({}, request.signal);
      requests.push(body);
      current = queue.shift() ?? current;
      return current(body, request.signal);
    });
    const handler: OpenAIMock = Object.assign(resolve, {
      requests,
      reply: (answer: string | replies.Answer) => add(replies.answer(answer)),
      stream: (texts: readonly string[], options?: replies.StreamOptions) => add(replies.stream(texts, options)),
      toolCall: (name: string, input: unknown, options?: replies.ToolCallOptions) =>
        add(replies.toolCall(name, input, options)),
      status: (code: number, options?: replies.StatusOptions) => add(replies.status(code, options)),
      malformed: (kind: replies.Malformation) => add(replies.malformed(kind)),
    });
    return handler;
  },
};

const isBody = (value: unknown): value is ChatCompletionBody =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const withoutSlash = (url: string): string => (url.endsWith('/') ? url.slice(0, -1) : url);
