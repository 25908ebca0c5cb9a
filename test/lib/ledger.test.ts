import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryLedger } from '../../src/lib/ledger.ts';
import type { Allowance, Reservation } from '../../src/types/ledger.ts';
import { manualClock } from '../support/manual-clock.ts';

const allow = (key = 'ann', tokens = 100, cost = Number.POSITIVE_INFINITY): Allowance => ({
  key,
  max: { tokens, cost },
  windowMs: 1_000,
});
const granted = (reservation: Reservation) => {
  if (!reservation.granted) throw new Error('refused');
  return reservation;
};

test('grants what there is and refuses the rest whole, telling what is left and for how long', async () => {
  const clock = manualClock();
  const ledger = new MemoryLedger(clock);
  granted(ledger.reserve({ tokens: 70, cost: 0 }, allow()));
  await clock.advance(400);
  expect(ledger.reserve({ tokens: 31, cost: 0 }, allow())).toEqual({
    granted: false,
    left: { tokens: 30, cost: Number.POSITIVE_INFINITY },
    resetMs: 600,
  });
  granted(ledger.reserve({ tokens: 30, cost: 0 }, allow()));
});

test('puts what it came to in the place of what was reserved, once', () => {
  const ledger = new MemoryLedger(manualClock());
  const first = granted(ledger.reserve({ tokens: 90, cost: 0 }, allow()));
  first.settle({ tokens: 10, cost: 0 });
  first.settle({ tokens: 0, cost: 0 });
  expect(ledger.reserve({ tokens: 91, cost: 0 }, allow())).toMatchObject({ left: { tokens: 90 } });
});

test('what came to more than the budget leaves nothing, not less', () => {
  const ledger = new MemoryLedger(manualClock());
  granted(ledger.reserve({ tokens: 90, cost: 0 }, allow())).settle({ tokens: 250, cost: 0 });
  expect(ledger.reserve({ tokens: 1, cost: 0 }, allow())).toMatchObject({ granted: false, left: { tokens: 0 } });
});

test('money in fractions adds up', () => {
  const ledger = new MemoryLedger(manualClock());
  const key = allow('ann', Number.POSITIVE_INFINITY, 0.3);
  for (const cost of [0.1, 0.1, 0.1]) granted(ledger.reserve({ tokens: 5, cost }, key));
  expect(ledger.reserve({ tokens: 0, cost: 0.001 }, key).granted).toBe(false);
});

test('a new window begins empty, and what is settled late stays in the old one', async () => {
  const clock = manualClock();
  const ledger = new MemoryLedger(clock);
  const late = granted(ledger.reserve({ tokens: 100, cost: 0 }, allow()));
  await clock.advance(999);
  expect(ledger.reserve({ tokens: 1, cost: 0 }, allow()).granted).toBe(false);
  await clock.advance(1);
  granted(ledger.reserve({ tokens: 60, cost: 0 }, allow()));
  late.settle({ tokens: 0, cost: 0 });
  expect(ledger.reserve({ tokens: 41, cost: 0 }, allow())).toMatchObject({ left: { tokens: 40 } });
});

test('keys do not share', () => {
  const ledger = new MemoryLedger(manualClock());
  granted(ledger.reserve({ tokens: 100, cost: 0 }, allow('ann')));
  granted(ledger.reserve({ tokens: 100, cost: 0 }, allow('bob')));
});

test('a full ledger refuses new keys until a window ends, and forgets none that is open', async () => {
  const clock = manualClock();
  const ledger = new MemoryLedger(clock, 2);
  granted(ledger.reserve({ tokens: 60, cost: 0 }, allow('ann')));
  await clock.advance(500);
  granted(ledger.reserve({ tokens: 60, cost: 0 }, allow('bob')));
  expect(() => ledger.reserve({ tokens: 1, cost: 0 }, allow('cho'))).toThrow(
    'Budget: 2 scopes have one that is not over, and this process keeps no more: wait 500 ms, or give a `budget.ledger` that does',
  );
  granted(ledger.reserve({ tokens: 40, cost: 0 }, allow('ann')));
  await clock.advance(500);
  granted(ledger.reserve({ tokens: 1, cost: 0 }, allow('cho')));
  expect(ledger.reserve({ tokens: 41, cost: 0 }, allow('bob')).granted).toBe(false);
});

test('a full ledger has room again when windows behind a long one have ended', async () => {
  const clock = manualClock();
  const ledger = new MemoryLedger(clock, 2);
  granted(ledger.reserve({ tokens: 1, cost: 0 }, { ...allow('ann'), windowMs: Number.MAX_SAFE_INTEGER }));
  granted(ledger.reserve({ tokens: 1, cost: 0 }, allow('bob')));
  await clock.advance(1_000);
  granted(ledger.reserve({ tokens: 1, cost: 0 }, allow('cho')));
});

test('a refusal opens no window', () => {
  const ledger = new MemoryLedger(manualClock(), 1);
  expect(ledger.reserve({ tokens: 101, cost: 0 }, allow('ann')).granted).toBe(false);
  granted(ledger.reserve({ tokens: 100, cost: 0 }, allow('bob')));
});

test('whatever is reserved and settled in whatever order, no window holds more than its budget', () => {
  const step = fc.record({ tokens: fc.nat(60), settle: fc.option(fc.nat(60)), key: fc.constantFrom('ann', 'bob') });
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const ledger = new MemoryLedger(manualClock());
      const held = new Map([
        ['ann', 0],
        ['bob', 0],
      ]);
      for (const { tokens, settle, key } of steps) {
        const reservation = ledger.reserve({ tokens, cost: 0 }, allow(key));
        const before = held.get(key) ?? 0;
        expect(reservation.granted).toBe(before + tokens <= 100);
        if (!reservation.granted) continue;
        const spent = settle === null ? tokens : Math.min(settle, tokens);
        reservation.settle({ tokens: spent, cost: 0 });
        held.set(key, before + spent);
      }
    }),
  );
});
