import { SecureLLMClient } from 'secure-llm';
import type { BudgetOptions, LimitOptions, Principal } from 'secure-llm/gateway';
import { local } from 'secure-llm/local';
import { expect, test } from 'vitest';
import { budgetOptions } from '../../../src/gateway/limits/budget-options.ts';
import { limitsOf } from '../../../src/gateway/limits/limits.ts';
import { limitOptions } from '../../../src/gateway/limits/options.ts';
import { servedModels } from '../../../src/gateway/models.ts';
import { type Refusal, refusalOf } from '../../../src/gateway/refusal.ts';
import { misuse } from '../../../src/lib/check.ts';
import { ANYONE, openGateway } from '../../support/gateway.ts';
import { type ManualClock, manualClock } from '../../support/manual-clock.ts';

const PRICES = { small: { input: 1, output: 4 }, local: { input: 0, output: 0 } };
const NONE = { tokensPerMinute: Number.POSITIVE_INFINITY };

function open(budget: BudgetOptions, limits: LimitOptions = NONE, clock: ManualClock = manualClock()) {
  const client = new SecureLLMClient({ provider: local() });
  const all = limitsOf({
    limits: limitOptions(limits, 'gateway.limits', misuse),
    budget: budgetOptions(budget, 'gateway.budget', misuse),
    models: servedModels(client, { small: client }),
    paths: [],
    clock,
  });
  return (tokens: number, principal: Partial<Principal> = {}) =>
    all.reserve({ ...ANYONE, ...principal }, { model: 'small', inputTokens: tokens / 2, maxOutputTokens: tokens / 2 });
}
const used = (inputTokens: number, outputTokens: number) => ({
  inputTokens,
  outputTokens,
  totalTokens: inputTokens + outputTokens,
});
const refusal = (promise: Promise<unknown>): Promise<Refusal | undefined> => promise.then(() => undefined, refusalOf);

test('a budget is reserved before a call, corrected once behind it, and renewed', async () => {
  const clock = manualClock();
  const reserve = open({ perPrincipal: { maxTokens: 1_000, windowMs: 60_000 } }, NONE, clock);
  const bill = await reserve(800);
  await clock.advance(10_000);
  expect(await refusal(reserve(300))).toMatchObject({
    status: 429,
    code: 'insufficient_quota',
    details: { retryAfterMs: 50_000, headers: { 'x-should-retry': 'false' } },
  });
  bill.settle(used(100, 100));
  bill.settle(used(0, 0));
  await reserve(800);
  expect((await refusal(reserve(2)))?.code).toBe('insufficient_quota');
  await clock.advance(50_000);
  await reserve(1_000);
});

test('what nobody knows stays reserved', async () => {
  const reserve = open({ perPrincipal: { maxTokens: 1_000 } });
  (await reserve(800)).settle(undefined);
  expect((await refusal(reserve(300)))?.status).toBe(429);
});

test('a call that never fits is not told to wait', async () => {
  expect((await refusal(open({ perPrincipal: { maxTokens: 10 } })(20)))?.details.retryAfterMs).toBeUndefined();
  expect(await refusal(open({}, { tokensPerMinute: 10 })(20))).toMatchObject({ status: 413 });
});

test('money is counted by the price of the model, and a tenant shares its own', async () => {
  const reserve = open({ perTenant: { maxCost: 0.01 }, prices: PRICES }); // 1,000 in and out: 0.005
  await reserve(2_000, { id: 'ana', tenant: 'acme' });
  const bill = await reserve(2_000, { id: 'ben', tenant: 'acme' });
  expect((await refusal(reserve(2_000, { id: 'eve', tenant: 'acme' })))?.code).toBe('insufficient_quota');
  await reserve(2_000, { id: 'zoe', tenant: 'other' });
  bill.settle(used(0, 0));
  await reserve(2_000, { id: 'eve', tenant: 'acme' });
});

test('one that refuses leaves the others as they were', async () => {
  const reserve = open(
    { perPrincipal: { maxTokens: 1_000 }, perTenant: { maxTokens: 500 } },
    { tokensPerMinute: 1_000 },
  );
  for (let time = 0; time < 5; time += 1) expect((await refusal(reserve(600, { tenant: 'acme' })))?.status).toBe(429);
  await reserve(1_000);
});

test('a minted token spends what its minter has', async () => {
  const reserve = open({});
  const minter = { id: 'shop', budget: { maxTokens: 1_000 } };
  await reserve(600, { id: 'shop/1', minter });
  expect((await refusal(reserve(600, { id: 'shop/2', minter })))?.code).toBe('insufficient_quota');
});

test('tokens of a minute are corrected by what a call came to', async () => {
  const reserve = open({}, { tokensPerMinute: 1_000 });
  const bill = await reserve(900);
  expect(await refusal(reserve(900))).toMatchObject({ code: 'rate_limit_exceeded', details: { retryAfterMs: 60_000 } });
  bill.settle(used(20, 30));
  await reserve(900);
});

test('nothing is spent where nobody can tell, and where there is no price', async () => {
  const ledger = { reserve: () => Promise.reject(new Error('secret host')) };
  expect(await refusal(open({ perPrincipal: { maxTokens: 10 }, ledger })(2))).toMatchObject({ status: 503 });
  expect(await refusal(open({})(2, { budget: { maxCost: 1 } }))).toMatchObject({ status: 500 });
  expect(() => openGateway({ budget: { perPrincipal: { maxCost: 1 } } })).toThrow(
    /`gateway.budget.prices` has no price/,
  );
  expect(() => openGateway({ budget: { perPrincipal: {} } })).toThrow(/needs `maxTokens` or `maxCost`/);
});
