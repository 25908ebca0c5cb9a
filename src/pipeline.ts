import { attempt } from './layers/attempt.ts';
import { audit } from './layers/audit.ts';
import { bottleneckThrottle } from './layers/bottleneck-throttle.ts';
import { breaker, refusalOf, unlessOpen } from './layers/breaker.ts';
import { budget } from './layers/budget.ts';
import { cache } from './layers/cache.ts';
import { compose } from './layers/compose.ts';
import { deadline } from './layers/deadline.ts';
import { fallback } from './layers/fallback.ts';
import { fence } from './layers/fence.ts';
import { retry } from './layers/retry.ts';
import { rescreen, screen } from './layers/screen.ts';
import { throttle } from './layers/throttle.ts';
import { timeout } from './layers/timeout.ts';
import type { Upstream } from './layers/upstream.ts';
import type { Operation } from './operations/operation.ts';
import { type RouteParts, routesOf } from './operations/routes.ts';
import type { Settings } from './options.ts';
import type { Handler, Layer } from './types/call.ts';

/** Every safeguard around the providers, outermost first. The order is a security property, and a test pins it. */
export const layersOf = (settings: Settings, operation: Operation): readonly Layer[] => [
  audit(settings.audit, settings.clock),
  deadline(operation.work),
  screen(operation.screening),
  ...settings.layers.map((layer) => rescreen(layer, operation.screening)),
  ...(settings.answers ? [cache(settings.answers, settings)] : []),
  ...(settings.budget ? [budget(settings.budget, settings)] : []),
];

/** Every safeguard around one of the providers, which `fallback` chooses among; outermost first, and pinned likewise. */
export const providerLayersOf = ({ retry: limits, clock, counter }: Settings, to: RouteParts, operation: Operation) => [
  retry({ ...to, maxRetries: limits.maxRetries, clock }),
  ...(to.breaker ? [unlessOpen(to.breaker, to.target)] : []),
  throttle(
    to.gate.throttle(bottleneckThrottle),
    clock,
    {
      provider: to.provider.name,
      model: to.provider.model,
      maxPauseMs: limits.maxRetryAfterMs,
      refusal: to.breaker && refusalOf(to.breaker, to.target),
    },
    (request) => counter.totalTokens(request, to.target),
  ),
  ...(to.breaker ? [breaker(to.breaker, to.target)] : []),
  attempt(to.provider, clock, operation.since, counter),
  timeout(to.timeout, clock),
  ...(to.fence === false ? [] : [fence(to.fence, operation.screening.loaded.marks)]),
];

/** The way of a call through all of them. It comes with the first call: what stands here is much of what a client weighs. */
export const pipelineOf = (settings: Settings, upstreams: readonly Upstream[], operation: Operation): Handler => {
  const routes = routesOf(settings, upstreams, (to) => providerLayersOf(settings, to, operation));
  return compose(layersOf(settings, operation), fallback(routes));
};
