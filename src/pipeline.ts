import { attempt } from './layers/attempt.ts';
import { Witness } from './layers/audit/witness.ts';
import { audit } from './layers/audit.ts';
import { bottleneckThrottle } from './layers/bottleneck-throttle.ts';
import { breaker, refusalOf, unlessOpen } from './layers/breaker.ts';
import { budget } from './layers/budget.ts';
import { type Budget, knownCost } from './layers/budget-bill.ts';
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
import { MemoryLedger } from './lib/ledger.ts';
import { TokenCounter } from './lib/token-counter.ts';
import type { Operation } from './operations/operation.ts';
import { type RouteParts, routesOf } from './operations/routes.ts';
import type { BudgetSettings, Settings } from './options.ts';
import type { Attempt, Handler, Layer } from './types/call.ts';

/** Every safeguard around the providers, outermost first. The order is a security property, and a test pins it. */
export const layersOf = (settings: Settings, operation: Operation): readonly Layer[] => {
  const witness = settings.audit.content === true ? new Witness() : undefined;
  return [
    audit(settings.audit, settings.clock, { costOf: (attempts) => costOf(attempts, settings), witness }),
    deadline(operation.work),
    screen(operation.screening),
    ...(witness ? [witness.layer] : []),
    ...settings.layers.map((layer) => rescreen(layer, operation.screening)),
    ...(settings.answers ? [cache(settings.answers, settings)] : []),
    ...(settings.budget
      ? [budget(budgetOf(settings.budget, settings), { ...settings, counter: counterOf(settings) })]
      : []),
  ];
};

/** Every safeguard around one of the providers, which `fallback` chooses among; outermost first, and pinned likewise. */
export const providerLayersOf = (settings: Settings, to: RouteParts, operation: Operation): readonly Layer[] => [
  retry({ ...to, maxRetries: settings.retry.maxRetries, clock: settings.clock }),
  ...(to.breaker ? [unlessOpen(to.breaker, to.target)] : []),
  throttle(
    to.gate.filled(() => bottleneckThrottle(to.throttle, settings.clock)),
    settings.clock,
    {
      provider: to.provider.name,
      model: to.provider.model,
      maxPauseMs: settings.retry.maxRetryAfterMs,
      refusal: to.breaker && refusalOf(to.breaker, to.target),
    },
    (request) => counterOf(settings).totalTokens(request, to.target),
  ),
  ...(to.breaker ? [breaker(to.breaker, to.target)] : []),
  attempt(to.provider, settings.clock, operation.since, counterOf(settings)),
  timeout(to.timeout, settings.clock),
  ...(to.fence === false ? [] : [fence(to.fence, operation.screening.loaded.marks)]),
];

/** Providers in this process cost nothing. */
function costOf(attempts: readonly Attempt[], { budget, candidates }: Settings): number | undefined {
  if (!budget) return undefined;
  const isPaid = ({ provider: name }: Attempt) =>
    candidates.some(({ provider }) => provider.name === name && provider.capabilities.remote);
  return knownCost(attempts.filter(isPaid), budget.prices);
}

const budgetOf = (given: BudgetSettings, { clock }: Settings): Budget => ({
  ...given,
  ledger: given.ledger.filled(() => new MemoryLedger(clock)),
});

const counterOf = ({ counter, given }: Settings): TokenCounter =>
  counter.filled(() => new TokenCounter(given.countTokens));

/** The way of a call through all of them. This module comes with the first call: a page begins without the weight of it. */
export const pipelineOf = (settings: Settings, upstreams: readonly Upstream[], operation: Operation): Handler => {
  const routes = routesOf(settings, upstreams, (to) => providerLayersOf(settings, to, operation));
  return compose(layersOf(settings, operation), fallback(routes));
};
