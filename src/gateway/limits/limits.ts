import { misuse } from '../../lib/check.ts';
import { MemoryLedger } from '../../lib/ledger.ts';
import { MinuteRates } from '../../lib/minute-rates.ts';
import type { Clock } from '../../types/clock.ts';
import type { Usage } from '../../types/event.ts';
import type { Spending } from '../../types/ledger.ts';
import type { Principal } from '../principal.ts';
import type { Bill, Estimate, Route, ServedModel } from '../route.ts';
import type { BudgetSettings } from './budget-options.ts';
import { reserveAll } from './budgets.ts';
import { callerOf } from './caller.ts';
import { costs } from './costs.ts';
import { count, type Policy } from './counter.ts';
import type { LimitSettings } from './options.ts';
import { type Party, partiesOf } from './parties.ts';
import { Places } from './places.ts';

/** Headers that say how much is left: `RateLimit`, `RateLimit-Policy`. */
export type LimitHeaders = Readonly<Record<string, string>>;

/** A request that may be served. */
export interface Admission {
  readonly headers: LimitHeaders;
  /** When it is over. May be called again. */
  leave(): void;
}

/** What may be asked, by whom and how often. Each method throws Refusal where it is too much. */
export interface Limits {
  /** Before anything is looked up: counts a request of the address at the other end, or of whom a trusted proxy names. */
  knock(address: string | undefined, headers: Headers): Promise<void>;
  /** Counts a request of a principal, on a route. */
  enter(principal: Principal, route: Route): Promise<Admission>;
  /** Counts tokens and money before they are spent. */
  reserve(principal: Principal, estimate: Estimate): Promise<Bill>;
}

export interface LimitParts {
  readonly limits: LimitSettings;
  readonly budget: BudgetSettings;
  readonly models: readonly ServedModel[];
  /** Of the routes there are. */
  readonly paths: readonly string[];
  readonly clock: Clock;
}

const NEVER = Number.POSITIVE_INFINITY;

/** Throws TypeError for a route that there is not, and for a model without a price where money is counted. */
export function limitsOf({ limits, budget, models, paths, clock }: LimitParts): Limits {
  if (![...limits.routes.keys()].every((path) => paths.includes(path)))
    throw misuse('gateway.limits.routes', `must name routes that there are: ${paths.join(', ')}`);
  const rates = limits.shared?.rates ?? new MinuteRates(clock);
  const addresses = limits.shared?.rates ?? new MinuteRates(clock); // its own, so that many addresses make nobody forgotten
  const ledger = budget.ledger ?? limits.shared?.ledger ?? new MemoryLedger(clock);
  const needsPrices = [budget.perPrincipal, budget.perTenant].some((each) => (each?.maxCost ?? NEVER) < NEVER);
  const costOf = costs(models, budget.prices, needsPrices);
  const places = new Places();
  const parties = (principal: Principal) => partiesOf(principal, limits, budget);

  return {
    async knock(address, headers) {
      const caller = callerOf(address, headers, limits);
      if (caller === undefined) return;
      const policy = { name: 'address', key: `address ${caller}`, weight: 1, limit: limits.perAddress };
      await count(addresses, [policy], 'requests');
    },

    async enter(principal, { path }) {
      const all = parties(principal);
      const leave = places.take(all);
      try {
        const { headers } = await count(rates, requestPolicies(all, path, limits.routes.get(path)), 'requests');
        return { headers, leave };
      } catch (error) {
        leave();
        throw error;
      }
    },

    async reserve(principal, { model, inputTokens, maxOutputTokens }) {
      const all = parties(principal);
      const isPaid = all.some((party) => (party.budget?.maxCost ?? NEVER) < NEVER);
      const spendingOf = (usage: Pick<Usage, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'>): Spending => ({
        tokens: usage.inputTokens + usage.outputTokens,
        cost: isPaid ? costOf(model, usage) : 0,
      });
      const amount = spendingOf({ inputTokens: Math.ceil(inputTokens), outputTokens: Math.ceil(maxOutputTokens) });
      const counted = await count(rates, tokenPolicies(all, amount.tokens), 'tokens');
      try {
        const settle = await reserveAll(ledger, all, amount);
        return {
          settle(usage) {
            if (!usage) return;
            const spent = spendingOf(usage);
            settle(spent);
            counted.settle(spent.tokens);
          },
        };
      } catch (error) {
        counted.settle(0);
        throw error;
      }
    },
  };
}

/** A tenant has no limit of a route: it is for what one principal asks. */
function requestPolicies(parties: readonly Party[], path: string, ofRoute = NEVER): readonly Policy[] {
  const all = parties.map(({ name, key, ceilings }) => ({ name, key, limit: ceilings.requestsPerMinute }));
  const persons = parties.filter(({ name }) => name !== 'tenant');
  const routed = persons.map(({ name, key }) => ({ name: `${name}-route`, key: `${path} ${key}`, limit: ofRoute }));
  return [...all, ...routed].map((policy) => ({ ...policy, key: `requests ${policy.key}`, weight: 1 }));
}

const tokenPolicies = (parties: readonly Party[], weight: number): readonly Policy[] =>
  parties.map(({ name, key, ceilings }) => ({ name, key: `tokens ${key}`, weight, limit: ceilings.tokensPerMinute }));
