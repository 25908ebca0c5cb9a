import { InvalidInputError } from '../errors.ts';
import { costOf, priceOf } from '../lib/price.ts';
import { requestFor } from '../lib/request-for.ts';
import { targetOf } from '../lib/target.ts';
import type { TokenCounter } from '../lib/token-counter.ts';
import type { Attempt, ChatRequest, Provider } from '../types/call.ts';
import type { Target } from '../types/client-event.ts';
import type { Ledger, Spending } from '../types/ledger.ts';
import type { PriceTable } from '../types/price.ts';

/** A budget: what may be spent, and where it is kept. */
export interface Budget {
  /** `Infinity`: not limited. */
  readonly max: Spending;
  readonly per: 'call' | 'scope';
  readonly windowMs: number;
  readonly prices: PriceTable;
  readonly ledger: Ledger;
}

/** Whom a budget is for, in the order in which they are asked. */
export interface Spenders {
  readonly candidates: readonly { readonly provider: Provider }[];
  readonly counter: TokenCounter;
}

/** How far past its reservation an answer may run. */
export const OVERRUN = 1.5;

/** What an answer of so many tokens comes to with the dearest candidate. Throws InvalidInputError for a model without a price. */
export function billOf(
  given: ChatRequest,
  { prices, max }: Pick<Budget, 'prices' | 'max'>,
  { candidates, counter }: Spenders,
): (outputTokens: number) => Spending {
  const rates = candidates.flatMap(({ provider }, index) => {
    if (!provider.capabilities.remote) return [];
    const request = requestFor(given, provider, index === 0);
    const target = targetOf(request, provider);
    const price = priceOf(prices, target.model);
    if (!price && max.cost < Number.POSITIVE_INFINITY) throw unpriced(target, provider);
    return [{ inputTokens: counter.inputTokens(request, target), price }];
  });
  return (outputTokens) => ({
    tokens: Math.max(...rates.map(({ inputTokens }) => inputTokens + outputTokens)),
    cost: Math.max(
      ...rates.map(({ inputTokens, price }) => (price ? costOf({ inputTokens, outputTokens }, price) : 0)),
    ),
  });
}

const unpriced = ({ model }: Target, provider: Provider) =>
  new InvalidInputError(
    model === provider.model ? 'provider' : 'model',
    'has no price in `budget.prices`: add it, or ask another model',
  );

/** What attempts came to, as they reported or by estimate. */
export function sumOf(attempts: readonly Attempt[], prices: PriceTable): Spending {
  let tokens = 0;
  let cost = 0;
  for (const { usage, estimatedUsage, model } of attempts) {
    const used = estimatedUsage ?? usage;
    const price = priceOf(prices, model);
    if (!used) continue;
    tokens += used.totalTokens;
    if (price) cost += costOf(used, price);
  }
  return { tokens, cost };
}

/** What attempts cost; undefined without prices, and where one of them has none. */
export function knownCost(attempts: readonly Attempt[], prices: PriceTable): number | undefined {
  const isUnknown = ({ usage, estimatedUsage, model }: Attempt) =>
    (estimatedUsage ?? usage) !== undefined && priceOf(prices, model) === undefined;
  return Object.keys(prices).length === 0 || attempts.some(isUnknown) ? undefined : sumOf(attempts, prices).cost;
}

/** Whether what was spent is past what was reserved by more than it may be. */
export const exceeds = (spent: Spending, reserved: Spending): boolean =>
  spent.tokens > OVERRUN * reserved.tokens || spent.cost > OVERRUN * reserved.cost;
