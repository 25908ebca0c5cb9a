import { callable, misuse, oneOf } from '../lib/check.ts';
import { tell } from '../lib/tell.ts';
import type { ClientEvents, EventOrigin } from '../types/client-event.ts';

export type EventName = keyof ClientEvents;

/** What a listener is told: the event, and whose it is. Frozen, and free of prompts, answers and keys. */
export type ClientEvent<Name extends EventName> = ClientEvents[Name] & EventOrigin;

export type Listener<Name extends EventName> = (event: ClientEvent<Name>) => void;

const NAMES: { readonly [Name in EventName]: Name } = {
  attempt: 'attempt',
  retry: 'retry',
  throttle: 'throttle',
  breaker: 'breaker',
  fallback: 'fallback',
  finding: 'finding',
  tool: 'tool',
  budget: 'budget',
};

const eventName = oneOf<EventName>(...Object.values(NAMES));

/** Who listens to a client. */
export class Listeners {
  readonly #of = new Map<EventName, Set<{ readonly listener: (event: never) => unknown }>>();

  /** Throws TypeError for an event that there is not. The returned function may be called again. */
  on<Name extends EventName>(name: Name, listener: Listener<Name>): () => void {
    const checked = eventName(name, 'event', misuse);
    const entry = { listener: callable(listener, 'listener', misuse) };
    const entries = this.#of.get(checked) ?? new Set();
    this.#of.set(checked, entries.add(entry));
    return () => void entries.delete(entry);
  }

  /** Makes nothing where nobody listens. */
  tell<Name extends EventName>(name: Name, event: ClientEvents[Name], origin: EventOrigin): void {
    const entries = this.#of.get(name);
    if (!entries || entries.size === 0) return;
    const told = Object.freeze({ ...event, ...origin });
    for (const { listener } of [...entries]) tell(listener as (event: unknown) => unknown, told);
  }
}
