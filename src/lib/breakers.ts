import type { Clock } from '../types/clock.ts';
import { Breaker, type BreakerLimits } from './breaker.ts';

const MOST_MODELS = 100; // names may come from users: the one that was not asked for longest is forgotten

/** The breakers of one provider, one for each model. */
export class Breakers {
  readonly #limits: BreakerLimits;
  readonly #clock: Clock;
  readonly #byModel = new Map<string, Breaker>(); // by last use

  constructor(limits: BreakerLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
  }

  of(model: string): Breaker {
    const breaker = this.#byModel.get(model) ?? new Breaker(this.#limits, this.#clock);
    this.#byModel.delete(model);
    this.#byModel.set(model, breaker);
    for (const oldest of this.#byModel.keys()) {
      if (this.#byModel.size <= MOST_MODELS) break;
      this.#byModel.delete(oldest);
    }
    return breaker;
  }
}
