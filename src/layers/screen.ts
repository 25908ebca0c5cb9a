import { opened, resumed } from '../lib/opened.ts';
import { report } from '../lib/report.ts';
import type { Call, Layer } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';
import type { LazyScreening } from './screen/load.ts';
import type { Screening } from './screen/screening.ts';

export { type LazyScreening, lazyScreen, type OpenScreening } from './screen/load.ts';
export type { ScreenMemory } from './screen/screening.ts';

/**
 * Holds the request: caps its length, replaces what the policy redacts and refuses what it blocks, before anything is sent.
 * Then holds the answer: shows nothing that a guard may still object to, makes links inert, puts values back.
 * Throws InvalidInputError, InputBlockedError, OutputBlockedError, and GuardError when a safeguard itself fails.
 */
export const screen = (lazy: LazyScreening): Layer =>
  function screen(call, next) {
    return opened(async () => {
      const screening = await lazy.ready();
      const { passed, found } = await inspect(call, screening, call);
      return resumed(found, screening.answer(next(passed), passed)[Symbol.asyncIterator]());
    });
  };

/** Reads what a layer passes on in place of what it was given; what was read before is not read again. */
export const rescreen = (layer: Layer, lazy: LazyScreening): Layer =>
  function rescreened(call, next) {
    const own = { ...call }; // a layer could change the call that it was handed
    return layer(call, (given) => {
      if (given.request === own.request) return next(given);
      return opened(async () => {
        const { passed, found } = await inspect(given, lazy.loaded, own);
        return resumed(found, next(passed)[Symbol.asyncIterator]());
      });
    });
  };

interface Inspected {
  /** The call as it may go on. */
  readonly passed: Call;
  readonly found: readonly ChatEvent[];
}

async function inspect(call: Call, screening: Screening, own: Call): Promise<Inspected> {
  const { request, findings, refusal } = await screening.inspect(call.request);
  for (const finding of findings) report(own, finding);
  if (refusal) throw refusal;
  const passed = request === call.request ? call : { ...call, request };
  return { passed, found: findings.map((finding) => ({ type: 'finding', finding })) };
}
