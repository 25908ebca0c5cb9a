import { type Act, head, ok, wait, write } from './acts.ts';
import { half, openingBody, wholeBody } from './bodies.ts';
import type { AnswerDetails, Asked } from './dialects/dialect.ts';
import { frame, words } from './dialects/frame.ts';

/** What a server does with one request. */
export type Fault = (asked: Asked) => Iterable<Act>;

export interface Answer extends AnswerDetails {
  /** @default '' */
  readonly text?: string | undefined;
}

export interface StreamOptions extends AnswerDetails {
  /** Milliseconds before every event but the first. @default 0 */
  readonly delayMs?: number | undefined;
  /**
   * `done`: a finish reason and the end marker. `cut`: the body ends after the texts, without either. `stall`: nothing
   * comes after the texts, until the request is aborted. Of a request that asks for no stream, `done`. @default 'done'
   */
  readonly ending?: 'done' | 'cut' | 'stall' | undefined;
}

export interface ToolOptions extends Omit<AnswerDetails, 'toolCalls'> {
  /** @default 'call_1', for Google none */
  readonly id?: string | undefined;
}

export interface StatusOptions {
  /** How long to wait, in seconds, where the API says it: in headers, for Google in the body. @default not said */
  readonly retryAfter?: number | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** A string is sent as it is, as plain text; any other value as JSON. @default an error as the API words it */
  readonly body?: unknown;
}

/** `truncated` is an answer that was cut in the middle; `not-json` says that it is JSON and is not. */
export type Malformation = 'html' | 'empty' | 'null' | 'truncated' | 'not-json';

/** What a server does over a connection that works. In the dialect and in the form that the request asks for. */
export const replies = {
  /** An answer: JSON, or a stream of words where the request asks for one. */
  reply(answer: string | Answer): Fault {
    const { text = '', ...details } = typeof answer === 'string' ? { text: answer } : answer;
    return answerOf(words(text), details);
  },

  /** A stream of these texts; a request that asks for no stream gets them as one answer. */
  stream: (texts: readonly string[], options: StreamOptions = {}): Fault => answerOf(texts, options),

  /** The model asks for a tool. */
  tool: (name: string, input: unknown, { id, ...details }: ToolOptions = {}): Fault =>
    replies.reply({ ...details, toolCalls: [{ name, input, id }] }),

  /** An answer that is one JSON value. */
  object: (value: unknown, details: AnswerDetails = {}): Fault =>
    replies.reply({ ...details, text: JSON.stringify(value) }),

  /** A status, with an error as the API words it or with a body of your own. */
  status:
    (code: number, { retryAfter, headers, body }: StatusOptions = {}): Fault =>
    ({ dialect }) => {
      const error = dialect.error(code, retryAfter);
      const sent = body === undefined ? error.body : body;
      return [
        head(code, typeof sent === 'string' ? 'text/plain' : 'application/json', { ...error.headers, ...headers }),
        write(typeof sent === 'string' ? sent : JSON.stringify(sent)),
        { do: 'end' },
      ];
    },

  /** Status 200, and a body that is no answer. */
  malformed:
    (kind: Malformation = 'truncated'): Fault =>
    (asked) =>
      kind === 'html'
        ? [head(200, 'text/html; charset=utf-8'), write('<!doctype html><title>Sign in</title>'), { do: 'end' }]
        : [ok(asked.streams), ...malformedBody(kind, asked), { do: 'end' }],
};

function malformedBody(kind: Exclude<Malformation, 'html'>, asked: Asked): readonly Act[] {
  if (kind === 'empty') return [];
  if (kind === 'truncated') return [write(half(wholeBody(asked, ['Hello']).join('')))];
  const body = kind === 'null' ? 'null' : 'Hello';
  return [write(asked.streams ? frame(body) : body)];
}

const answerOf = (texts: readonly string[], { delayMs = 0, ending = 'done', ...details }: StreamOptions): Fault =>
  function* (asked) {
    yield ok(asked.streams);
    const sent =
      ending === 'done' || !asked.streams ? wholeBody(asked, texts, details) : openingBody(asked, texts, details);
    for (const [index, piece] of sent.entries()) {
      if (index > 0 && delayMs > 0) yield wait(delayMs);
      yield write(piece);
    }
    if (ending !== 'stall' || !asked.streams) yield { do: 'end' };
  };
