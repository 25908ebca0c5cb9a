import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Breaker, type BreakerLimits, type BreakerState, type Passage, type Verdict } from '../../src/lib/breaker.ts';
import { Breakers } from '../../src/lib/breakers.ts';
import { manualClock } from '../support/manual-clock.ts';

const LIMITS: BreakerLimits = { failureRate: 0.5, minAttempts: 4, windowMs: 1_000, openMs: 500 };

function breakerOf(limits: Partial<BreakerLimits> = {}) {
  const clock = manualClock();
  const states: BreakerState[] = [];
  const breaker = new Breaker({ ...LIMITS, ...limits }, clock);
  const enter = () => breaker.enter((state) => states.push(state));
  const attempts = (...verdicts: readonly Verdict[]) => {
    for (const verdict of verdicts) enter()?.settle(verdict);
  };
  return { clock, states, breaker, enter, attempts };
}

test('opens when half of the attempts fail, and not on fewer than it needs', () => {
  const { states, enter, attempts } = breakerOf();
  attempts('failed', 'failed', 'failed');
  expect(states).toEqual([]);
  attempts('failed');
  expect(states).toEqual(['open']);
  expect(enter()).toBeUndefined();
});

test('a success never opens it, and a refusal counts as one', () => {
  const { states, attempts } = breakerOf();
  attempts('failed', 'failed', 'failed', 'answered');
  expect(states).toEqual([]);
  attempts('failed');
  expect(states).toEqual(['open']);
});

test('says how long nothing passes, then lets one trial through and no other', async () => {
  const { clock, states, breaker, enter, attempts } = breakerOf();
  attempts('failed', 'failed', 'failed', 'failed');
  await clock.advance(200);
  expect(breaker.waitMs).toBe(300);
  await clock.advance(300);
  expect(breaker.waitMs).toBe(0);
  const trial = enter();
  expect(enter()).toBeUndefined();
  expect(breaker.waitMs).toBeGreaterThan(0);
  trial?.settle('answered');
  expect(enter()).toBeDefined();
  expect(states).toEqual(['open', 'half-open', 'closed']);
});

test('a trial that fails opens it again for as long', async () => {
  const { clock, breaker, enter, attempts } = breakerOf();
  attempts('failed', 'failed', 'failed', 'failed');
  await clock.advance(500);
  enter()?.settle('failed');
  expect(breaker.waitMs).toBe(500);
});

test('a trial that is cancelled leaves its place to the next', async () => {
  const { clock, states, enter, attempts } = breakerOf();
  attempts('failed', 'failed', 'failed', 'failed');
  await clock.advance(500);
  enter()?.settle('cancelled');
  const next = enter();
  expect(next).toBeDefined();
  next?.settle('answered');
  expect(states).toEqual(['open', 'half-open', 'closed']);
});

test('a trial has succeeded with its first content, and counts as a failure if its stream breaks off later', async () => {
  const { clock, states, enter, attempts } = breakerOf();
  attempts('failed', 'failed', 'failed', 'failed');
  await clock.advance(500);
  const trial = enter();
  trial?.alive();
  expect(states.at(-1)).toBe('closed');
  attempts('failed', 'failed', 'failed');
  trial?.settle('failed');
  expect(states.at(-1)).toBe('open');
});

test('what was sent before it opened neither closes it nor counts against what comes after', async () => {
  const { clock, states, enter, attempts } = breakerOf();
  const early = Array.from({ length: 10 }, enter);
  attempts('failed', 'failed', 'failed', 'failed');
  early[0]?.settle('answered');
  expect(states).toEqual(['open']);
  await clock.advance(500);
  enter()?.settle('answered');
  for (const passage of early) passage?.settle('failed');
  expect(states).toEqual(['open', 'half-open', 'closed']);
});

test('a busy client is judged by the window, a quiet one by its last attempts, however long ago', async () => {
  const { clock, states, attempts } = breakerOf();
  attempts('answered', 'answered');
  await clock.advance(60_000);
  attempts('failed');
  await clock.advance(60_000);
  attempts('failed');
  expect(states).toEqual(['open']);
  const busy = breakerOf();
  busy.attempts(...new Array<Verdict>(100).fill('answered'), ...new Array<Verdict>(50).fill('failed'));
  expect(busy.states).toEqual([]);
  await busy.clock.advance(1_100);
  busy.attempts(...new Array<Verdict>(4).fill('failed'));
  expect(busy.states).toEqual(['open']);
});

test('holds no timer', () => {
  const { clock, attempts } = breakerOf();
  attempts('failed', 'failed', 'failed', 'failed');
  expect(clock.pending).toBe(0);
});

/** The same in plain words: every attempt is kept, and nothing is reckoned twice. */
class Model {
  readonly told: BreakerState[] = [];
  #now = 0;
  #state: { name: BreakerState; since: number; until: number; trial: boolean } = fresh('closed', 0);
  #attempts: { readonly at: number; readonly failed: boolean }[] = [];

  readonly limits: BreakerLimits;

  constructor(limits: BreakerLimits) {
    this.limits = limits;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  get passes(): boolean {
    const { name, until, trial } = this.#state;
    return name === 'closed' || (name === 'open' ? this.#now >= until : !trial);
  }

  enter(): Passage | undefined {
    if (!this.passes) return undefined;
    if (this.#state.name === 'open') this.#become('half-open');
    let mine = this.#state;
    mine.trial = true;
    let over = false;
    const alive = () => {
      if (over || mine !== this.#state || mine.name !== 'half-open') return;
      this.#become('closed');
      mine = this.#state;
    };
    return {
      alive,
      settle: (verdict) => {
        if (verdict === 'answered') alive();
        const isLate = over || mine !== this.#state;
        over = true;
        if (isLate) return;
        if (verdict === 'cancelled') mine.trial = false;
        else if (mine.name === 'half-open') this.#become('open');
        else this.#count(verdict === 'failed');
      },
    };
  }

  #count(failed: boolean): void {
    const { minAttempts, failureRate, windowMs } = this.limits;
    this.#attempts.push({ at: this.#now - this.#state.since, failed });
    const tenth = (at: number) => Math.floor(at / (windowMs / 10));
    const now = tenth(this.#now - this.#state.since);
    const recent = this.#attempts.filter(({ at }) => tenth(at) > now - 10);
    const judged = recent.length >= minAttempts ? recent : this.#attempts.slice(-minAttempts);
    const failures = judged.filter((attempt) => attempt.failed).length;
    if (failed && judged.length >= minAttempts && failures / judged.length >= failureRate) this.#become('open');
  }

  #become(name: BreakerState): void {
    this.#state = fresh(name, this.#now, this.#now + this.limits.openMs);
    this.#attempts = [];
    this.told.push(name);
  }
}

const fresh = (name: BreakerState, since: number, until = 0) => ({ name, since, until, trial: false });

test('does what a simple model does, whatever happens in whatever order', async () => {
  const verdict = fc.constantFrom<Verdict>('answered', 'failed', 'failed', 'cancelled');
  const step = fc.oneof(
    { weight: 5, arbitrary: fc.record({ do: fc.constant('attempt' as const), verdict }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('enter' as const) }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('settle' as const), which: fc.nat(), verdict }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('alive' as const), which: fc.nat() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('advance' as const), ms: fc.nat({ max: 800 }) }) },
  );
  const limits = fc.record({
    failureRate: fc.constantFrom(0.25, 0.5, 1),
    minAttempts: fc.integer({ min: 1, max: 6 }),
    windowMs: fc.constantFrom(100, 1_000),
    openMs: fc.constantFrom(1, 500),
  });
  await fc.assert(
    fc.asyncProperty(limits, fc.array(step, { maxLength: 80 }), async (limits, steps) => {
      let now = 0;
      const told: BreakerState[] = [];
      const breaker = new Breaker(limits, { now: () => now, after: () => () => {} });
      const model = new Model(limits);
      const open: { readonly real: Passage; readonly model: Passage }[] = [];
      const enter = () => {
        const real = breaker.enter((state) => told.push(state));
        const same = model.enter();
        expect(real === undefined).toBe(same === undefined);
        return real && same && { real, model: same };
      };
      for (const each of steps) {
        if (each.do === 'advance') {
          now += each.ms;
          model.advance(each.ms);
        } else if (each.do === 'attempt') {
          const both = enter();
          both?.real.settle(each.verdict);
          both?.model.settle(each.verdict);
        } else if (each.do === 'enter') {
          const both = enter();
          if (both) open.push(both);
        } else {
          const both = open[each.which % open.length];
          if (each.do === 'alive') {
            both?.real.alive();
            both?.model.alive();
          } else {
            both?.real.settle(each.verdict);
            both?.model.settle(each.verdict);
          }
        }
        expect(told).toEqual(model.told);
        expect(breaker.waitMs === 0).toBe(model.passes);
      }
    }),
    { numRuns: 500 },
  );
});

test('there is one for each model, and those asked for longest ago are forgotten', () => {
  const breakers = new Breakers(LIMITS, manualClock());
  const kept = breakers.of('kept');
  const gone = breakers.of('gone');
  for (let index = 0; index < 150; index++) {
    breakers.of(`model-${index}`);
    expect(breakers.of('kept')).toBe(kept);
  }
  expect(breakers.of('gone')).not.toBe(gone);
});
