import { report } from '../lib/report.ts';
import type { Call, Layer } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';
import type { LazyScreening } from './screen/load.ts';
import type { Screening } from './screen/screening.ts';

export { type LazyScreening, lazyScreen, type OpenScreening } from './screen/load.ts';

/**
 * Holds the request: caps its length, replaces what the policy redacts and refuses what it blocks, before anything is sent.
 * Then holds the answer: shows nothing that a guard may still object to, makes links inert, puts values back.
 * Throws InvalidInputError, InputBlockedError, OutputBlockedError, and GuardError when a safeguard itself fails.
 */
export const screen = (lazy: LazyScreening): Layer =>
  async function* screen(call, next) {
    const screening = await lazy.ready();
    const inspected = yield* inspect(call, screening, call);
    yield* screening.answer(next(inspected), inspected);
  };

/** Reads what a layer passes on in place of what it was given; what was read before is not read again. */
export const rescreen = (layer: Layer, lazy: LazyScreening): Layer =>
  function rescreened(call, next) {
    const own = { ...call }; // a layer could change the call that it was handed
    return layer(call, async function* again(passed) {
      if (passed.request === own.request) return yield* next(passed);
      yield* next(yield* inspect(passed, lazy.loaded, own));
    });
  };

/** The call as it may go on. */
async function* inspect(call: Call, screening: Screening, own: Call): AsyncGenerator<ChatEvent, Call> {
  const { request, findings, refusal } = await screening.inspect(call.request);
  for (const finding of findings) report(own, finding);
  if (refusal) throw refusal;
  for (const finding of findings) yield { type: 'finding', finding };
  return request === call.request ? call : { ...call, request };
}
