import { isSecureLLMError } from '../../errors.ts';
import { quietly } from '../../lib/tell.ts';
import type { Ledger, Reservation, Spending } from '../../types/ledger.ts';
import { Refusal } from '../refusal.ts';
import { limitsUnavailable } from './counter.ts';
import type { Party } from './parties.ts';

const DAY_MS = 86_400_000;
const NOTHING: Spending = { tokens: 0, cost: 0 };

type Granted = Extract<Reservation, { granted: true }>;

/** Reserves an amount in the budget of each party that has one, or in none: then it throws Refusal. */
export async function reserveAll(
  ledger: Ledger,
  parties: readonly Party[],
  amount: Spending,
): Promise<(spent: Spending) => void> {
  const granted: Granted[] = [];
  const settle = (spent: Spending) => {
    for (const each of granted.splice(0)) quietly(() => each.settle(spent)); // what cannot be written down stays reserved
  };
  try {
    for (const { key, budget } of parties) {
      if (!budget) continue;
      const { maxTokens = Number.POSITIVE_INFINITY, maxCost = Number.POSITIVE_INFINITY, windowMs = DAY_MS } = budget;
      const max = { tokens: maxTokens, cost: maxCost };
      const answer = await ledger.reserve(amount, { key, max, windowMs });
      if (!answer.granted) throw refusal(amount, max, answer.resetMs);
      granted.push(answer);
    }
    return settle;
  } catch (error) {
    settle(NOTHING);
    const isTold = error instanceof Refusal || (isSecureLLMError(error) && error.code === 'ERR_BUDGET_EXCEEDED');
    throw isTold ? error : limitsUnavailable();
  }
}

function refusal(asked: Spending, max: Spending, resetMs: number): Refusal {
  const fits = asked.tokens <= max.tokens && asked.cost <= max.cost && Number.isFinite(resetMs);
  const remedy = fits ? 'wait until it is renewed' : 'ask for less than all of it';
  return new Refusal(429, 'insufficient_quota', `The budget has no room for this: ${remedy}`, {
    ...(fits && { retryAfterMs: Math.ceil(resetMs) }),
    headers: { 'x-should-retry': 'false' }, // not by itself
  });
}
