import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BudgetExceededError, GuardError, InvalidInputError, NetworkError, TimeoutError } from '../../src/errors.ts';
import { attempt } from '../../src/layers/attempt.ts';
import { budget } from '../../src/layers/budget.ts';
import type { Budget } from '../../src/layers/budget-bill.ts';
import { compose } from '../../src/layers/compose.ts';
import { MemoryLedger } from '../../src/lib/ledger.ts';
import { TokenCounter } from '../../src/lib/token-counter.ts';
import { type ScriptedOptions, type Step, scripted } from '../../src/testing/scripted.ts';
import { end, stall } from '../../src/testing/steps.ts';
import type { Call, Handler, Provider } from '../../src/types/call.ts';
import type { ClientEvents, Emit } from '../../src/types/client-event.ts';
import type { Spending } from '../../src/types/ledger.ts';
import { manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

const NONE = Number.POSITIVE_INFINITY;
const PRICES = { scripted: { input: 1_000_000, output: 2_000_000 }, dear: { input: 5_000_000, output: 5_000_000 } };
const INPUT = new TokenCounter().inputTokens(aCall().request, { provider: 'scripted', model: 'scripted' });
const used = (inputTokens: number, outputTokens: number) =>
  end({ usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens } });

interface Setup extends Partial<Budget> {
  readonly options?: ScriptedOptions;
  readonly others?: readonly Provider[];
}

/** A budget around a scripted provider, with what it told. */
function budgeted({ options = {}, others = [], ...limits }: Setup, ...runs: Step[][]) {
  const clock = manualClock();
  const provider = scripted(options, ...runs);
  const counter = new TokenCounter();
  const ledger = new MemoryLedger(clock);
  const events: ClientEvents['budget'][] = [];
  const emit: Emit = (name, event) => void (name === 'budget' && events.push(event as ClientEvents['budget']));
  const none = { max: { tokens: NONE, cost: NONE }, per: 'scope' as const, windowMs: 1_000, prices: {}, ledger };
  const layers = [
    budget({ ...none, ...limits }, { counter, candidates: [provider, ...others].map((provider) => ({ provider })) }),
    attempt(provider, clock, 0, counter),
  ];
  const handler = compose(layers, provider.call);
  const ask = (maxOutputTokens?: number, more: Partial<Call> = {}) => {
    const call = aCall({ emit, ...more });
    const request = maxOutputTokens === undefined ? call.request : { ...call.request, maxOutputTokens };
    return handler({ ...call, request, trace: aCall().trace });
  };
  return { clock, provider, events, ask };
}

describe('before anything is sent', () => {
  test('the input and the longest answer are reserved, then what was used stands in their place', async () => {
    const { events, ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, ['x', used(7, 5)]);
    await readAll(ask(100));
    expect(events).toEqual([
      { step: 'reserved', tokens: INPUT + 100, cost: 0, estimated: true },
      { step: 'settled', tokens: 12, cost: 0, estimated: false },
    ]);
  });

  test('a call that does not fit is refused, with what is left and when there is more', async () => {
    const { clock, provider, events, ask } = budgeted({ max: { tokens: 200, cost: NONE } }, ['x', used(100, 50)]);
    await readAll(ask(100));
    await clock.advance(400);
    const { error } = await readAll(ask(100));
    expect(error).toBeInstanceOf(BudgetExceededError);
    expect(error).toMatchObject({ left: { tokens: 50 }, retryAfterMs: 600, retryable: true });
    expect(String(error)).toMatch(
      /may take \d+ tokens and 50 is left: wait 600 ms, lower `maxOutputTokens`.*raise `budget.maxTokens`/,
    );
    expect(provider.calls).toBe(1);
    expect(events.at(-1)?.step).toBe('refused');
    await clock.advance(600);
    expect((await readAll(ask(100))).error).toBeUndefined();
  });

  test('a call that no window has room for is not worth waiting for', async () => {
    const { ask } = budgeted({ max: { tokens: 200, cost: NONE } }, ['x']);
    const { error } = await readAll(ask(5_000));
    expect(error).toMatchObject({ code: 'ERR_BUDGET_EXCEEDED', retryable: false, left: { tokens: 200 } });
    expect(error).not.toHaveProperty('retryAfterMs', expect.anything());
  });

  test('money is counted by the price of the model', async () => {
    const { events, ask } = budgeted({ max: { tokens: NONE, cost: 250 }, prices: PRICES }, ['x', used(10, 20)]);
    await readAll(ask(100));
    expect(events.map(({ cost }) => cost)).toEqual([INPUT + 200, 50]);
    const { error } = await readAll(ask(100));
    expect(error).toMatchObject({ left: { cost: 200 } });
    expect(String(error)).toMatch(/may take a cost of \d+ and 200 is left.*raise `budget.maxCost`/);
  });

  test('a call that names no longest answer is sent one of 4,096 tokens', async () => {
    const { provider, events, ask } = budgeted({ max: { tokens: 10_000, cost: NONE } }, ['x']);
    const call = aCall();
    await readAll(ask(undefined, call));
    expect(provider.requests[0]?.maxOutputTokens).toBe(4_096);
    expect(events[0]?.tokens).toBe(INPUT + 4_096);
    expect(call.request.maxOutputTokens).toBeUndefined();
  });

  test('the dearest of those that may be asked is reserved for', async () => {
    const others = [scripted({ name: 'other', model: 'dear' }, ['x']), scripted({ capabilities: { remote: false } })];
    const { events, ask } = budgeted({ max: { tokens: NONE, cost: 10_000 }, prices: PRICES, others }, ['x']);
    await readAll(ask(100));
    expect(events[0]?.cost).toBe(5 * (INPUT + 100));
  });

  test('a model of the call without a price is refused where money is limited, and free where it is not', async () => {
    const call = aCall();
    const request = { ...call.request, model: 'unheard-of', maxOutputTokens: 10 };
    const limited = budgeted({ max: { tokens: NONE, cost: 10_000 }, prices: PRICES }, ['x']);
    const { error } = await readAll(limited.ask(undefined, { request }));
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error).toMatchObject({ field: 'model' });
    expect(limited.provider.calls).toBe(0);
    const free = budgeted({ max: { tokens: 10_000, cost: NONE }, prices: PRICES }, ['x']);
    expect((await readAll(free.ask(undefined, { request }))).error).toBeUndefined();
  });

  test('a provider that is not remote has no budget', async () => {
    const setup = { max: { tokens: 1, cost: NONE }, options: { capabilities: { remote: false } } };
    const { provider, events, ask } = budgeted(setup, ['x']);
    expect((await readAll(ask())).error).toBeUndefined();
    expect(events).toEqual([]);
    expect(provider.requests[0]?.maxOutputTokens).toBeUndefined();
  });

  test('a ledger that fails stops the call without its words', async () => {
    const broken = {
      reserve() {
        throw new Error('ann wrote: hello');
      },
    };
    const provider = scripted(['x']);
    const limits = { max: { tokens: 1, cost: NONE }, per: 'scope' as const, windowMs: 1, prices: {}, ledger: broken };
    const layer = budget(limits, { counter: new TokenCounter(), candidates: [{ provider }] });
    const { error } = await readAll(layer(aCall(), provider.call));
    expect(error).toBeInstanceOf(GuardError);
    expect(JSON.stringify(error)).not.toContain('ann');
    expect(provider.calls).toBe(0);
  });
});

describe('whose it is', () => {
  test('each scope has its own, and calls without one share theirs', async () => {
    const { ask } = budgeted({ max: { tokens: 150, cost: NONE } }, ['x', used(60, 60)]);
    const refused = async (scope?: string) =>
      (await readAll(ask(100, scope === undefined ? {} : { scope }))).error !== undefined;
    expect([
      await refused('ann'),
      await refused('bob'),
      await refused(),
      await refused('ann'),
      await refused(),
    ]).toEqual([false, false, false, true, true]);
  });

  test('with `call`, the passes of an operation share, whatever the scope', async () => {
    const { ask } = budgeted({ max: { tokens: 150, cost: NONE }, per: 'call' }, ['x', used(60, 60)]);
    const refused = async (operationId: string, scope: string) =>
      (await readAll(ask(100, { operationId, scope }))).error;
    expect(await refused('one', 'ann')).toBeUndefined();
    expect(await refused('one', 'bob')).toMatchObject({ retryable: false, left: { tokens: 30 } });
    expect(await refused('two', 'ann')).toBeUndefined();
  });
});

describe('afterwards', () => {
  const settled = (events: readonly ClientEvents['budget'][]) => events.find(({ step }) => step === 'settled');

  test('an answer that reports no usage counts by estimate, and says so', async () => {
    const { events, ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, ['Hello there', used(0, 0)]);
    await readAll(ask(100));
    const counted = settled(events);
    expect(counted?.estimated).toBe(true);
    expect(counted?.tokens).toBeGreaterThan(INPUT);
    expect(counted?.tokens).toBeLessThan(INPUT + 10);
  });

  test.each([
    ['no numbers', { inputTokens: Number.NaN, outputTokens: 5, totalTokens: 5 }],
    ['less than nothing', { inputTokens: -900, outputTokens: 5, totalTokens: 5 }],
    ['what has no end', { inputTokens: 1, outputTokens: 5, totalTokens: NONE }],
  ])('an answer that reports %s counts by estimate', async (_, usage) => {
    const { events, ask } = budgeted({ max: { tokens: NONE, cost: 1_000 }, prices: PRICES }, ['Hello', end({ usage })]);
    await readAll(ask(10));
    expect(settled(events)).toMatchObject({ estimated: true });
    expect(settled(events)?.cost).toBeGreaterThanOrEqual(INPUT);
    expect(settled(events)?.cost).toBeLessThan(INPUT + 20);
  });

  test.each([
    ['that broke off', [new NetworkError('reset')], true],
    ['that was not reached', [], false],
  ])('a stream %s: what came counts by estimate', async (_, failure, isCounted) => {
    const steps: Step[] = isCounted ? ['Hello there', ...failure] : [new NetworkError('refused')];
    const { events, ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, steps);
    await readAll(ask(100));
    expect(settled(events)).toMatchObject(isCounted ? { estimated: true } : { tokens: 0, estimated: false });
  });

  test('a whole answer that timed out counts in full: nobody knows how far it had come', async () => {
    const { events, ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, [new TimeoutError('attempt', 5)]);
    await readAll(ask(100, { wire: 'whole' }));
    expect(settled(events)).toMatchObject({ tokens: INPUT + 100, estimated: true });
  });

  test('a reader who leaves pays for what came', async () => {
    const { events, ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, ['Hello there', stall]);
    for await (const event of ask(100)) if (event.type === 'text-delta') break;
    expect(settled(events)).toMatchObject({ estimated: true });
    expect(settled(events)?.tokens).toBeGreaterThan(INPUT);
  });

  test('an abort settles although nobody reads on', async () => {
    const { events, ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, ['Hello there', stall]);
    const abort = new AbortController();
    const reading = ask(100, { signal: abort.signal })[Symbol.asyncIterator]();
    await reading.next();
    await reading.next();
    abort.abort();
    await turn();
    expect(settled(events)).toMatchObject({ estimated: true });
    expect(events).toHaveLength(2);
  });

  test('an abort while the ledger is asked sends nothing and gives everything back', async () => {
    const provider = scripted(['x']);
    const abort = new AbortController();
    const spent: Spending[] = [];
    const ledger = {
      async reserve() {
        await turn();
        abort.abort();
        return { granted: true as const, settle: (amount: Spending) => void spent.push(amount) };
      },
    };
    const limits = { max: { tokens: 1, cost: NONE }, per: 'scope' as const, windowMs: 1, prices: {}, ledger };
    const layer = budget(limits, { counter: new TokenCounter(), candidates: [{ provider }] });
    const { error } = await readAll(layer(aCall({ signal: abort.signal }), provider.call));
    expect(error).toBe(abort.signal.reason);
    expect([provider.calls, spent]).toEqual([0, [{ tokens: 0, cost: 0 }]]);
  });

  test('a ledger that fails to settle leaves the answer as it is', async () => {
    const provider = scripted(['x']);
    const ledger = { reserve: () => ({ granted: true as const, settle: () => Promise.reject(new Error('down')) }) };
    const limits = { max: { tokens: 1, cost: NONE }, per: 'scope' as const, windowMs: 1, prices: {}, ledger };
    const layer = budget(limits, { counter: new TokenCounter(), candidates: [{ provider }] });
    const { error, seen } = await readAll(layer(aCall(), provider.call));
    expect([error, seen]).toEqual([undefined, ['x']]);
  });
});

describe('an answer that does not end', () => {
  const words = (count: number): Step[] => Array.from({ length: count }, () => 'word ');

  test('is cut off past one and a half times its reservation', async () => {
    const { events, ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, words(2_000));
    const { error, seen } = await readAll(ask(100));
    expect(error).toMatchObject({ code: 'ERR_BUDGET_EXCEEDED', left: {}, retryable: false });
    expect(String(error)).toContain('1.5 times');
    expect(seen.length).toBeGreaterThan(120);
    expect(seen.length).toBeLessThan(260);
    expect(events.at(-1)).toMatchObject({ step: 'settled', estimated: true });
  });

  test('is not cut off where it only reaches what was reserved', async () => {
    const { ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, words(100));
    expect((await readAll(ask(100))).error).toBeUndefined();
  });

  test.each(['─', '.', ' ', 'a'])('is not cut off for a run of %j, which takes few tokens', async (sign) => {
    const pieces = Array.from({ length: 60 }, () => sign.repeat(32)); // a table or a blank line; a token or four each
    const { ask } = budgeted({ max: { tokens: 1_000, cost: NONE } }, pieces);
    expect((await readAll(ask(250))).error).toBeUndefined();
  });
});

test('calls at the same time never reserve more than there is', async () => {
  const calls = fc.array(fc.record({ max: fc.integer({ min: 1, max: 400 }), turns: fc.nat(3) }), { maxLength: 30 });
  await fc.assert(
    fc.asyncProperty(calls, fc.integer({ min: 1, max: 2_000 }), async (list, tokens) => {
      let held = 0;
      let highest = 0;
      const inner = new MemoryLedger(manualClock());
      const ledger = {
        async reserve(...[amount, allowance]: Parameters<MemoryLedger['reserve']>) {
          await turn();
          const reservation = inner.reserve(amount, allowance);
          if (!reservation.granted) return reservation;
          held += amount.tokens;
          highest = Math.max(highest, held);
          const settle = (spent: Spending) => {
            held += spent.tokens - amount.tokens;
            reservation.settle(spent);
          };
          return { granted: true as const, settle };
        },
      };
      const provider = scripted(['x']);
      const limits = { max: { tokens, cost: NONE }, per: 'scope' as const, windowMs: 1_000, prices: {}, ledger };
      const layer = budget(limits, { counter: new TokenCounter(), candidates: [{ provider }] });
      const outcomes = await Promise.all(
        list.map(({ max, turns }) => {
          const call = aCall();
          return readAll(layer({ ...call, request: { ...call.request, maxOutputTokens: max } }, after(turns)));
        }),
      );
      expect(highest).toBeLessThanOrEqual(tokens);
      for (const { error } of outcomes) if (error) expect(error).toBeInstanceOf(BudgetExceededError);
    }),
    { numRuns: 30 },
  );
});

const after = (turns: number): Handler =>
  async function* late() {
    for (let each = 0; each < turns; each += 1) await turn();
    yield end();
  };
