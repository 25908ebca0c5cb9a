import { isSecureLLMError } from '../errors.ts';
import { lackOf } from '../lib/capabilities.ts';
import { fallsBack } from '../lib/falls-back.ts';
import { isContent } from '../lib/fold.ts';
import { requestFor } from '../lib/request-for.ts';
import { targetOf } from '../lib/target.ts';
import type { Call, Handler, Provider } from '../types/call.ts';
import type { ChatEvent } from '../types/event.ts';

/** A provider of the list with what stands around it. */
export interface Route {
  readonly provider: Provider;
  /** `isLast`: nobody is left to fall back to. */
  readonly run: (call: Call, isLast: boolean) => AsyncIterable<ChatEvent>;
}

/** A provider for one call, with the call as it takes it. */
interface Leg {
  readonly route: Route;
  readonly call: Call;
}

/**
 * Asks the providers of a list in turn, while nothing was shown, and throws the error of the last. Those that cannot do
 * what is asked are left out; where that is all of them, the first says why.
 */
export const fallback = (routes: readonly Route[]): Handler =>
  function fallback(call) {
    const legs = routes.map((route, index) => ({ route, call: callFor(call, route.provider, index === 0) }));
    const able = legs.filter(({ route }) => lackOf(call.request, route.provider) === undefined);
    const [first, ...others] = able.length > 0 ? able : legs.slice(0, 1);
    if (!first) throw new TypeError('`fallback` needs a provider');
    return others.length === 0 ? first.route.run(first.call, true) : inTurn(first, others);
  };

function callFor(call: Call, provider: Provider, isFirst: boolean): Call {
  const request = requestFor(call.request, provider, isFirst);
  return request === call.request ? call : { ...call, request };
}

async function* inTurn({ route, call }: Leg, others: readonly Leg[]): AsyncGenerator<ChatEvent, void> {
  const [next, ...rest] = others;
  if (!next) return yield* route.run(call, true);
  let shown = false;
  try {
    const held: ChatEvent[] = [];
    for await (const event of route.run(call, false)) {
      if (shown) yield event;
      else {
        held.push(event);
        shown = isContent(event);
        if (shown) yield* held;
      }
    }
    if (!shown) yield* held;
    return;
  } catch (error) {
    if (shown || call.signal.aborted || !isSecureLLMError(error) || !fallsBack(error)) throw error;
    const from = targetOf(call.request, route.provider);
    const to = targetOf(next.call.request, next.route.provider);
    const step = Object.freeze({ from, to, errorCode: error.code });
    call.trace.fallbacks.push(step);
    call.emit?.('fallback', step);
  }
  yield* inTurn(next, rest);
}
