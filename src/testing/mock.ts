import { type HttpHandler, http } from 'msw';
import { isRecord, type JsonRecord } from '../lib/json.ts';
import { anthropic } from './dialects/anthropic.ts';
import type { Dialect } from './dialects/dialect.ts';
import { google } from './dialects/google.ts';
import { readRequest } from './dialects/index.ts';
import { openaiChat } from './dialects/openai-chat.ts';
import { openaiResponses } from './dialects/openai-responses.ts';
import { type Fluent, fluent } from './fluent.ts';
import { Queue } from './queue.ts';
import { replies } from './replies.ts';
import { respond } from './respond.ts';
import { withoutCredentials } from './without-credentials.ts';

export interface MockOptions {
  /**
   * For Anthropic and Google with or without the version of the API.
   *
   * @default that of the vendor's API, such as 'https://api.openai.com/v1'
   */
  readonly baseURL?: string | undefined;
}

/** A request as it was sent, without the credentials of its headers. */
export interface MockRequest {
  /** Of the URL, with the query. */
  readonly path: string;
  /** By lower-case name. The value of one that may hold a key or a token is `[REDACTED]`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The parsed body. */
  readonly body: JsonRecord;
}

/**
 * An msw handler that answers like one vendor's API. Every method adds one reply and returns the same handler; each request
 * takes the next reply, and the last one is repeated.
 */
export interface Mock extends HttpHandler, Fluent<typeof replies, Mock> {
  /** What was received, in order. A body that is no JSON object is answered with 400 and not kept. */
  readonly requests: readonly MockRequest[];
}

/** Ready msw handlers, one a vendor. They work with msw 2 and msw 3, in Node and in the browser. */
export const mock = {
  /** OpenAI: Chat Completions, which most compatible servers speak too, and Responses, by the path of the request. */
  openai: ({ baseURL = 'https://api.openai.com/v1' }: MockOptions = {}): Mock =>
    mockOf('openai', baseURL, openaiChat, openaiResponses),

  /** Anthropic: Messages. */
  anthropic: ({ baseURL = 'https://api.anthropic.com' }: MockOptions = {}): Mock =>
    mockOf('anthropic', baseURL, anthropic),

  /** Google: Gemini's generateContent and streamGenerateContent. */
  google: ({ baseURL = 'https://generativelanguage.googleapis.com' }: MockOptions = {}): Mock =>
    mockOf('google', baseURL, google),
};

function mockOf(name: string, baseURL: string, ...dialects: readonly Dialect[]): Mock {
  const requests: MockRequest[] = [];
  const queue = new Queue(`mock.${name}()`);
  const handler = http.post(pathsOf(baseURL, dialects), async ({ request }) => {
    const url = new URL(request.url);
    const body: JsonRecord | undefined = await request.json().then(
      (json) => (isRecord(json) ? json : undefined),
      () => undefined,
    );
    const asked = readRequest(url, body);
    if (!body) return respond(replies.status(400), asked, request.signal);
    requests.push({
      path: url.pathname + url.search,
      headers: withoutCredentials(Object.fromEntries(request.headers)),
      body,
    });
    return respond(queue.next(), asked, request.signal);
  });
  return fluent(replies, Object.assign(handler, { requests }), (reply) => queue.add(reply));
}

/** The URLs of these dialects under a base URL. A regular expression, as `:` and `*` are signs of msw's in a string. */
function pathsOf(baseURL: string, dialects: readonly Dialect[]): RegExp {
  const base = new URL(baseURL).href.replace(/\/$/, '').replace(/[^\w/]/g, '\\$&');
  return new RegExp(`^${base}(?:${dialects.map(({ path }) => path.source).join('|')})`);
}
