import { type Act, head, ok, wait, write } from './acts.ts';
import { type AnswerDetails, chunks, completion, errorBody, words } from './openai-dialect.ts';

/** What a server does with one request. `wantsStream` is the `stream` field of the request's JSON. */
export type Fault = (wantsStream: boolean) => Iterable<Act>;

/** Replies, good and broken, for `faultServer`. Those that give an answer follow the form that the request asks for. */
export const faults = {
  /** A good answer. */
  reply: (text: string, details?: AnswerDetails): Fault => answer(text, words(text), details),

  /** A good answer; streamed, every text is one event, `delayMs` apart. */
  stream: (texts: readonly string[], { delayMs = 0, ...details }: AnswerDetails & Paced = {}): Fault =>
    answer(texts.join(''), texts, details, delayMs),

  /** A status with an error body of OpenAI's shape, or with a body of your own. */
  status:
    (code: number, headers: Readonly<Record<string, string>> = {}, body = JSON.stringify(errorBody(code))): Fault =>
    () => [head(code, 'application/json', headers), write(body), { do: 'end' }],

  /** Accepts the request and says nothing. */
  stallBeforeHeaders: (): Fault => () => [],

  /** Sends status and headers, and no body. */
  stallAfterHeaders: (): Fault => (wantsStream) => [ok(wantsStream)],

  /** Sends these texts and falls silent. */
  stallMidStream: (texts: readonly string[]): Fault => opening(texts),

  /** Sends these texts, then comments for ever: the connection lives, the answer does not. */
  pings: (everyMs: number, texts: readonly string[] = []): Fault =>
    function* () {
      yield* opening(texts)();
      while (true) {
        yield write(': ping\n\n');
        yield wait(everyMs);
      }
    },

  /** A good answer that drips: so many bytes at a time, cut anywhere, also inside a character. */
  slow: (text: string, { bytesPerWrite = 1, everyMs = 10 }: SlowOptions = {}): Fault =>
    function* (wantsStream) {
      const bytes = new TextEncoder().encode(wantsStream ? chunks(words(text)).join('') : whole(text));
      yield ok(wantsStream);
      for (let at = 0; at < bytes.length; at += bytesPerWrite) {
        yield write(bytes.subarray(at, at + bytesPerWrite));
        yield wait(everyMs);
      }
      yield { do: 'end' };
    },

  /** Sends these texts and ends the body well, without a finish reason and without `[DONE]`. */
  cutMidStream: (texts: readonly string[]): Fault => then(opening(texts), { do: 'end' }),

  /** Sends these texts and closes the connection in the middle of the body. */
  hangUpMidStream: (texts: readonly string[]): Fault => then(opening(texts), { do: 'hang-up' }),

  /** Breaks the connection before any reply. */
  resetBeforeHeaders: (): Fault => () => [{ do: 'reset' }],

  /** Breaks the connection in the middle of a JSON answer. */
  resetMidBody: (): Fault => () => [ok(false), write(half(whole('Hello'))), wait(FLUSH), { do: 'reset' }],

  /** Sends these texts and breaks the connection. */
  resetMidStream: (texts: readonly string[]): Fault => then(opening(texts), wait(FLUSH), { do: 'reset' }),

  /** A good answer with one line of `bytes` bytes of text. */
  hugeLine: (bytes: number): Fault =>
    function* (wantsStream) {
      const mark = '\u0000';
      const [before = '', after = ''] = (wantsStream ? chunks([mark]).join('') : whole(mark)).split('\\u0000');
      yield ok(wantsStream);
      yield write(before);
      for (let left = bytes; left > 0; left -= BLOCK) yield write('x'.repeat(Math.min(left, BLOCK)));
      yield write(after);
      yield { do: 'end' };
    },

  /** A stream of so many events of one letter each, as fast as they are taken. `Infinity` never ends. */
  flood: (events: number): Fault =>
    function* () {
      const [role = '', one = '', ...rest] = chunks(['x']);
      const perBlock = Math.floor(BLOCK / one.length);
      yield ok(true);
      yield write(role);
      for (let left = events; left > 0; left -= perBlock) yield write(one.repeat(Math.min(left, perBlock)));
      yield write(rest.join(''));
      yield { do: 'end' };
    },

  /** An HTML page with status 200, as a captive portal or a proxy sends it. */
  html: (): Fault => () => [
    head(200, 'text/html; charset=utf-8'),
    write('<!doctype html><title>Sign in</title>'),
    { do: 'end' },
  ],

  /** Status 200 and no body. */
  empty: (): Fault => (wantsStream) => [ok(wantsStream), { do: 'end' }],

  /** The first half of an answer, ended as if it were whole. */
  half: (): Fault => (wantsStream) => [
    ok(wantsStream),
    write(wantsStream ? half(chunks(['Hello']).join('')) : half(whole('Hello'))),
    { do: 'end' },
  ],

  /** Sends the caller elsewhere. */
  redirect:
    (location: string, code = 307): Fault =>
    () => [head(code, 'text/plain', { location }), { do: 'end' }],

  /** These bytes instead of an HTTP reply; the connection is closed after them. */
  raw:
    (bytes: string | Uint8Array): Fault =>
    () => [{ do: 'raw', bytes }, { do: 'hang-up' }],
} as const;

interface Paced {
  /** Milliseconds before every event but the first. @default 0 */
  readonly delayMs?: number | undefined;
}

interface SlowOptions {
  /** @default 1 */
  readonly bytesPerWrite?: number | undefined;
  /** @default 10 */
  readonly everyMs?: number | undefined;
}

const BLOCK = 65_536; // characters a write, so that a huge answer needs little memory here

const FLUSH = 20; // milliseconds: a reset overtakes bytes that are still on their way

const answer = (text: string, texts: readonly string[], details?: AnswerDetails, delayMs = 0): Fault =>
  function* (wantsStream) {
    yield ok(wantsStream);
    const bodies = wantsStream ? chunks(texts, details) : [whole(text, details)];
    for (const [index, body] of bodies.entries()) {
      if (index > 0 && delayMs > 0) yield wait(delayMs);
      yield write(body);
    }
    yield { do: 'end' };
  };

/** The beginning of a stream: the role and these texts. */
const opening = (texts: readonly string[]) => (): Act[] => [
  ok(true),
  ...chunks(texts)
    .slice(0, texts.length + 1)
    .map((event) => write(event)),
];

const then =
  (begin: () => Act[], ...acts: readonly Act[]): Fault =>
  () => [...begin(), ...acts];

const whole = (text: string, details?: AnswerDetails): string => JSON.stringify(completion(text, details));

const half = (text: string): string => text.slice(0, text.length >> 1);
