import type { Clock } from '../types/clock.ts';
import { type FailureLimits, FailureWindow } from './failure-window.ts';

export interface BreakerLimits extends FailureLimits {
  /** How long nothing is sent after too many failures, in milliseconds. */
  readonly openMs: number;
}

export type BreakerState = 'closed' | 'open' | 'half-open';

/** What an attempt says of its provider: it answered, be it by a refusal; it failed; nothing, as nobody waited for it. */
export type Verdict = 'answered' | 'failed' | 'cancelled';

/** An attempt that was let through. */
export interface Passage {
  /** Content has come: a trial has succeeded, though its stream may go on for long, and may still fail as any other. */
  alive(): void;
  /** How it ended. Once; later calls do nothing. */
  settle(verdict: Verdict): void;
}

type State =
  | { readonly name: 'closed'; readonly window: FailureWindow }
  | { readonly name: 'open'; readonly until: number }
  | { readonly name: 'half-open'; trial: boolean }; // whether one is under way

const TRIAL_MS = 1_000; // how long to wait for the trial of another: nobody knows

/**
 * Stops asking a provider that keeps failing. Closed, every attempt passes and counts; after too many failures it is open
 * and nothing passes for `openMs`; then half-open, when one attempt passes as a trial that opens or closes it. A trial
 * that is cancelled leaves its place to the next. What belongs to an earlier state counts for nothing. It holds no timer.
 */
export class Breaker {
  readonly #limits: BreakerLimits;
  readonly #clock: Clock;
  #state: State;

  constructor(limits: BreakerLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#state = this.#closed();
  }

  /** Milliseconds until an attempt may pass, as far as that is known; 0: now. */
  get waitMs(): number {
    const state = this.#state;
    if (state.name === 'open') return Math.max(0, state.until - this.#clock.now());
    return state.name === 'half-open' && state.trial ? TRIAL_MS : 0;
  }

  /** Lets an attempt pass; undefined: not now. `tell` hears of every change that this attempt makes. */
  enter(tell: (state: BreakerState) => void): Passage | undefined {
    if (this.waitMs > 0) return undefined;
    const change = <To extends State>(to: To): To => {
      this.#state = to;
      tell(to.name);
      return to;
    };
    let state = this.#state.name === 'open' ? change({ name: 'half-open', trial: false }) : this.#state;
    if (state.name === 'half-open') state.trial = true;
    let settled = false;
    const alive = () => {
      if (!settled && this.#state === state && state.name === 'half-open') state = change(this.#closed());
    };
    const settle = (verdict: Verdict) => {
      if (verdict === 'answered') alive();
      if (settled) return;
      settled = true;
      if (this.#state !== state) return;
      if (state.name === 'half-open' && verdict === 'cancelled') state.trial = false;
      if (this.#isTooMuch(state, verdict)) change({ name: 'open', until: this.#clock.now() + this.#limits.openMs });
    };
    return { alive, settle };
  }

  #isTooMuch(state: State, verdict: Verdict): boolean {
    if (verdict === 'cancelled') return false;
    const failed = verdict === 'failed';
    return state.name === 'closed' ? state.window.add(failed, this.#clock.now()) && failed : failed;
  }

  #closed(): State & { readonly name: 'closed' } {
    return { name: 'closed', window: new FailureWindow(this.#limits, this.#clock.now()) };
  }
}
