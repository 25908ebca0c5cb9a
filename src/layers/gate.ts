import type { Clock } from '../types/clock.ts';
import type { ThrottleLimits } from './bottleneck-throttle.ts';
import type { Throttle } from './throttle.ts';

/** Where a throttle will stand: clients share the place, and their first call, which brings the code, puts it there. */
export class Gate implements Pick<Throttle, 'waiting' | 'inFlight'> {
  readonly #limits: ThrottleLimits;
  readonly #clock: Clock;
  #throttle: Throttle | undefined;

  constructor(limits: ThrottleLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  /** The throttle, which the first to ask makes. */
  throttle(make: (limits: ThrottleLimits, clock: Clock) => Throttle): Throttle {
    this.#throttle ??= make(this.#limits, this.#clock);
    return this.#throttle;
  }

  get waiting(): number {
    return this.#throttle?.waiting ?? 0;
  }

  get inFlight(): number {
    return this.#throttle?.inFlight ?? 0;
  }
}
