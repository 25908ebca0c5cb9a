import { joined } from '../transport/joined.ts';
import type { ReplyReader } from '../transport/transport.ts';
import { together } from './together.ts';

const MOST_BYTES = 65_536; // what a socket gives at a time

type Step = Awaited<ReturnType<ReplyReader['read']>>;

/** Bytes on their way from a connection, which pushes, to a reader, which takes all that is there. */
export class Flow implements ReplyReader {
  readonly #cancelled: () => void;
  #resume: (() => void) | undefined; // while the connection waits
  #pieces: Uint8Array[] = [];
  #bytes = 0;
  #end: { readonly error?: Error } | undefined;
  #wake: (() => void) | undefined; // of the reader who waits

  /** @param cancelled called where the reader leaves before the end */
  constructor(cancelled: () => void) {
    this.#cancelled = cancelled;
  }

  /** Takes the next bytes; false: enough for now, `resume` asks for more. */
  push(bytes: Uint8Array, resume: () => void): boolean {
    if (this.#end) return true;
    this.#pieces.push(bytes);
    this.#bytes += bytes.byteLength;
    this.#wakeUp();
    if (this.#bytes < MOST_BYTES) return true;
    this.#resume = resume;
    return false;
  }

  /** Nothing more comes; with an error: it broke off. What came before is read first. */
  end(error?: Error): void {
    this.#end ??= { ...(error && { error }) };
    this.#wakeUp();
  }

  async read(): Promise<Step> {
    while (this.#pieces.length === 0) {
      if (this.#end?.error) throw this.#end.error;
      if (this.#end) return { done: true };
      await new Promise<void>((wake) => {
        this.#wake = wake;
      });
    }
    return { done: false, value: this.#take() };
  }

  async cancel(): Promise<void> {
    const early = !this.#end;
    this.end();
    this.#take();
    if (early) this.#cancelled();
  }

  #wakeUp(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    if (wake) together(wake);
  }

  #take(): Uint8Array {
    const all = joined(this.#pieces);
    this.#pieces = [];
    this.#bytes = 0;
    const resume = this.#resume;
    this.#resume = undefined;
    resume?.();
    return all;
  }
}
