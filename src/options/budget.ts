import { ledger, prices } from '../lib/budget-checks.ts';
import { atLeast, type Check, fields, limit, misuse, oneOf } from '../lib/check.ts';
import { Slot } from '../lib/late.ts';
import { priceOf } from '../lib/price.ts';
import type { Provider } from '../types/call.ts';
import { DEFAULTS } from './defaults.ts';
import type { BudgetSettings } from './settings.ts';
import type { BudgetOptions } from './types.ts';

/** The check of `budget`. */
export const BUDGET: Check<BudgetOptions | false> = (value, field, refuse) => {
  if (value === false) return value;
  const given = fields<BudgetOptions>(value, field, refuse, {
    maxTokens: atLeast(1),
    maxCost: limit,
    per: oneOf<'call' | 'scope'>('call', 'scope'),
    windowMs: limit,
    prices,
    ledger,
  });
  if (given.maxTokens === undefined && given.maxCost === undefined)
    throw refuse(field, 'needs `maxTokens` or `maxCost`');
  if (given.maxCost !== undefined && given.prices === undefined)
    throw refuse(`${field}.maxCost`, 'needs `budget.prices`: PRICES of secure-llm/prices, or your own');
  for (const name of ['windowMs', 'ledger'] as const)
    if (given[name] !== undefined && given.per !== 'scope')
      throw refuse(`${field}.${name}`, "is for `per: 'scope'`: a call has a budget of its own");
  return given as BudgetOptions;
};

/** The budget with its defaults. Throws TypeError where a model that may be asked has no price. */
export function budgetOf(
  given: BudgetOptions | false | undefined,
  candidates: readonly { readonly provider: Provider }[],
): BudgetSettings | undefined {
  if (!given) return undefined;
  const { maxTokens = Number.POSITIVE_INFINITY, maxCost = Number.POSITIVE_INFINITY, prices = {} } = given;
  const { per = DEFAULTS.budget.per, windowMs = DEFAULTS.budget.windowMs, ledger } = given;
  const isPriced = ({ provider }: { readonly provider: Provider }) =>
    !provider.capabilities.remote || priceOf(prices, provider.model) !== undefined;
  if (maxCost < Number.POSITIVE_INFINITY && !candidates.every(isPriced))
    throw misuse('budget.prices', 'has no price for the model of `provider`: add it');
  return { max: { tokens: maxTokens, cost: maxCost }, per, windowMs, prices, ledger: new Slot(ledger) };
}
