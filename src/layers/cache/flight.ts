import type { Call, Handler, Trace } from '../../types/call.ts';
import type { Emit } from '../../types/client-event.ts';
import type { ChatEvent } from '../../types/event.ts';

/**
 * One call to a provider that several callers read. Each event is fetched once, by whoever needs it first, so the fastest
 * reader sets the pace. It goes on for as long as anybody reads: what it costs is written on the trace of the first of
 * those that are left, its owner. The last one to leave aborts it.
 */
export class Flight {
  readonly #controller = new AbortController();
  readonly #readers = new Set<Call>(); // by arrival
  readonly #events: AsyncIterator<ChatEvent>;
  readonly #seen: ChatEvent[] = [];
  readonly #onEnd: () => void;
  #owner: Call;
  #fetching: Promise<void> | undefined;
  #ended = false;
  #failure: { readonly error: unknown } | undefined;

  constructor(call: Call, handler: Handler, onEnd: () => void) {
    this.#owner = call;
    this.#readers.add(call);
    this.#onEnd = onEnd;
    const emit: Emit = (name, event) => {
      if (name !== 'finding') this.#owner.emit?.(name, event); // every reader tells of those itself
    };
    const shared = { ...call, signal: this.#controller.signal, trace: this.#trace(), emit };
    this.#events = handler(shared)[Symbol.asyncIterator]();
  }

  get owner(): Call {
    return this.#owner;
  }

  join(call: Call): void {
    this.#readers.add(call);
  }

  /** May be called again. */
  leave(call: Call): void {
    if (!this.#readers.delete(call) || this.#ended) return;
    const [next] = this.#readers;
    if (next) this.#owner = next;
    else this.#abandon(call.signal);
  }

  /** The event at a position; undefined behind the last one. Throws what the call failed with. */
  async at(position: number): Promise<ChatEvent | undefined> {
    while (position >= this.#seen.length && !this.#ended) {
      this.#fetching ??= this.#fetch();
      await this.#fetching;
    }
    if (position >= this.#seen.length && this.#failure) throw this.#failure.error;
    return this.#seen[position];
  }

  async #fetch(): Promise<void> {
    try {
      const step = await this.#events.next();
      if (step.done) this.#end();
      else this.#seen.push(step.value);
    } catch (error) {
      this.#failure = { error };
      this.#end();
    } finally {
      this.#fetching = undefined;
    }
  }

  #end(): void {
    if (this.#ended) return; // it was abandoned, and another one may have its name
    this.#ended = true;
    this.#onEnd();
  }

  #abandon({ aborted, reason }: AbortSignal): void {
    this.#end();
    this.#controller.abort(aborted ? reason : new DOMException('Nobody reads this answer any more', 'AbortError'));
    this.#events.return?.().then(undefined, () => {}); // not waited for: the signal has been aborted
  }

  /** Findings come as events, which every reader takes to its own trace. */
  #trace(): Trace {
    return {
      attempts: forwarding(() => this.#owner.trace.attempts),
      waits: forwarding(() => this.#owner.trace.waits),
      fallbacks: forwarding(() => this.#owner.trace.fallbacks),
      findings: [],
    };
  }
}

/** A list that adds to another what is added to it. */
function forwarding<T>(to: () => T[]): T[] {
  const list: T[] = [];
  list.push = (...added) => {
    to().push(...added);
    return Array.prototype.push.apply(list, added);
  };
  return list;
}
