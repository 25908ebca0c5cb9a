import { CircuitOpenError } from '../errors.ts';
import type { Breaker } from '../lib/breaker.ts';
import { isContent } from '../lib/fold.ts';
import { verdictOf } from '../lib/verdict.ts';
import type { Layer } from '../types/call.ts';
import type { Target } from '../types/client-event.ts';
import type { ChatEvent } from '../types/event.ts';

/**
 * Above the throttle: what the breaker would refuse does not queue for it. It takes no trial, as one that waits in a queue
 * would keep all others out. Throws CircuitOpenError.
 */
export const unlessOpen = (circuit: Breaker, { provider }: Target): Layer =>
  function unlessOpen(call, next) {
    return circuit.waitMs > 0 ? refusal(circuit, provider) : next(call);
  };

/** For what has waited in the queue: the error while the breaker is open. */
export const refusalOf =
  (circuit: Breaker, { provider }: Target) =>
  (): CircuitOpenError | undefined =>
    circuit.waitMs > 0 ? openError(circuit, provider) : undefined;

/**
 * Below the throttle: asks again once there is a place, so that whoever gets one first after the pause makes the trial, and
 * tells the breaker how the attempt went. Throws CircuitOpenError.
 */
export const breaker = (circuit: Breaker, target: Target): Layer =>
  async function* breaker(call, next) {
    const { signal, emit } = call;
    const passage = circuit.enter((state) => emit?.('breaker', { ...target, state }));
    if (!passage) return yield* refusal(circuit, target.provider);
    const cancel = () => passage.settle('cancelled');
    signal.addEventListener('abort', cancel, { once: true }); // an abandoned reader never gets to `finally`
    try {
      for await (const event of next(call)) {
        if (isContent(event)) passage.alive();
        yield event;
      }
      passage.settle('answered');
    } catch (error) {
      passage.settle(verdictOf(error, signal));
      throw error;
    } finally {
      signal.removeEventListener('abort', cancel);
      cancel();
    }
  };

// biome-ignore lint/correctness/useYield: it fails where an answer would begin
async function* refusal(circuit: Breaker, provider: string): AsyncGenerator<ChatEvent, void> {
  throw openError(circuit, provider);
}

const openError = (circuit: Breaker, provider: string): CircuitOpenError =>
  new CircuitOpenError(provider, Math.ceil(circuit.waitMs));
