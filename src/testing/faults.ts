import { type Act, head, ok, wait, write } from './acts.ts';
import { andThen, BLOCK, FLUSH, half, opening, parts, whole } from './fault-bodies.ts';
import { type AnswerDetails, chunks, errorBody, words } from './openai-dialect.ts';
import { type RateLimitDialect, rateLimitReply } from './rate-limit-replies.ts';

/** What a server does with one request. `wantsStream` is the `stream` field of the request's JSON. */
export type Fault = (wantsStream: boolean) => Iterable<Act>;

/**
 * Replies, good and broken, for `faultServer`. They follow the form that the request asks for: where a fault sends `texts`
 * first, a stream shows them, and a whole answer is half written.
 */
export const faults = {
  /** A good answer. */
  reply: (text: string, details?: AnswerDetails): Fault => answer(text, words(text), details),

  /** A good answer; streamed, every text is one event, `delayMs` apart. */
  stream: (texts: readonly string[], { delayMs = 0, ...details }: AnswerDetails & Paced = {}): Fault =>
    answer(texts.join(''), texts, details, delayMs),

  /** Says nothing for so many milliseconds, then does what another fault does. */
  late: (ms: number, fault: Fault): Fault =>
    function* (wantsStream) {
      yield wait(ms);
      yield* fault(wantsStream);
    },

  /** A status with an error body of OpenAI's shape, or with a body of your own. */
  status:
    (code: number, headers: Readonly<Record<string, string>> = {}, body = JSON.stringify(errorBody(code))): Fault =>
    () => [head(code, 'application/json', headers), write(body), { do: 'end' }],

  /** A 429 as a vendor, or a proxy on the way, words it. */
  rateLimit:
    (dialect: RateLimitDialect, retryAfterMs = 1_000): Fault =>
    () =>
      rateLimitReply(dialect, retryAfterMs),

  /** Accepts the request and says nothing. */
  stallBeforeHeaders: (): Fault => () => [],

  /** Sends status and headers, and no body. */
  stallAfterHeaders: (): Fault => (wantsStream) => [ok(wantsStream)],

  /** Sends these texts and falls silent. */
  stallMidStream: (texts: readonly string[]): Fault => opening(texts),

  /** Sends one header after the other and never comes to the body. */
  slowHeaders: (everyMs: number): Fault =>
    function* () {
      yield { do: 'raw', bytes: 'HTTP/1.1 200 OK\r\n' };
      while (true) {
        yield { do: 'raw', bytes: 'x-wait: 1\r\n' };
        yield wait(everyMs);
      }
    },

  /** Sends these texts, then comments (in a whole answer, empty lines) for ever: the connection lives, the answer does not. */
  pings: (everyMs: number, texts: readonly string[] = []): Fault =>
    function* (wantsStream) {
      yield* opening(texts)(wantsStream);
      while (true) {
        yield write(wantsStream ? ': ping\n\n' : '\n');
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
  cutMidStream: (texts: readonly string[]): Fault => andThen(opening(texts), { do: 'end' }),

  /** Sends these texts and closes the connection in the middle of the body. */
  hangUpMidStream: (texts: readonly string[]): Fault => andThen(opening(texts), { do: 'hang-up' }),

  /** Breaks the connection before any reply. */
  resetBeforeHeaders: (): Fault => () => [{ do: 'reset' }],

  /** Sends status and headers, and breaks the connection. */
  resetAfterHeaders: (): Fault => (wantsStream) => [ok(wantsStream), wait(FLUSH), { do: 'reset' }],

  /** Breaks the connection in the middle of a JSON answer. */
  resetMidBody: (): Fault => () => [ok(false), write(half(whole('Hello'))), wait(FLUSH), { do: 'reset' }],

  /** Sends these texts and breaks the connection. */
  resetMidStream: (texts: readonly string[]): Fault => andThen(opening(texts), wait(FLUSH), { do: 'reset' }),

  /** Sends these texts, then an error of this status as one more event, and ends well. A whole answer is the error alone. */
  errorMidStream:
    (texts: readonly string[], code: number): Fault =>
    (wantsStream) => {
      const body = JSON.stringify(errorBody(code));
      const begun = wantsStream ? [...opening(texts)(true), write(`data: ${body}\n\n`)] : [ok(false), write(body)];
      return [...begun, { do: 'end' }];
    },

  /** Sends these texts, then a good rest with one line of `bytes` bytes of text. */
  hugeLine: (bytes: number, texts: readonly string[] = []): Fault =>
    function* (wantsStream) {
      const [before, after] = parts(wantsStream, texts);
      yield ok(wantsStream);
      yield write(before);
      for (let left = bytes; left > 0; left -= BLOCK) yield write('x'.repeat(Math.min(left, BLOCK)));
      yield write(after);
      yield { do: 'end' };
    },

  /** So many events of one letter each (in a whole answer, so many letters), as fast as they are taken. `Infinity` never ends. */
  flood: (events: number): Fault =>
    function* (wantsStream) {
      if (!wantsStream) return yield* faults.hugeLine(events)(false);
      const [role = '', one = '', ...rest] = chunks(['x']);
      const perBlock = Math.floor(BLOCK / one.length);
      yield ok(true);
      yield write(role);
      for (let left = events; left > 0; left -= perBlock) yield write(one.repeat(Math.min(left, perBlock)));
      yield write(rest.join(''));
      yield { do: 'end' };
    },

  /** Sends these texts, then comments (in a whole answer, spaces) that unpack to `bytes` bytes and are a thousandth on the wire. */
  gzipBomb: (bytes: number, texts: readonly string[] = []): Fault =>
    function* (wantsStream) {
      const [begin, ...rest] = opening(texts)(wantsStream);
      if (begin?.do === 'head') yield { ...begin, headers: { ...begin.headers, 'content-encoding': 'gzip' } };
      for (const act of rest) if (act.do === 'write') yield { ...act, gzip: true };
      const block = (wantsStream ? ': ping\n\n' : '        ').repeat(2 * BLOCK);
      for (let left = bytes; left > 0; left -= block.length)
        yield { ...write(block.slice(0, Math.min(left, block.length))), gzip: true };
      yield { do: 'end' };
    },

  /** An HTML page with status 200, as a captive portal or a proxy sends it. */
  html: (): Fault => () => [
    head(200, 'text/html; charset=utf-8'),
    write('<!doctype html><title>Sign in</title>'),
    { do: 'end' },
  ],

  /** A good answer under a content type that it is not. */
  wrongType: (text: string, type = 'text/plain'): Fault =>
    function* (wantsStream) {
      for (const act of answer(text, words(text))(wantsStream)) yield act.do === 'head' ? head(200, type) : act;
    },

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
