import { failureEvent, toEventStream } from '../lib/event-stream.ts';
import type { Answer } from '../lib/fold.ts';
import { type Ending, relay } from '../lib/relay.ts';
import type { Call } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';
import type { ChatResult } from './conversation.ts';
import type { Operation } from './operation.ts';

type Settled = { readonly result: ChatResult } | { readonly error: unknown };

/** What a stream reads from. */
interface Source {
  events(wire: Call['wire']): AsyncGenerator<ChatEvent, Answer>;
  /** An answer with what led to it. Once, at the end. */
  result(answer: Answer): ChatResult;
}

/**
 * An answer on its way. Read it once: as events, as text (`textStream`), to the end (`final()`), or as a `Response`.
 * Nothing is sent before the first read. Leaving the loop, or `abort()`, stops the work behind it.
 */
export class ChatStream implements AsyncIterable<ChatEvent> {
  readonly #operation: Operation;
  readonly #source: Source;
  #taken = false;
  #settled: Settled | undefined;
  #waiting: ((settled: Settled) => void)[] = [];

  constructor(operation: Operation, source: Source) {
    this.#operation = operation;
    this.#source = source;
  }

  /** The events, checked and in order. A second reading throws TypeError. */
  [Symbol.asyncIterator](): AsyncIterableIterator<ChatEvent> {
    this.#assertUnread();
    const over: IteratorResult<ChatEvent> = { done: true, value: undefined };
    let isReader = false; // by the first read, not by the asking for an iterator
    let reading = 0; // reads in progress
    let isOver = false;
    const ended = (ending: Ending<Answer>) => {
      isOver = true;
      this.#end(ending);
    };
    const events = relay(
      () => this.#begin(),
      () => void reading--,
      ended,
    );
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      next: () => {
        if (isOver) return Promise.resolve(over);
        if (!isReader && this.#taken) return Promise.reject(readTwice());
        this.#taken = isReader = true;
        reading++;
        return events.next();
      },
      return: async () => {
        const isIdle = isOver || (!isReader && this.#taken);
        isOver = true;
        if (isIdle) return over;
        if (reading > 0 || !isReader)
          this.abort(leftEarly()); // closing would first wait for the read to end
        else await events.return?.();
        return over;
      },
    };
  }

  /** The text alone, piece by piece. */
  get textStream(): AsyncIterable<string> {
    return { [Symbol.asyncIterator]: () => texts(this[Symbol.asyncIterator]()) };
  }

  /** Reads to the end, or waits for the reading in progress, and answers as `chat` does. */
  async final(): Promise<ChatResult> {
    if (!this.#taken) for await (const _ of this);
    const settled = this.#settled ?? (await new Promise<Settled>((resolve) => this.#waiting.push(resolve)));
    if ('result' in settled) return settled.result;
    throw settled.error;
  }

  /** Stops the call. Readers get `reason`, by default a DOMException named AbortError. */
  abort(reason: unknown = new DOMException('The stream was aborted', 'AbortError')): void {
    this.#operation.abort(reason);
    this.#settle({ error: reason });
  }

  /**
   * The events as server-sent events, for a page that reads them; a `continuation`, which nobody has screened, is none of
   * them. A reader who disconnects aborts the call.
   */
  toResponse(init: ResponseInit = {}): Response {
    this.#assertUnread();
    return toEventStream(this, { shown, failure: failureEvent }, (reason) => this.abort(reason), init);
  }

  #assertUnread(): void {
    if (this.#taken) throw readTwice();
  }

  #begin(): AsyncGenerator<ChatEvent, Answer> {
    const signal = this.#operation.begin();
    signal.addEventListener('abort', () => this.#settle({ error: signal.reason }), { once: true });
    return this.#source.events('stream');
  }

  #end(ending: Ending<Answer>): void {
    try {
      if (ending.how === 'done' && ending.value) this.#settle({ result: this.#source.result(ending.value) });
      else this.#settle({ error: ending.how === 'failed' ? ending.error : leftEarly() });
    } catch (error) {
      this.#settle({ error });
      throw error;
    } finally {
      this.#operation.end();
    }
  }

  #settle(settled: Settled): void {
    this.#settled ??= settled;
    for (const resolve of this.#waiting.splice(0)) resolve(this.#settled);
  }
}

const readTwice = () => new TypeError('A stream can be read once: keep what you read, or use `final()` afterwards');

const leftEarly = () => new DOMException('The reader left the stream before its end', 'AbortError');

/** The events that anybody may see. */
const shown = (event: ChatEvent): readonly ChatEvent[] => (event.type === 'continuation' ? [] : [event]);

/** The texts among the events; leaving it leaves them. */
function texts(events: AsyncIterableIterator<ChatEvent>): AsyncIterableIterator<string> {
  return {
    [Symbol.asyncIterator]() {
      return this;
    },
    async next() {
      for (;;) {
        const step = await events.next();
        if (step.done) return { done: true, value: undefined };
        if (step.value.type === 'text-delta') return { done: false, value: step.value.text };
      }
    },
    async return() {
      await events.return?.();
      return { done: true, value: undefined };
    },
  };
}
