import type { Attempt } from '../types/call.ts';
import type { ClientEvents } from '../types/client-event.ts';

/** How a call ended. `cancelled`: its caller aborted it, or left a stream before the end. */
export type Ending = 'ok' | 'failed' | 'cancelled';

/** What a client has done so far, and what it is doing. Numbers only; frozen. */
export interface ClientStats {
  /** Calls of the user: a summary in many parts is one. `started` is the sum of the others and of `running`. */
  readonly calls: {
    readonly started: number;
    readonly ok: number;
    readonly failed: number;
    readonly cancelled: number;
    readonly running: number;
  };
  /** Of the calls that went well, those for which nothing was sent. */
  readonly cached: number;
  /** Attempts that have ended, well or not. */
  readonly attempts: number;
  /** Attempts that were made again. */
  readonly retries: number;
  /** Tokens that providers reported. */
  readonly tokens: { readonly input: number; readonly output: number };
  /** Attempts that wait for a place, and those that hold one; of every client that shares the throttle. */
  readonly throttle: ThrottleLoad;
}

export interface ThrottleLoad {
  readonly waiting: number;
  readonly inFlight: number;
}

/** Counts what the calls of a client come to. */
export class Counters {
  readonly #ended = { ok: 0, failed: 0, cancelled: 0 };
  #started = 0;
  #cached = 0;
  #attempts = 0;
  #retries = 0;
  #input = 0;
  #output = 0;

  begun(): void {
    this.#started++;
  }

  ended(how: Ending, isCached: boolean): void {
    this.#ended[how]++;
    if (how === 'ok' && isCached) this.#cached++;
  }

  /** Takes what the listeners are told. */
  count<Name extends keyof ClientEvents>(name: Name, event: ClientEvents[Name]): void {
    if (name === 'retry') this.#retries++;
    if (name !== 'attempt') return;
    const { usage } = event as Attempt;
    this.#attempts++;
    this.#input += usage?.inputTokens ?? 0;
    this.#output += usage?.outputTokens ?? 0;
  }

  snapshot(running: number, { waiting, inFlight }: ThrottleLoad): ClientStats {
    return Object.freeze({
      calls: Object.freeze({ started: this.#started, ...this.#ended, running }),
      cached: this.#cached,
      attempts: this.#attempts,
      retries: this.#retries,
      tokens: Object.freeze({ input: this.#input, output: this.#output }),
      throttle: Object.freeze({ waiting, inFlight }),
    });
  }
}
