import { TimeoutError } from '../errors.ts';
import { linkSignal, untilAborted } from '../lib/abort.ts';
import { Countdown } from '../lib/countdown.ts';
import { isContent } from '../lib/fold.ts';
import type { Layer, TimeoutPhase } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';

export interface AttemptLimits {
  readonly attemptMs: number;
  readonly firstTokenMs: number;
  readonly idleMs: number;
}

/**
 * Bounds one attempt. `attemptMs` ends at a stream's first content and covers a whole answer to its last byte;
 * `firstTokenMs` and `idleMs` are for streams and count content: bytes, pings and empty deltas do not stop them.
 */
export const timeout = ({ attemptMs, firstTokenMs, idleMs }: AttemptLimits, clock: Clock): Layer =>
  async function* timeout(call, next) {
    const link = linkSignal(call.signal);
    const countdown = (phase: TimeoutPhase, limitMs: number) =>
      new Countdown(clock, limitMs, () => link.abort(new TimeoutError(phase, limitMs)));
    const attempt = countdown('attempt', attemptMs);
    const firstToken = countdown('first-token', call.wire === 'stream' ? firstTokenMs : Number.POSITIVE_INFINITY);
    const idle = countdown('idle', call.wire === 'stream' ? idleMs : Number.POSITIVE_INFINITY);
    attempt.resume();
    firstToken.resume();
    let flowing = false;
    try {
      for await (const event of untilAborted(next({ ...call, signal: link.signal }), link.signal)) {
        if (isContent(event) && call.wire === 'stream') {
          if (!flowing) {
            attempt.clear();
            firstToken.clear();
          }
          flowing = true;
          idle.reset();
        } else idle.pause(); // the reader's own time is not the provider's
        yield event;
        if (flowing) idle.resume();
      }
    } finally {
      attempt.clear();
      firstToken.clear();
      idle.clear();
      link.unlink();
    }
  };
