import { InvalidInputError } from '../errors.ts';
import type { Clock } from '../types/clock.ts';
import type { Operation } from './operation.ts';

/** The operations of a client that have begun and not ended. */
export class ActiveOperations {
  readonly #running = new Set<Operation>();
  #closed = false;
  #idle: (() => void) | undefined;

  assertOpen(): void {
    if (this.#closed) throw new InvalidInputError('client', 'is closed: make a new one');
  }

  add(operation: Operation): void {
    this.#running.add(operation);
  }

  delete(operation: Operation): void {
    if (this.#running.delete(operation) && this.#running.size === 0) this.#idle?.();
  }

  /** Resolves when all have ended, at the latest soon after `drainMs`, when the rest is aborted. */
  async close(drainMs: number, clock: Clock): Promise<void> {
    this.#closed = true;
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
