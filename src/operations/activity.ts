import type { Emit, EventOrigin } from '../types/client-event.ts';
import { ActiveOperations } from './active.ts';
import { Listeners } from './listeners.ts';
import type { Operation } from './operation.ts';
import { type ClientStats, Counters, type ThrottleLoad } from './stats.ts';

/** What goes on in a client: its running operations, who listens, and what it has come to so far. */
export class Activity {
  readonly active = new ActiveOperations();
  readonly listeners = new Listeners();
  readonly #counters = new Counters();

  begun(operation: Operation): void {
    this.active.add(operation);
    this.#counters.begun();
  }

  /** May be told again of the same operation. */
  ended(operation: Operation): void {
    if (this.active.delete(operation)) this.#counters.ended(operation.ending, operation.isCached);
  }

  emitter(origin: EventOrigin): Emit {
    return (name, event) => {
      this.#counters.count(name, event);
      this.listeners.tell(name, event, origin);
    };
  }

  stats(throttle: ThrottleLoad): ClientStats {
    return this.#counters.snapshot(this.active.size, throttle);
  }
}
