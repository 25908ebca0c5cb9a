import type { Breakers } from '../lib/breakers.ts';
import { Slot } from '../lib/late.ts';
import { RetryQuota } from '../lib/retry-quota.ts';
import type { Throttle } from './throttle.ts';

/** The throttle of a provider. */
export type Gate = Slot<Throttle>;

/** What all calls of a client to one of its providers share. */
export interface Upstream {
  readonly gate: Gate;
  readonly breakers: Slot<Breakers>;
  readonly quota: RetryQuota;
}

export const upstream = (gate: Gate): Upstream => ({ gate, breakers: new Slot(), quota: new RetryQuota() });

/** What goes on in all of them; a throttle that two of them share counts once. */
export function loadOf(upstreams: readonly Upstream[]): Pick<Throttle, 'waiting' | 'inFlight'> {
  const load = { waiting: 0, inFlight: 0 };
  for (const { value } of new Set(upstreams.map(({ gate }) => gate))) {
    load.waiting += value?.waiting ?? 0;
    load.inFlight += value?.inFlight ?? 0;
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
