import { type Allotment, nameOf, type Principal } from '../principal.ts';
import type { BudgetSettings } from './budget-options.ts';
import { type Ceilings, ceilingsOf, type LimitSettings } from './options.ts';

/** One that a request counts for, and what it is held to. */
export interface Party {
  readonly name: 'principal' | 'minter' | 'tenant';
  /** What it is counted by. */
  readonly key: string;
  readonly ceilings: Ceilings;
  readonly budget: Allotment | undefined;
}

/** The principal; who minted its token, as nobody may multiply what it has by minting; its tenant. */
export function partiesOf(principal: Principal, limits: LimitSettings, budget: BudgetSettings): readonly Party[] {
  const person = (name: 'principal' | 'minter', one: Omit<Principal, 'scopes'>): Party => ({
    name,
    key: nameOf(one),
    ceilings: ceilingsOf(one.limits, limits.perPrincipal),
    budget: one.budget ?? budget.perPrincipal,
  });
  const { minter, tenant } = principal;
  const parties = [person('principal', principal)];
  if (minter) parties.push(person('minter', minter));
  if (tenant !== undefined)
    parties.push({ name: 'tenant', key: `tenant ${tenant}`, ceilings: limits.perTenant, budget: budget.perTenant });
  return parties;
}
