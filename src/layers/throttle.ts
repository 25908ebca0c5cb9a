import { isSecureLLMError } from '../errors.ts';
import { opened } from '../lib/opened.ts';
import { relay } from '../lib/relay.ts';
import { estimateTokens } from '../lib/tokens.ts';
import type { Call, ChatRequest, Layer } from '../types/call.ts';
import type { Target } from '../types/client-event.ts';
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
  /** Asked when its turn comes: the error of a job that has become pointless, which leaves then and counts for nothing. */
  readonly refusal?: (() => Error | undefined) | undefined;
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
   * gives the place in the queue up at once; with what `refusal` answers when its turn has come.
   */
  acquire(job: ThrottleJob): Promise<Place>;
  /** Jobs that wait for a place. */
  readonly waiting: number;
  /** Places that are held. */
  readonly inFlight: number;
}

/** Whose limits a throttle keeps. Calls that name another model are counted, and teach it nothing. */
export interface Throttled extends Target {
  /** The longest that a Retry-After holds all attempts up, in milliseconds. */
  readonly maxPauseMs: number;
  /** Why an attempt that has waited is not to start after all. */
  readonly refusal?: (() => Error | undefined) | undefined;
}

const NOTICEABLE_MS = 1; // less is the cost of asking

/**
 * One place in `gate` for each attempt, held until its stream ends, is closed or is aborted. Tells of waits that can be
 * noticed, and of refusals. The replies teach it.
 */
export const throttle = (
  gate: Pick<Throttle, 'acquire'>,
  clock: Clock,
  { provider, model, maxPauseMs, refusal }: Throttled,
  tokensOf: (request: ChatRequest) => number = estimateTokens,
): Layer =>
  function throttle(call, next) {
    return opened(async () => {
      const { request, signal, priority, trace, scope } = call;
      const since = clock.now();
      const waited = (refusal?: unknown): void => {
        const waitMs = clock.now() - since;
        const isNoticeable = waitMs >= NOTICEABLE_MS;
        if (isNoticeable) trace.waits.push({ reason: 'queue', durationMs: waitMs });
        const errorCode = isSecureLLMError(refusal) ? refusal.code : undefined;
        if (refusal === undefined ? !isNoticeable : errorCode === undefined) return; // an abort of the caller is no refusal
        const target = { provider, model: request.model ?? model };
        call.emit?.('throttle', { ...target, waitMs, ...(errorCode !== undefined && { errorCode }) });
      };
      const release = await gate
        .acquire({ tokens: tokensOf(request), priority, signal, scope, refusal })
        .catch((error) => {
          waited(error);
          throw error;
        });
      waited();
      if (signal.aborted) {
        release(); // the abort came between the grant and this line
        throw signal.reason;
      }
      const free = () => {
        signal.removeEventListener('abort', release);
        release();
      };
      signal.addEventListener('abort', release, { once: true }); // an abandoned reader comes to no end
      const known = taught(call, release, { model, maxPauseMs });
      return relay(
        () => next(known),
        () => {},
        free,
      );
    });
  };

function taught(call: Call, { learn }: Place, { model, maxPauseMs }: Pick<Throttled, 'model' | 'maxPauseMs'>): Call {
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
