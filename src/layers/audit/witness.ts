import { relay } from '../../lib/relay.ts';
import type { Call, Layer, Trace } from '../../types/call.ts';
import { KeptAnswer } from './kept-answer.ts';

/** Sees answers before the screen does, for the record of one that is refused. */
export class Witness {
  readonly #seen = new WeakMap<Trace, KeptAnswer>();

  /** Directly inside the screen. */
  get layer(): Layer {
    const seen = this.#seen;
    return function witness(call, next) {
      const kept = new KeptAnswer();
      seen.set(call.trace, kept);
      return relay(
        () => next(call),
        (event) => kept.see(event),
        () => {},
      );
    };
  }

  of({ trace }: Call): KeptAnswer | undefined {
    return this.#seen.get(trace);
  }
}
