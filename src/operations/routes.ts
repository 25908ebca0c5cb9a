import { compose } from '../layers/compose.ts';
import type { Route } from '../layers/fallback.ts';
import type { Upstream } from '../layers/upstream.ts';
import { backoff, type DelayFor, unlessTimedOut } from '../lib/backoff.ts';
import type { Breaker } from '../lib/breaker.ts';
import { Breakers } from '../lib/breakers.ts';
import { targetOf } from '../lib/target.ts';
import type { CandidateSettings, Settings } from '../options.ts';
import type { Layer } from '../types/call.ts';
import type { Target } from '../types/client-event.ts';

/** What one call to one provider is carried out with. */
export interface RouteParts extends CandidateSettings, Omit<Upstream, 'breakers'> {
  readonly target: Target;
  /** That of the target; undefined: it has none. */
  readonly breaker: Breaker | undefined;
  readonly delayFor: DelayFor;
}

/** The ways to the providers of a client, in the order in which they are tried. */
export function routesOf(
  { candidates, retry, breaker: limits, clock }: Settings,
  upstreams: readonly Upstream[],
  layersFor: (parts: RouteParts) => readonly Layer[],
): readonly Route[] {
  const delay = backoff(retry.maxRetryAfterMs);
  return upstreams.flatMap(({ gate, quota, breakers }, index): Route[] => {
    const candidate = candidates[index];
    if (!candidate) return [];
    const { provider } = candidate;
    const run: Route['run'] = (call, isLast) => {
      const target = targetOf(call.request, provider);
      const breaker = limits ? breakers.filled(() => new Breakers(limits, clock)).of(target.model) : undefined;
      const delayFor = isLast ? delay : unlessTimedOut(delay);
      return compose(layersFor({ ...candidate, gate, quota, target, breaker, delayFor }), provider.call)(call);
    };
    return [{ provider, run }];
  });
}
