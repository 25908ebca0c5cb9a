import { sleep, systemClock } from '../../src/lib/clock.ts';

/**
 * Prints pieces one after the other with a pause between them, so that a stream can be seen, while its reader takes them
 * at full speed: the times that the library measures are not ours.
 */
export class Typewriter {
  readonly #print: (text: string) => Promise<void>;
  readonly #paceMs: number;
  readonly #signal: AbortSignal;
  #printed: Promise<void> = Promise.resolve();

  constructor(print: (text: string) => Promise<void>, paceMs: number, signal: AbortSignal) {
    this.#print = print;
    this.#paceMs = paceMs;
    this.#signal = signal;
  }

  push(text: string): void {
    if (text === '') return;
    this.#printed = this.#printed.then(async () => {
      await this.#print(text);
      if (this.#paceMs > 0) await sleep(systemClock, this.#paceMs, this.#signal);
    });
    this.#printed.catch(() => {}); // thrown by `done`
  }

  /** Resolves when everything is printed; rejects when printing failed or was aborted. */
  done(): Promise<void> {
    return this.#printed;
  }
}
