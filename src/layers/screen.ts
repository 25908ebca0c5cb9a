import type { Layer } from '../types/call.ts';
import type { LazyScreening } from './screen/load.ts';

export { type LazyScreening, lazyScreen, type OpenScreening } from './screen/load.ts';

/**
 * Holds the request: caps its length, replaces what the policy redacts and refuses what it blocks, before anything is sent.
 * Then holds the answer: shows nothing that a guard may still object to, makes links inert, puts values back.
 * Throws InvalidInputError, InputBlockedError, OutputBlockedError, and GuardError when a safeguard itself fails.
 */
export const screen = (lazy: LazyScreening): Layer =>
  async function* screen(call, next) {
    const screening = await lazy.ready();
    const { request, findings, refusal } = await screening.inspect(call.request);
    call.trace.findings.push(...findings);
    if (refusal) throw refusal;
    for (const finding of findings) yield { type: 'finding', finding };
    const inspected = request === call.request ? call : { ...call, request };
    yield* screening.answer(next(inspected), inspected);
  };

/** Reads what a layer passes on in place of what it was given; what was read before is not read again. */
export const rescreen = (layer: Layer, lazy: LazyScreening): Layer =>
  function rescreened(call, next) {
    const { request: given, trace } = call; // a layer could change the call that it was handed
    return layer(call, async function* again(passed) {
      if (passed.request === given) return yield* next(passed);
      const { request, findings, refusal } = await lazy.loaded.inspect(passed.request);
      trace.findings.push(...findings);
      if (refusal) throw refusal;
      for (const finding of findings) yield { type: 'finding', finding };
      yield* next({ ...passed, request });
    });
  };
