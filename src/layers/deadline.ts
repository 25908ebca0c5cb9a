import { untilAborted } from '../lib/abort.ts';
import type { WorkTime } from '../lib/work-time.ts';
import type { Layer } from '../types/call.ts';

/**
 * Bounds a whole operation: queueing, waiting and retries included, the reader's own time left out. Whatever is inside
 * and ignores its signal is left behind at the abort, so that nothing hangs.
 */
export const deadline = (work: WorkTime): Layer =>
  function deadline(call, next) {
    return untilAborted(() => next(call), call.signal, { asked: () => work.enter(), answered: () => work.leave() });
  };
