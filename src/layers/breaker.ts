import { CircuitOpenError } from '../errors.ts';
import type { Breaker } from '../lib/breaker.ts';
import { isContent } from '../lib/fold.ts';
import { relay } from '../lib/relay.ts';
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
  function breaker(call, next) {
    const { signal, emit } = call;
    const passage = circuit.enter((state) => emit?.('breaker', { ...target, state }));
    if (!passage) return refusal(circuit, target.provider);
    const cancel = () => passage.settle('cancelled');
    signal.addEventListener('abort', cancel, { once: true }); // an abandoned reader never gets to `finally`
    const passed = (event: ChatEvent) => void (isContent(event) && passage.alive());
    return relay(
      () => next(call),
      passed,
      (ending) => {
        signal.removeEventListener('abort', cancel);
        if (ending.how === 'failed') passage.settle(verdictOf(ending.error, signal));
        else passage.settle(ending.how === 'done' ? 'answered' : 'cancelled');
      },
    );
  };

// biome-ignore lint/correctness/useYield: it fails where an answer would begin
async function* refusal(circuit: Breaker, provider: string): AsyncGenerator<ChatEvent, void> {
  throw openError(circuit, provider);
}

const openError = (circuit: Breaker, provider: string): CircuitOpenError =>
  new CircuitOpenError(provider, Math.ceil(circuit.waitMs));
