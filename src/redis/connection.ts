import type { Clock } from '../types/clock.ts';
import type { RunScript, Script } from './client.ts';

export const RETRY_MS = 1_000;
const STEPS = 5;

/** A reply of Redis. */
export interface Reply {
  readonly value: unknown;
}

export interface ConnectionOptions {
  readonly run: RunScript;
  readonly clock: Clock;
  readonly timeoutMs: number;
  /** A harmless command that asks whether Redis is back. */
  readonly probe: () => Promise<unknown>;
}

/**
 * Redis with every wait bounded. The first command that fails or takes too long makes it unavailable; from then on no
 * command waits, and a probe a second, on the way of none, finds out when it is back. There is never more than one, so
 * that a client which queues commands for a server that is away holds a bounded number.
 */
export class Connection {
  readonly #options: ConnectionOptions;
  #isAvailable = true;
  #isProbing = false;
  #retryAt = 0;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get isAvailable(): boolean {
    return this.#isAvailable;
  }

  /**
   * Resolves to the reply, or to undefined where Redis is unavailable; never rejects. `late` gets a reply that comes after
   * its time.
   */
  send(
    script: Script,
    keys: readonly string[],
    args: readonly string[],
    late: (reply: Reply) => void = () => {},
  ): Promise<Reply | undefined> {
    if (!this.#isAvailable) {
      this.#probe();
      return Promise.resolve(undefined);
    }
    const { run } = this.#options;
    return new Promise((resolve) => {
      let isOpen = true;
      const end = (reply: Reply | undefined) => {
        if (!isOpen) return;
        isOpen = false;
        cancel();
        if (!reply) this.#lose();
        resolve(reply);
      };
      const cancel = this.#expire(() => end(undefined));
      run(script, keys, args).then(
        (value) => (isOpen ? end({ value }) : late({ value })),
        () => end(undefined),
      );
    });
  }

  /** Sends what answers a late reply, which shows that Redis is there; nobody waits for it. */
  tell(script: Script, keys: readonly string[], args: readonly string[]): void {
    this.#options.run(script, keys, args).catch(() => {});
  }

  /** In steps, so that a process whose own event loop stood still does not take Redis for slow: a late step counts once. */
  #expire(run: () => void): () => void {
    const { clock, timeoutMs } = this.#options;
    let left = STEPS;
    let cancel = () => {};
    const step = () => {
      if (left === 0) return run();
      left -= 1;
      cancel = clock.after(timeoutMs / STEPS, step);
    };
    step();
    return () => cancel();
  }

  #lose(): void {
    this.#isAvailable = false;
    this.#retryAt = this.#options.clock.now() + RETRY_MS;
  }

  #probe(): void {
    const { clock, probe } = this.#options;
    if (this.#isProbing || clock.now() < this.#retryAt) return;
    this.#isProbing = true;
    probe()
      .then(
        () => {
          this.#isAvailable = true;
        },
        () => this.#lose(),
      )
      .finally(() => {
        this.#isProbing = false;
      });
  }
}
