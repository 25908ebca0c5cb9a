import { estimateTokens } from '../lib/tokens.ts';
import type { Call, Layer } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { RateLimits } from '../types/rate-limits.ts';

/** What one attempt asks for. */
export interface ThrottleJob {
  /** Its estimated weight against the limit of tokens. Integer, 0 or more. */
  readonly tokens: number;
  /** 0 (first) to 9 (last). */
  readonly priority: number;
  readonly signal: AbortSignal;
  /** Whose attempt it is. */
  readonly scope?: string | undefined;
}

/** A place in the throttle. Called, it is given back; that may be done again. */
export interface Place {
  (): void;
  /** Takes in what the reply to the attempt says of the provider's limits. Absent: the throttle does not learn. */
  learn?: (limits: RateLimits) => void;
}

/** Decides when an attempt may start. */
export interface Throttle {
  /**
   * Waits for a place.
   *
   * Rejects with ThrottledError at once when the queue is full or the scope has used its minute, for good (no
   * `retryAfterMs`) when the job weighs more than a minute's limit; with TimeoutError of phase `queue` after `maxWaitMs`; with `signal.reason` on abort, which
   * gives the place in the queue up at once.
   */
  acquire(job: ThrottleJob): Promise<Place>;
}

/** What of the replies a throttle may learn from. */
export interface Lessons {
  /** The model whose limits it keeps. Calls that name another one are counted, and teach nothing. */
  readonly model: string;
  /** The longest that a Retry-After holds all attempts up, in milliseconds. */
  readonly maxPauseMs: number;
}

const NOTICEABLE_MS = 1; // less is the cost of asking

/** One place in `gate` for each attempt, held until its stream ends, is closed or is aborted. The replies teach it. */
export const throttle = (gate: Throttle, clock: Clock, lessons: Lessons): Layer =>
  async function* throttle(call, next) {
    const { request, signal, priority, trace, scope } = call;
    const since = clock.now();
    const release = await gate.acquire({ tokens: estimateTokens(request), priority, signal, scope }).finally(() => {
      const durationMs = clock.now() - since;
      if (durationMs >= NOTICEABLE_MS) trace.waits.push({ reason: 'queue', durationMs });
    });
    signal.addEventListener('abort', release, { once: true }); // an abandoned reader never gets to `finally`
    try {
      signal.throwIfAborted(); // between the grant and the listener
      yield* next(taught(call, release, lessons));
    } finally {
      signal.removeEventListener('abort', release);
      release();
    }
  };

function taught(call: Call, { learn }: Place, { model, maxPauseMs }: Lessons): Call {
  if (!learn || (call.request.model ?? model) !== model) return call;
  return {
    ...call,
    learn(limits) {
      call.learn?.(limits);
      const { retryAfterMs = 0 } = limits;
      learn(retryAfterMs > maxPauseMs ? { ...limits, retryAfterMs: maxPauseMs } : limits);
    },
  };
}
