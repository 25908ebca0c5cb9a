import { misuse } from '../../lib/check.ts';
import { costOf, priceOf } from '../../lib/price.ts';
import type { Usage } from '../../types/event.ts';
import type { Price, PriceTable } from '../../types/price.ts';
import type { ServedModel } from '../route.ts';

/** What a usage costs at a model of this public name: at the dearest that may answer. Throws Error where nobody knows. */
export type CostOf = (
  model: string,
  usage: Pick<Usage, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'>,
) => number;

/** Throws TypeError where a price is `needed` and a model has none. */
export function costs(models: readonly ServedModel[], prices: PriceTable, needed: boolean): CostOf {
  const known = new Map(models.map((model) => [model.name, pricesOf(model, prices)]));
  if (needed)
    for (const [index, { name }] of models.entries())
      if (!known.get(name))
        throw misuse('gateway.budget.prices', `has no price for what answers as the model ${index + 1}: add it`);
  return (model, usage) => {
    const found = known.get(model);
    if (!found) throw new Error('`gateway.budget.prices` has no price for a model that a principal pays for: add it');
    return Math.max(...found.map((price) => costOf(usage, price)));
  };
}

/** That of the public name, else of each model that may answer. */
function pricesOf({ name, model, client }: ServedModel, prices: PriceTable): readonly Price[] | undefined {
  const own = priceOf(prices, name);
  if (own) return [own];
  const [first, ...others] = client.targets.map((target) => target.model);
  const found = [model ?? first ?? '', ...others].map((each) => priceOf(prices, each));
  return found.every((price) => price !== undefined) ? found : undefined;
}
