import type { Budget } from '../layers/budget-bill.ts';
import { atLeast, type Check, fields, limit, misuse, number, oneOf, show } from '../lib/check.ts';
import { MemoryLedger } from '../lib/ledger.ts';
import { priceOf } from '../lib/price.ts';
import type { Provider } from '../types/call.ts';
import type { Clock } from '../types/clock.ts';
import type { Ledger } from '../types/ledger.ts';
import type { Price, PriceTable, Rates } from '../types/price.ts';
import { DEFAULTS } from './defaults.ts';
import type { BudgetOptions } from './types.ts';

const amount = number(0, 1_000_000_000); // no Infinity: none of it would be no number
const RATES = { input: amount, cachedInput: amount, output: amount };

const rates =
  <T extends Rates>(checks: object): Check<T> =>
  (value, field, refuse) => {
    const given = fields<T>(value, field, refuse, { ...RATES, ...checks } as never);
    if (given.input === undefined || given.output === undefined) throw refuse(field, 'needs `input` and `output`');
    return Object.freeze(given) as T;
  };

const above: Check<NonNullable<Price['above']>> = (value, field, refuse) => {
  const given = rates<NonNullable<Price['above']>>({ inputTokens: atLeast(1) })(value, field, refuse);
  if (given.inputTokens === undefined) throw refuse(field, 'needs `inputTokens`');
  return given;
};

const price = rates<Price>({ above });

const prices: Check<PriceTable> = (value, field, refuse) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refuse(field, `must be an object of prices by model, got ${show(value)}`);
  const table = Object.entries(value).map(([model, each]) => [model, price(each, `${field}[…]`, refuse)] as const);
  return Object.freeze(Object.fromEntries(table));
};

const ledger: Check<Ledger> = (value, field, refuse) => {
  const { reserve } = (value ?? {}) as Partial<Ledger>;
  if (typeof reserve === 'function') return { reserve: reserve.bind(value) };
  throw refuse(field, `must have \`reserve\`, got ${show(value)}`);
};

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
  clock: Clock,
): Budget | undefined {
  if (!given) return undefined;
  const { maxTokens = Number.POSITIVE_INFINITY, maxCost = Number.POSITIVE_INFINITY, prices = {} } = given;
  const { per = DEFAULTS.budget.per, windowMs = DEFAULTS.budget.windowMs, ledger = new MemoryLedger(clock) } = given;
  const isPriced = ({ provider }: { readonly provider: Provider }) =>
    !provider.capabilities.remote || priceOf(prices, provider.model) !== undefined;
  if (maxCost < Number.POSITIVE_INFINITY && !candidates.every(isPriced))
    throw misuse('budget.prices', 'has no price for the model of `provider`: add it');
  return { max: { tokens: maxTokens, cost: maxCost }, per, windowMs, prices, ledger };
}
