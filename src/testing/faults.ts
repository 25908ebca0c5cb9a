import { head, ok, wait, write } from './acts.ts';
import { BLOCK, begun, FLUSH, half, openingBody, parts, wholeBody } from './bodies.ts';
import { words } from './dialects/frame.ts';
import { type RateLimitDialect, rateLimitReply } from './rate-limit-replies.ts';
import { type Fault, replies } from './replies.ts';

/**
 * Replies, good and broken, for `faultServer`. They follow the dialect and the form that the request asks for: where a fault
 * sends `texts` first, a stream shows them, and a whole answer is half written.
 */
export const faults = {
  ...replies,

  /** Says nothing for so many milliseconds, then does what another fault does. */
  late: (ms: number, fault: Fault): Fault =>
    function* (asked) {
      yield wait(ms);
      yield* fault(asked);
    },

  /** A 429 as a vendor, or a proxy on the way, words it, whatever the dialect of the request. */
  rateLimit:
    (dialect: RateLimitDialect, retryAfterMs = 1_000): Fault =>
    () =>
      rateLimitReply(dialect, retryAfterMs),

  /** Accepts the request and says nothing. */
  stallBeforeHeaders: (): Fault => () => [],

  /** Sends status and headers, and no body. */
  stallAfterHeaders:
    (): Fault =>
    ({ streams }) => [ok(streams)],

  /** Sends these texts and falls silent. */
  stallMidStream:
    (texts: readonly string[]): Fault =>
    (asked) =>
      begun(asked, texts),

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
    function* (asked) {
      yield* begun(asked, texts);
      while (true) {
        yield write(asked.streams ? ': ping\n\n' : '\n');
        yield wait(everyMs);
      }
    },

  /** A good answer that drips: so many bytes at a time, cut anywhere, also inside a character. */
  slow: (text: string, { bytesPerWrite = 1, everyMs = 10 }: SlowOptions = {}): Fault =>
    function* (asked) {
      const bytes = new TextEncoder().encode(wholeBody(asked, words(text)).join(''));
      yield ok(asked.streams);
      for (let at = 0; at < bytes.length; at += bytesPerWrite) {
        yield write(bytes.subarray(at, at + bytesPerWrite));
        yield wait(everyMs);
      }
      yield { do: 'end' };
    },

  /** Sends these texts and ends the body well, without a finish reason and without an end marker. */
  cutMidStream:
    (texts: readonly string[]): Fault =>
    (asked) =>
      begun(asked, texts, { do: 'end' }),

  /** Sends these texts and closes the connection in the middle of the body. */
  hangUpMidStream:
    (texts: readonly string[]): Fault =>
    (asked) =>
      begun(asked, texts, { do: 'hang-up' }),

  /** Breaks the connection before any reply. */
  resetBeforeHeaders: (): Fault => () => [{ do: 'reset' }],

  /** Sends status and headers, and breaks the connection. */
  resetAfterHeaders:
    (): Fault =>
    ({ streams }) => [ok(streams), wait(FLUSH), { do: 'reset' }],

  /** Breaks the connection in the middle of a JSON answer. */
  resetMidBody:
    (): Fault =>
    ({ dialect }) => [ok(false), write(half(JSON.stringify(dialect.whole('Hello')))), wait(FLUSH), { do: 'reset' }],

  /** Sends these texts and breaks the connection. */
  resetMidStream:
    (texts: readonly string[]): Fault =>
    (asked) =>
      begun(asked, texts, wait(FLUSH), { do: 'reset' }),

  /** Sends these texts, then an error of this status as one more event, and ends well. A whole answer is the error alone. */
  errorMidStream:
    (texts: readonly string[], code: number): Fault =>
    (asked) => {
      const { dialect, streams } = asked;
      return streams
        ? begun(asked, texts, write(dialect.errorEvent(code)), { do: 'end' })
        : [ok(false), write(JSON.stringify(dialect.error(code).body)), { do: 'end' }];
    },

  /** Sends these texts, then a good rest with one line of `bytes` bytes of text. */
  hugeLine: (bytes: number, texts: readonly string[] = []): Fault =>
    function* (asked) {
      const [before, after] = parts(asked, texts);
      yield ok(asked.streams);
      yield write(before);
      for (let left = bytes; left > 0; left -= BLOCK) yield write('x'.repeat(Math.min(left, BLOCK)));
      yield write(after);
      yield { do: 'end' };
    },

  /** So many events of one letter each (in a whole answer, so many letters), as fast as they are taken. `Infinity` never ends. */
  flood: (events: number): Fault =>
    function* (asked) {
      if (!asked.streams) return yield* faults.hugeLine(events)(asked);
      const { opening, texts, ending } = asked.dialect.stream(['x']);
      const one = texts.join('');
      const perBlock = Math.floor(BLOCK / one.length);
      yield ok(true);
      yield write(opening.join(''));
      for (let left = events; left > 0; left -= perBlock) yield write(one.repeat(Math.min(left, perBlock)));
      yield write(ending.join(''));
      yield { do: 'end' };
    },

  /** Sends these texts, then comments (in a whole answer, spaces) that unpack to `bytes` bytes and are a thousandth on the wire. */
  gzipBomb: (bytes: number, texts: readonly string[] = []): Fault =>
    function* (asked) {
      const type = asked.streams ? 'text/event-stream' : 'application/json';
      yield head(200, type, { 'content-encoding': 'gzip' });
      for (const piece of openingBody(asked, texts)) yield { ...write(piece), gzip: true };
      const block = (asked.streams ? ': ping\n\n' : '        ').repeat(2 * BLOCK);
      for (let left = bytes; left > 0; left -= block.length)
        yield { ...write(block.slice(0, Math.min(left, block.length))), gzip: true };
      yield { do: 'end' };
    },

  /** A good answer under a content type that it is not. */
  wrongType: (text: string, type = 'text/plain'): Fault =>
    function* (asked) {
      for (const act of replies.reply(text)(asked)) yield act.do === 'head' ? head(200, type) : act;
    },

  /** Sends the caller elsewhere. */
  redirect:
    (location: string, code = 307): Fault =>
    () => [head(code, 'text/plain', { location }), { do: 'end' }],

  /** These bytes instead of an HTTP reply; the connection is closed after them. */
  raw:
    (bytes: string | Uint8Array): Fault =>
    () => [{ do: 'raw', bytes }, { do: 'hang-up' }],
};

interface SlowOptions {
  /** @default 1 */
  readonly bytesPerWrite?: number | undefined;
  /** @default 10 */
  readonly everyMs?: number | undefined;
}
