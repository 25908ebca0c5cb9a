import type { BreakerLimits } from '../lib/breaker.ts';
import { Breakers } from '../lib/breakers.ts';
import { RetryQuota } from '../lib/retry-quota.ts';
import type { Clock } from '../types/clock.ts';
import type { Gate } from './gate.ts';
import type { Throttle } from './throttle.ts';

/** What all calls of a client to one of its providers share. */
export interface Upstream {
  readonly gate: Gate;
  /** Undefined: it has none. */
  readonly breakers: Breakers | undefined;
  readonly quota: RetryQuota;
}

export const upstream = (gate: Gate, breaker: BreakerLimits | false, clock: Clock): Upstream => ({
  gate,
  breakers: breaker ? new Breakers(breaker, clock) : undefined,
  quota: new RetryQuota(),
});

/** What goes on in all of them; a throttle that two of them share counts once. */
export function loadOf(upstreams: readonly Upstream[]): Pick<Throttle, 'waiting' | 'inFlight'> {
  const load = { waiting: 0, inFlight: 0 };
  for (const { waiting, inFlight } of new Set(upstreams.map(({ gate }) => gate))) {
    load.waiting += waiting;
    load.inFlight += inFlight;
  }
  return load;
}

/** The upstreams of a client that was made from another one: it has its own of what it does not keep. */
export const shared = (
  own: readonly Upstream[],
  others: readonly Upstream[],
  keeps: (name: 'provider' | 'throttle' | 'breaker') => boolean,
): readonly Upstream[] =>
  own.map((mine, index) => {
    const other = others[index] ?? mine;
    return {
      gate: (keeps('throttle') ? other : mine).gate,
      breakers: (keeps('breaker') ? other : mine).breakers,
      quota: (keeps('provider') ? other : mine).quota,
    };
  });
