import { HttpResponse } from 'msw';
import {
  type AnswerDetails,
  type ChatCompletionBody,
  chunks,
  completion,
  errorBody,
  frame,
  words,
} from './openai-dialect.ts';
import { type StreamTiming, sseBody } from './sse-body.ts';

/** Answers one request. */
export type Reply = (body: ChatCompletionBody, signal: AbortSignal) => Response;

export interface Answer extends AnswerDetails {
  /** @default '' */
  readonly text?: string | undefined;
}

export interface StreamOptions extends AnswerDetails {
  /** Milliseconds before every event but the first. @default 0 */
  readonly delayMs?: number | undefined;
  /**
   * `done`: a finish reason and `[DONE]`. `cut`: the body ends after the texts, without either. `stall`: nothing comes
   * after the texts, until the request is aborted. @default 'done'
   */
  readonly ending?: 'done' | 'cut' | 'stall' | undefined;
}

export interface ToolCallOptions extends Omit<AnswerDetails, 'toolCalls'> {
  /** @default 'call_1' */
  readonly id?: string | undefined;
}

export interface StatusOptions {
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A string is sent as it is, any other value as JSON. @default an error body of OpenAI's shape */
  readonly body?: unknown;
}

/** `truncated` is JSON that was cut in the middle; `not-json` says that it is JSON and is not. */
export type Malformation = 'html' | 'empty' | 'null' | 'truncated' | 'not-json';

export const answer = (given: string | Answer): Reply => {
  const { text = '', ...details } = typeof given === 'string' ? { text: given } : given;
  return respond(text, words(text), details);
};

export const toolCall = (name: string, input: unknown, { id, ...details }: ToolCallOptions = {}): Reply =>
  answer({ ...details, toolCalls: [{ name, input, id }] });

export const stream = (texts: readonly string[], options: StreamOptions = {}): Reply =>
  respond(texts.join(''), texts, options);

export const status =
  (code: number, { headers = {}, body = errorBody(code) }: StatusOptions = {}): Reply =>
  () =>
    typeof body === 'string' ? whole(body, 'text/plain', code, headers) : json(body, code, headers);

export const malformed =
  (kind: Malformation): Reply =>
  ({ stream = false }) => {
    if (kind === 'html') return whole('<!doctype html><title>Sign in</title>', 'text/html; charset=utf-8');
    const complete = stream ? chunks(['Hello']).join('') : JSON.stringify(completion('Hello'));
    const bodies = { empty: '', null: 'null', truncated: complete.slice(0, complete.length >> 1), 'not-json': 'Hello' };
    const body = bodies[kind];
    if (!stream) return whole(body, 'application/json');
    return events(kind === 'null' || kind === 'not-json' ? [frame(body), frame('[DONE]')] : [body]);
  };

/** Before any reply was given. */
export const nothing: Reply = () =>
  json({ error: { message: 'mock.openai() has no reply: add one, such as .reply("Hello")' } }, 501);

/** One answer in the form that the request asks for. Usage is streamed only on demand, as the API does it. */
const respond =
  (text: string, texts: readonly string[], { ending = 'done', delayMs, ...given }: StreamOptions): Reply =>
  ({ model, stream, stream_options: asked }, signal) => {
    const details = { ...given, model: given.model ?? model };
    if (!stream) return json(completion(text, details));
    const all = chunks(texts, { ...details, usage: asked?.include_usage ? given.usage : null });
    const sent = ending === 'done' ? all : all.slice(0, texts.length + 1); // the role, then the texts
    return events(sent, { delayMs, signal, after: ending === 'stall' ? 'stall' : 'close' });
  };

/**
 * Declares chunked framing, as the real API does: without it an aborted stream ends the process in msw 3.0.5, as Node's
 * fetch then takes the end of the mocked connection for the end of the answer (an assertion in undici).
 */
const events = (frames: readonly string[], timing?: StreamTiming) =>
  new HttpResponse(sseBody(frames, timing), {
    headers: { 'content-type': 'text/event-stream; charset=utf-8', 'transfer-encoding': 'chunked' },
  });

const json = (body: unknown, code = 200, headers: Readonly<Record<string, string>> = {}) =>
  whole(JSON.stringify(body), 'application/json', code, headers);

const whole = (body: string, type: string, code = 200, headers: Readonly<Record<string, string>> = {}) =>
  new HttpResponse(body, {
    status: code,
    headers: { 'content-type': type, 'content-length': String(new TextEncoder().encode(body).length), ...headers },
  });
