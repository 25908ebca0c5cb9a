import { ThrottledError, TimeoutError } from '../errors.ts';
import { LearnedRate } from '../lib/learned-rate.ts';
import { ScopeLimits, type ScopeRates } from '../lib/scope-limits.ts';
import type { Clock } from '../types/clock.ts';
import type { RateLimits } from '../types/rate-limits.ts';
import { bottleneckQueue, type JobQueue, type QueueEntry } from './bottleneck-queue.ts';
import type { Place, Throttle, ThrottleJob } from './throttle.ts';

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
  readonly perScope?: ScopeRates | undefined;
  /** What the provider's own limits may raise the two rates to; they also lower them. Absent: nothing is learned. */
  readonly ceilings?: Pick<ThrottleLimits, 'requestsPerMinute' | 'tokensPerMinute'> | undefined;
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
  /** Its place in the order of all starts, once it has started. */
  mark: { readonly requests: number; readonly tokens: number } | undefined;
  onAbort: (() => void) | undefined;
}

const UNQUEUED = { mark: undefined, node: undefined, arrival: 0, onAbort: undefined };

const FIRST_GUESS_MS = 1_000; // how long a place is held, before any was given back
const HISTORY = 8; // a place given back moves the mean by an eighth

class BottleneckThrottle implements Throttle {
  readonly #limits: ThrottleLimits;
  readonly #clock: Clock;
  readonly #requests: LearnedRate;
  readonly #tokens: LearnedRate;
  readonly #scopes: ScopeLimits | undefined;
  readonly #queue: JobQueue<Waiter>;
  readonly #waiting = new Set<Waiter>(); // by arrival, so by deadline
  #cancelWake: (() => void) | undefined; // for the rate to let the head start
  #cancelExpiry: (() => void) | undefined; // for the oldest to have waited too long
  #pausedUntil = Number.NEGATIVE_INFINITY; // by a provider that asked for it
  #meanHoldMs = FIRST_GUESS_MS;

  constructor(limits: ThrottleLimits, clock: Clock) {
    const { requestsPerMinute, tokensPerMinute, ceilings, perScope } = limits;
    this.#limits = limits;
    this.#clock = clock;
    this.#requests = new LearnedRate(requestsPerMinute, ceilings?.requestsPerMinute ?? requestsPerMinute);
    this.#tokens = new LearnedRate(tokensPerMinute, ceilings?.tokensPerMinute ?? tokensPerMinute);
    this.#scopes = perScope && new ScopeLimits(perScope);
    this.#queue = bottleneckQueue({
      maxConcurrency: limits.maxConcurrency,
      admit: (waiter) => this.#admit(waiter),
      start: (waiter, giveBack) => this.#start(waiter, giveBack),
    });
  }

  acquire({ tokens, priority, signal, scope }: ThrottleJob): Promise<Place> {
    if (signal.aborted) return Promise.reject(signal.reason);
    const since = this.#clock.now();
    const refusal = this.#refusal(tokens, since) ?? this.#scopeRefusal(scope, tokens, since);
    if (refusal) return Promise.reject(refusal);
    const waiter: Waiter = { ...UNQUEUED, tokens, since, signal };
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
    this.#settle(waiter);
    this.#queue.remove(waiter, reason);
  }

  /** Why a job is not even queued; undefined when it may be. */
  #refusal(tokens: number, now: number): ThrottledError | undefined {
    const { maxQueue } = this.#limits;
    if (tokens > this.#tokens.heaviest) return tooHeavy(tokens, 'throttle.tokensPerMinute', this.#tokens.heaviest);
    const { length, head } = this.#queue;
    if (length < maxQueue) return undefined;
    const nextMs = Math.max(this.#rateMs(head?.tokens ?? tokens, now), this.#placeMs());
    if (length === 0 && nextMs === 0) return undefined;
    const retryAfterMs = Math.max(1, Math.ceil(nextMs));
    const rule = length === 0 ? 'no place is free' : `${length} calls wait already`;
    return new ThrottledError(retryAfterMs, `${rule}: retry in ${retryAfterMs} ms, or raise \`throttle.maxQueue\``);
  }

  /** Counts the job for its scope, or says why it may not start. One that never starts has counted all the same. */
  #scopeRefusal(scope: string | undefined, tokens: number, now: number): ThrottledError | undefined {
    if (scope === undefined || !this.#scopes || !this.#limits.perScope) return undefined;
    const waitMs = this.#scopes.take(scope, tokens, now);
    if (waitMs === 0) return undefined;
    if (waitMs === Number.POSITIVE_INFINITY)
      return tooHeavy(tokens, 'throttle.perScope.tokensPerMinute', this.#limits.perScope.tokensPerMinute);
    const retryAfterMs = Math.ceil(waitMs);
    const rule = `the scope of this call has used what it may start in a minute: retry in ${retryAfterMs} ms`;
    return new ThrottledError(retryAfterMs, `${rule}, or raise \`throttle.perScope\``);
  }

  /** Milliseconds until the rates, and a provider that asked for a pause, let a job start. */
  #rateMs(tokens: number, now: number): number {
    return Math.max(this.#requests.waitMs(1, now), this.#tokens.waitMs(tokens, now), this.#pausedUntil - now, 0);
  }

  /** When the next place is likely to be free: by how long they were held of late. */
  #placeMs(): number {
    return this.#queue.busy ? this.#meanHoldMs / this.#limits.maxConcurrency : 0;
  }

  #admit(waiter: Waiter): boolean {
    this.#cancelWake?.();
    this.#cancelWake = undefined;
    const { tokens } = waiter;
    const now = this.#clock.now();
    const waitMs = this.#rateMs(tokens, now);
    if (waitMs > 0) {
      this.#cancelWake = this.#clock.after(Math.ceil(waitMs), () => {
        this.#cancelWake = undefined;
        this.#queue.drain();
      });
      return false;
    }
    waiter.mark = { requests: this.#requests.take(1, now), tokens: this.#tokens.take(tokens, now) };
    return true;
  }

  #start(waiter: Waiter, giveBack: () => void): Place {
    this.#settle(waiter);
    const since = this.#clock.now();
    let held = true;
    const place: Place = () => {
      if (!held) return;
      held = false;
      this.#meanHoldMs += (this.#clock.now() - since - this.#meanHoldMs) / HISTORY;
      giveBack();
    };
    if (this.#limits.ceilings) place.learn = (limits) => this.#learn(limits, waiter);
    return place;
  }

  /** Takes in what the reply to a job says, and asks the head again: what it waits for may have changed. */
  #learn({ requests, tokens, retryAfterMs = 0 }: RateLimits, { mark }: Waiter): void {
    const now = this.#clock.now();
    if (requests && mark) this.#requests.learn(requests, mark.requests, now);
    if (tokens && mark) this.#tokens.learn(tokens, mark.tokens, now);
    if (retryAfterMs > 0) this.#pausedUntil = Math.max(this.#pausedUntil, now + retryAfterMs);
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

function tooHeavy(tokens: number, option: string, limit: number): ThrottledError {
  const rule = `the call is estimated at ${tokens} tokens and \`${option}\` is ${limit}`;
  return new ThrottledError(undefined, `${rule}: shorten it, lower \`maxOutputTokens\`, or raise the limit`);
}
