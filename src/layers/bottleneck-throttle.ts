import { type ThrottledError, TimeoutError } from '../errors.ts';
import { type RatePair, ScopeLimits } from '../lib/scope-limits.ts';
import type { Clock } from '../types/clock.ts';
import type { RateLimits } from '../types/rate-limits.ts';
import type { SharedAsk, SharedGate } from '../types/shared-limits.ts';
import { bottleneckQueue, type JobQueue, type QueueEntry } from './bottleneck-queue.ts';
import { SharedDoor } from './shared-door.ts';
import type { Place, Throttle, ThrottleJob } from './throttle.ts';
import { type Mark, Rates } from './throttle-rates.ts';
import { queueFull, scopeSpent, tooHeavy } from './throttle-refusals.ts';

/** Any number of them may be `Infinity`. */
export interface ThrottleLimits {
  /** Starts in any 60 s. 1 or more. */
  readonly requestsPerMinute: number;
  /** Estimated tokens started in any 60 s. 1 or more. */
  readonly tokensPerMinute: number;
  /** Places held at a time. 1 or more. */
  readonly maxConcurrency: number;
  /** Jobs that may wait. 0: a job starts at once or is refused. */
  readonly maxQueue: number;
  /** Longest wait of one job. */
  readonly maxWaitMs: number;
  /** What one scope may start; the others' starts do not count. Absent: scopes are not looked at. */
  readonly perScope?: RatePair | undefined;
  /** What the provider's own limits may raise the two rates to; they also lower them. Absent: nothing is learned. */
  readonly ceilings?: RatePair | undefined;
  /** Where given, the rates and the places are joint: what all that share them do together. */
  readonly shared?: SharedGate | undefined;
}

/**
 * The throttle of one process. Requests, tokens, places and priorities are decided at one point, the head of one queue,
 * so nothing overtakes a heavy job at the head but a job of higher priority, and no job is charged that does not start.
 */
export const bottleneckThrottle = (limits: ThrottleLimits, clock: Clock): Throttle =>
  new BottleneckThrottle(limits, clock);

interface Waiter extends QueueEntry {
  readonly tokens: number;
  readonly since: number;
  readonly signal: AbortSignal;
  readonly refusal: ThrottleJob['refusal'];
  /** Set when its turn has come and it may not start. */
  refused: Error | undefined;
  /** Set when it starts. */
  mark: Mark | undefined;
  onAbort: (() => void) | undefined;
}

const UNQUEUED = { refused: undefined, mark: undefined, node: undefined, arrival: 0, onAbort: undefined };

const FIRST_GUESS_MS = 1_000; // how long a place is held, before any was given back
const HISTORY = 8; // a place given back moves the mean by an eighth

class BottleneckThrottle implements Throttle {
  readonly #limits: ThrottleLimits;
  readonly #clock: Clock;
  readonly #rates: Rates;
  readonly #scopes: ScopeLimits | undefined;
  readonly #queue: JobQueue<Waiter>;
  readonly #door: SharedDoor<Waiter> | undefined;
  readonly #waiting = new Set<Waiter>(); // by arrival, so by deadline
  #cancelWake: (() => void) | undefined; // for the rate to let the head start
  #cancelExpiry: (() => void) | undefined; // for the oldest to have waited too long
  #meanHoldMs = FIRST_GUESS_MS;
  #inFlight = 0;

  constructor(limits: ThrottleLimits, clock: Clock) {
    this.#limits = limits;
    this.#clock = clock;
    this.#rates = new Rates(limits, limits.ceilings ?? limits);
    this.#scopes = limits.perScope && new ScopeLimits(limits.perScope);
    this.#door =
      limits.shared &&
      new SharedDoor(limits.shared, clock, {
        changed: () => this.#queue.drain(),
        refused: (waiter, error) => this.#leave(waiter, error),
      });
    this.#queue = bottleneckQueue({
      maxConcurrency: limits.maxConcurrency,
      admit: (waiter) => this.#admit(waiter),
      start: (waiter, giveBack) => this.#start(waiter, giveBack),
      next: () => this.#door?.next,
    });
  }

  get waiting(): number {
    return this.#queue.length;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  acquire({ tokens, priority, signal, scope, refusal }: ThrottleJob): Promise<Place> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const since = this.#clock.now();
    const refused = this.#refusal(tokens, since) ?? this.#scopeRefusal(scope, tokens, since);
    if (refused) return Promise.reject(refused);
    const waiter: Waiter = { ...UNQUEUED, tokens, since, signal, refusal };
    const granted = this.#queue.add(waiter, priority);
    if (waiter.node) this.#wait(waiter);
    return granted;
  }

  #wait(waiter: Waiter): void {
    const { signal } = waiter;
    waiter.onAbort = () => this.#leave(waiter, signal.reason);
    signal.addEventListener('abort', waiter.onAbort);
    this.#waiting.add(waiter);
    if (!this.#cancelExpiry) this.#expireIn(this.#limits.maxWaitMs);
  }

  #leave(waiter: Waiter, reason: unknown): void {
    const wasKept = this.#door?.next === waiter;
    this.#settle(waiter);
    this.#door?.leave(waiter);
    this.#queue.remove(waiter, reason);
    if (wasKept) this.#queue.drain();
  }

  /** Why a job is not even queued; undefined when it may be. */
  #refusal(tokens: number, now: number): ThrottledError | undefined {
    const { heaviest } = this.#rates;
    if (tokens > heaviest) return tooHeavy(tokens, 'throttle.tokensPerMinute', heaviest);
    const { length, head } = this.#queue;
    if (length < this.#limits.maxQueue) return undefined;
    const nextMs = Math.max(this.#rates.waitMs(head?.tokens ?? tokens, now), this.#placeMs());
    return length === 0 && nextMs === 0 ? undefined : queueFull(length, nextMs);
  }

  /** Counts the job for its scope, or says why it may not start. One that never starts has counted all the same. */
  #scopeRefusal(scope: string | undefined, tokens: number, now: number): ThrottledError | undefined {
    if (scope === undefined || !this.#scopes) return undefined;
    const { tokensPerMinute } = this.#scopes.rates;
    if (tokens > tokensPerMinute) return tooHeavy(tokens, 'throttle.perScope.tokensPerMinute', tokensPerMinute);
    const waitMs = this.#scopes.take(scope, tokens, now);
    return waitMs > 0 ? scopeSpent(waitMs) : undefined;
  }

  /** When the next place is likely to be free: by how long they were held of late. */
  #placeMs(): number {
    return this.#queue.busy ? this.#meanHoldMs / this.#limits.maxConcurrency : 0;
  }

  #admit(waiter: Waiter): boolean {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    waiter.refused = waiter.refusal?.();
    if (waiter.refused) return true;
    const now = this.#clock.now();
    const waitMs = this.#rates.waitMs(waiter.tokens, now);
    if (waitMs > 0) {
      this.#cancelWake = this.#clock.after(Math.ceil(waitMs), () => {
        this.#cancelWake = undefined;
        this.#queue.drain();
      });
      return false;
    }
    if (this.#door && !this.#door.admits(waiter, this.#ask(waiter))) return false;
    waiter.mark = this.#rates.take(waiter.tokens, now);
    return true;
  }

  /** Like the own rates: what the provider has said holds, and a job above it waits for a minute of its own. */
  #ask({ tokens }: Waiter): Omit<SharedAsk, 'queue'> {
    const limits = { ...this.#rates.perMinute, maxConcurrency: this.#limits.maxConcurrency };
    return { tokens: Math.min(tokens, Math.floor(limits.tokensPerMinute)), limits };
  }

  #start(waiter: Waiter, giveBack: () => void): Place | Promise<never> {
    this.#settle(waiter);
    if (waiter.refused) {
      this.#door?.leave(waiter);
      giveBack();
      return Promise.reject(waiter.refused);
    }
    const releaseShared = this.#door?.enter(waiter);
    const since = this.#clock.now();
    this.#inFlight++;
    let held = true;
    const place: Place = () => {
      if (!held) return;
      held = false;
      this.#inFlight--;
      releaseShared?.();
      this.#meanHoldMs += (this.#clock.now() - since - this.#meanHoldMs) / HISTORY;
      giveBack();
    };
    if (this.#limits.ceilings) place.learn = (limits) => this.#learn(limits, waiter);
    return place;
  }

  /** Takes in what the reply to a job says, and asks the head again: what it waits for may have changed. */
  #learn(limits: RateLimits, { mark }: Waiter): void {
    if (mark) this.#rates.learn(limits, mark, this.#clock.now());
    this.#queue.drain();
  }

  /** Ends the wait of a job, whatever ended it. No timer outlives the last one. */
  #settle(waiter: Waiter): void {
    if (!waiter.onAbort) return;
    waiter.signal.removeEventListener('abort', waiter.onAbort);
    this.#waiting.delete(waiter);
    if (this.#waiting.size > 0) return;
    this.#cancelWake?.();
    this.#cancelExpiry?.();
    this.#door?.rest();
    this.#cancelWake = this.#cancelExpiry = undefined;
  }

  /** One timer for all: it is set for the oldest, and where that one has left meanwhile, again for what remains. */
  #expireIn(ms: number): void {
    if (ms === Number.POSITIVE_INFINITY) return;
    this.#cancelExpiry = this.#clock.after(ms, () => {
      this.#cancelExpiry = undefined;
      const { maxWaitMs } = this.#limits;
      for (const waiter of this.#waiting) {
        const leftMs = waiter.since + maxWaitMs - this.#clock.now();
        if (leftMs > 0) return this.#expireIn(leftMs);
        this.#leave(waiter, new TimeoutError('queue', maxWaitMs));
      }
    });
  }
}
