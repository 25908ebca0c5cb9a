import { randomId } from '../lib/id.ts';
import type { Clock } from '../types/clock.ts';
import type { SharedAsk, SharedGate } from '../types/shared-limits.ts';

export interface SharedDoorOptions<Waiter> {
  /** Told when the head may be asked about again. */
  readonly changed: () => void;
  /** Told of a waiter that may not start at all. */
  readonly refused: (waiter: Waiter, error: unknown) => void;
}

/**
 * The part of a throttle that asks about its head elsewhere. One ask at a time, and one grant: whom it is about stays the
 * head until it has started or left, so no place is held for a waiter behind another one that waits for that place.
 */
export class SharedDoor<Waiter extends object> {
  readonly #shared: SharedGate;
  readonly #clock: Clock;
  readonly #options: SharedDoorOptions<Waiter>;
  readonly #queue = randomId('queue');
  #granted: { readonly waiter: Waiter; release(): void } | undefined;
  #asking: { readonly waiter: Waiter; hasLeft: boolean } | undefined;
  #cancelWake: (() => void) | undefined;

  constructor(shared: SharedGate, clock: Clock, options: SharedDoorOptions<Waiter>) {
    this.#shared = shared;
    this.#clock = clock;
    this.#options = options;
  }

  /** Who has to be the head now, whoever is more urgent. */
  get next(): Waiter | undefined {
    return this.#granted?.waiter ?? (this.#asking?.hasLeft ? undefined : this.#asking?.waiter);
  }

  /** Whether the head may start. Where that is not known it asks, and `changed` follows. */
  admits(head: Waiter, ask: Omit<SharedAsk, 'queue'>): boolean {
    if (this.#granted?.waiter === head) return true;
    if (!this.#asking) void this.#ask(head, ask);
    return false;
  }

  /** A waiter that was admitted has started. Answers how its place is given back. */
  enter(waiter: Waiter): (() => void) | undefined {
    const granted = this.#granted;
    if (granted?.waiter !== waiter) return undefined;
    this.#granted = undefined;
    return () => granted.release();
  }

  /** A waiter leaves without having started: what was granted to it is given back, though it counts as a start. */
  leave(waiter: Waiter): void {
    if (this.#asking?.waiter === waiter) this.#asking.hasLeft = true;
    this.enter(waiter)?.();
  }

  /** Nobody waits any more. */
  rest(): void {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
  }

  async #ask(waiter: Waiter, { tokens, limits }: Omit<SharedAsk, 'queue'>): Promise<void> {
    const asking = { waiter, hasLeft: false };
    this.#asking = asking;
    this.rest();
    try {
      const answer = await this.#shared.take({ queue: this.#queue, tokens, limits });
      this.#asking = undefined;
      if (!answer.granted) {
        if (!asking.hasLeft) return this.#wakeIn(answer.waitMs);
      } else if (asking.hasLeft) answer.release();
      else this.#granted = { waiter, release: () => answer.release() };
    } catch (error) {
      this.#asking = undefined;
      if (!asking.hasLeft) this.#options.refused(waiter, error);
    }
    this.#options.changed();
  }

  #wakeIn(ms: number): void {
    this.#cancelWake = this.#clock.after(Math.ceil(ms), () => {
      this.#cancelWake = undefined;
      this.#options.changed();
    });
  }
}
