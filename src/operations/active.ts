import { InvalidInputError } from '../errors.ts';
import { Roster } from '../lib/roster.ts';
import type { Clock } from '../types/clock.ts';
import type { Operation } from './operation.ts';

/** The operations of a client that have begun and not ended. */
export class ActiveOperations {
  readonly #running = new Roster<Operation>();
  #closing: Promise<void> | undefined;
  #idle: (() => void) | undefined;

  get size(): number {
    return this.#running.size;
  }

  assertOpen(): void {
    if (this.#closing) throw new InvalidInputError('client', 'is closed: make a new one');
  }

  /** Throws InvalidInputError once the client is closed, also for what was made before. */
  add(operation: Operation): void {
    this.assertOpen();
    this.#running.add(operation);
  }

  /** Whether it had not ended before. */
  delete(operation: Operation): boolean {
    const wasRunning = this.#running.delete(operation);
    if (wasRunning && this.#running.size === 0) this.#idle?.();
    return wasRunning;
  }

  /** Resolves when all have ended, at the latest soon after `drainMs`, when the rest is aborted. */
  close(drainMs: number, clock: Clock): Promise<void> {
    this.#closing ??= this.#drain(drainMs, clock);
    return this.#closing;
  }

  async #drain(drainMs: number, clock: Clock): Promise<void> {
    if (this.#running.size === 0) return;
    const idle = new Promise<void>((resolve) => {
      this.#idle = resolve;
    });
    const cancel = clock.after(drainMs, () => {
      for (const operation of this.#running) operation.abort(new DOMException('The client was closed', 'AbortError'));
    });
    await idle;
    cancel();
  }
}
