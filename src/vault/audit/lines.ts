import { endsInHalf } from '../../lib/half.ts';
import { MAX_LINE } from './entry.ts';

/** The text of a log in pieces of any size: a file stream, the body of a response, a `memorySink`. */
export type LogSource = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

const LF = 10;
const NO_LINE = '\ufffd\n'; // stands for what is no UTF-8, or too long: no line of a log reads so

/** Lines with their line feeds, as many as a piece ends. A last one without has been cut. Memory for one piece and one line. */
export async function* linesOf(source: LogSource): AsyncGenerator<readonly string[], void> {
  const encoder = new Encoder();
  const rest = new Rest();
  for await (const piece of source) {
    const bytes = encoder.bytesOf(piece);
    const lines: string[] = [];
    let from = 0;
    for (let end = bytes.indexOf(LF); end !== -1; end = bytes.indexOf(LF, from)) {
      const part = bytes.subarray(from, end + 1);
      lines.push(rest.isEmpty ? decode(part) : decode(rest.take(part)));
      from = end + 1;
    }
    rest.add(bytes.subarray(from));
    if (lines.length > 0) yield lines;
  }
  rest.add(encoder.bytesOf(new Uint8Array()));
  if (!rest.isEmpty) yield [decode(rest.take(new Uint8Array())).replace(/\n$/, '')];
}

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Uint8Array): string {
  if (bytes.length > MAX_LINE) return NO_LINE;
  try {
    return decoder.decode(bytes);
  } catch {
    return NO_LINE; // replacement characters could hide what was changed
  }
}

/** Texts as bytes. One may end in the middle of a surrogate pair; a half alone becomes a NUL, which no line of ours holds. */
class Encoder {
  readonly #utf8 = new TextEncoder();
  #half = '';

  bytesOf(piece: string | Uint8Array): Uint8Array {
    const half = this.#half;
    this.#half = '';
    if (typeof piece !== 'string') return half ? Uint8Array.of(0, ...piece) : piece;
    const text = half + piece;
    const isCut = endsInHalf(text);
    if (isCut) this.#half = text.slice(-1);
    return this.#utf8.encode((isCut ? text.slice(0, -1) : text).replace(/\p{Surrogate}/gu, '\0'));
  }
}

/** The beginning of a line whose end has not come; of one that is too long, just enough to tell. */
class Rest {
  #bytes = new Uint8Array(4096);
  #length = 0;

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  add(part: Uint8Array): void {
    const length = Math.min(this.#length + part.length, MAX_LINE + 1);
    if (length > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(length, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(part.subarray(0, length - this.#length), this.#length);
    this.#length = length;
  }

  take(end: Uint8Array): Uint8Array {
    this.add(end);
    const whole = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return whole;
  }
}
