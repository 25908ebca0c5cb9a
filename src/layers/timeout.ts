import { TimeoutError } from '../errors.ts';
import { untilAborted } from '../lib/abort.ts';
import { Countdown } from '../lib/countdown.ts';
import { isContent } from '../lib/fold.ts';
import { linkSignal } from '../lib/linked-signal.ts';
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
  function timeout(call, next) {
    const isStream = call.wire === 'stream';
    const link = linkSignal(call.signal);
    const countdown = (phase: TimeoutPhase, limitMs: number) =>
      new Countdown(clock, limitMs, () => link.abort(new TimeoutError(phase, limitMs)));
    const attempt = countdown('attempt', attemptMs);
    const firstToken = countdown('first-token', isStream ? firstTokenMs : Number.POSITIVE_INFINITY);
    const idle = countdown('idle', isStream ? idleMs : Number.POSITIVE_INFINITY);
    let phase: 'new' | 'waiting' | 'flowing' = 'new';
    return untilAborted(() => next({ ...call, signal: link.signal }), link.signal, {
      asked() {
        if (phase === 'flowing') return idle.resume();
        if (phase === 'waiting') return;
        phase = 'waiting';
        attempt.resume();
        firstToken.resume();
      },
      passed(event) {
        if (!isStream || !isContent(event)) return idle.pause(); // the reader's own time is not the provider's
        if (phase === 'waiting') {
          attempt.clear();
          firstToken.clear();
        }
        phase = 'flowing';
        idle.reset();
      },
      closed() {
        attempt.clear();
        firstToken.clear();
        idle.clear();
        link.unlink();
      },
    });
  };
