import { estimateTokens } from '../lib/tokens.ts';
import type { Layer } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';

/** What one attempt asks for. */
export interface ThrottleJob {
  /** Its estimated weight against the limit of tokens. Integer, 0 or more. */
  readonly tokens: number;
  /** 0 (first) to 9 (last). */
  readonly priority: number;
  readonly signal: AbortSignal;
}

/** Decides when an attempt may start. */
export interface Throttle {
  /**
   * Waits for a place. The returned release gives it back and may be called again.
   *
   * Rejects with ThrottledError at once when the queue is full, for good (no `retryAfterMs`) when the job weighs more
   * than a minute's limit; with TimeoutError of phase `queue` after `maxWaitMs`; with `signal.reason` on abort, which
   * gives the place in the queue up at once.
   */
  acquire(job: ThrottleJob): Promise<() => void>;
}

const NOTICEABLE_MS = 1; // less is the cost of asking

/** One place in `gate` for each attempt, held until its stream ends, is closed or is aborted. */
export const throttle = (gate: Throttle, clock: Clock): Layer =>
  async function* throttle(call, next) {
    const { request, signal, priority, trace } = call;
    const since = clock.now();
    const release = await gate.acquire({ tokens: estimateTokens(request), priority, signal }).finally(() => {
      const durationMs = clock.now() - since;
      if (durationMs >= NOTICEABLE_MS) trace.waits.push({ reason: 'queue', durationMs });
    });
    signal.addEventListener('abort', release, { once: true }); // an abandoned reader never gets to `finally`
    try {
      signal.throwIfAborted(); // between the grant and the listener
      yield* next(call);
    } finally {
      signal.removeEventListener('abort', release);
      release();
    }
  };
