import { ledger, prices } from '../../lib/budget-checks.ts';
import { type Check, fields, limit, misuse } from '../../lib/check.ts';
import type { Ledger } from '../../types/ledger.ts';
import type { PriceTable } from '../../types/price.ts';
import type { Allotment } from '../principal.ts';
import { ceiling } from './options.ts';

export interface BudgetOptions {
  /** Of each principal that brings none of its own. @default not limited */
  readonly perPrincipal?: Allotment | undefined;
  /** Of all principals of a tenant together. @default not limited */
  readonly perTenant?: Allotment | undefined;
  /** What the models cost; needed where an allotment has a `maxCost`. */
  readonly prices?: PriceTable | undefined;
  /** Where budgets are kept. @default that of `limits.shared`, else this process */
  readonly ledger?: Ledger | undefined;
}

export const allotment: Check<Allotment> = (value, field, refuse) => {
  const given = fields<Allotment>(value, field, refuse, { maxTokens: ceiling, maxCost: limit, windowMs: limit });
  if (given.maxTokens === undefined && given.maxCost === undefined)
    throw refuse(field, 'needs `maxTokens` or `maxCost`');
  return given;
};

export interface BudgetSettings {
  readonly perPrincipal: Allotment | undefined;
  readonly perTenant: Allotment | undefined;
  readonly prices: PriceTable;
  readonly ledger: Ledger | undefined;
}

/** Throws TypeError naming the option at fault. */
export const budgetOptions: Check<BudgetSettings> = (value, field, refuse) => {
  const given = fields<BudgetOptions>(value, field, refuse, {
    perPrincipal: allotment,
    perTenant: allotment,
    prices,
    ledger,
  });
  return {
    perPrincipal: given.perPrincipal,
    perTenant: given.perTenant,
    prices: given.prices ?? {},
    ledger: given.ledger,
  };
};

export const NO_BUDGET: BudgetSettings = budgetOptions({}, 'gateway.budget', misuse);
