import type { Clock } from '../types/clock.ts';
import { closed, Refusal } from './refusal.ts';

const RETRY_MS = 1_000;

/** The requests under way, from the door to the end of their answers. */
export class Running {
  readonly #max: number;
  readonly #clock: Clock;
  readonly #over = new AbortController();
  #count = 0;
  #idle: (() => void) | undefined;
  #closing: Promise<void> | undefined;

  constructor(max: number, clock: Clock) {
    this.#max = max;
    this.#clock = clock;
  }

  get count(): number {
    return this.#count;
  }

  get isClosing(): boolean {
    return this.#closing !== undefined;
  }

  /** Aborts when the time of those under way is over. */
  get over(): AbortSignal {
    return this.#over.signal;
  }

  /** Lets one in; what is returned says that it is over, and may be called again. Throws Refusal (503). */
  begin(): () => void {
    if (this.#closing)
      throw new Refusal(503, 'closing', 'The gateway is closing: ask again, another one may answer', {
        retryAfterMs: RETRY_MS,
        headers: { connection: 'close' },
      });
    if (this.#count >= this.#max)
      throw new Refusal(503, 'overloaded', 'Too many requests are under way: retry later', { retryAfterMs: RETRY_MS });
    this.#count += 1;
    let open = true;
    return () => {
      if (!open) return;
      open = false;
      this.#count -= 1;
      if (this.#count === 0) this.#idle?.();
    };
  }

  /** Resolves when none is left: at the latest soon after `drainMs`, when the rest is aborted. */
  close(drainMs: number): Promise<void> {
    this.#closing ??= this.#drain(drainMs);
    return this.#closing;
  }

  async #drain(drainMs: number): Promise<void> {
    if (this.#count > 0) {
      const idle = new Promise<void>((resolve) => {
        this.#idle = resolve;
      });
      const cancel = this.#clock.after(drainMs, () => this.#abort());
      await idle;
      cancel();
    }
    this.#abort();
  }

  #abort(): void {
    this.#over.abort(closed());
  }
}
