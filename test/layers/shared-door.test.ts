import { expect, test } from 'vitest';
import { ThrottledError, TimeoutError } from '../../src/errors.ts';
import { bottleneckThrottle, type ThrottleLimits } from '../../src/layers/bottleneck-throttle.ts';
import type { SharedAnswer, SharedAsk, SharedGate } from '../../src/types/shared-limits.ts';
import { manualClock } from '../support/manual-clock.ts';
import { throttleJobs } from '../support/throttle-jobs.ts';

const LIMITS: ThrottleLimits = {
  requestsPerMinute: Number.POSITIVE_INFINITY,
  tokensPerMinute: Number.POSITIVE_INFINITY,
  maxConcurrency: 10,
  maxQueue: 100,
  maxWaitMs: 10_000,
};

/** A throttle whose shared limits answer when the test says so. */
function setup(limits: Partial<ThrottleLimits> = {}) {
  const clock = manualClock();
  const asks: (SharedAsk & { answer(answer: SharedAnswer): void; refuse(error: unknown): void })[] = [];
  const shared: SharedGate = {
    take: (ask) => new Promise((answer, refuse) => asks.push({ ...ask, answer, refuse })),
  };
  const gate = bottleneckThrottle({ ...LIMITS, ...limits, shared }, clock);
  let released = 0;
  const { log, submit } = throttleJobs(gate, clock);
  const turn = () => clock.advance(0);
  const grant = async () => {
    asks.at(-1)?.answer({ granted: true, release: () => (released += 1) });
    await turn();
  };
  const refuse = async (waitMs: number) => {
    asks.at(-1)?.answer({ granted: false, waitMs });
    await turn();
  };
  return { clock, asks, log, submit, turn, grant, refuse, released: () => released };
}

test('asks for the head alone, one at a time, and starts it once it is granted', async () => {
  const { asks, log, submit, grant, clock } = setup();
  submit('a', { tokens: 7 });
  submit('b', { tokens: 8 });
  expect(asks.map(({ tokens }) => tokens)).toEqual([7]);
  expect(asks[0]?.limits).toMatchObject({ maxConcurrency: 10 });
  await grant();
  expect(log).toEqual(['a@0']);
  expect(asks.map(({ tokens }) => tokens)).toEqual([7, 8]);
  await grant();
  expect(log).toEqual(['a@0', 'b@0']);
  expect(new Set(asks.map(({ queue }) => queue)).size).toBe(1);
  expect(clock.pending).toBe(0);
});

test('asks nothing that its own limits refuse', async () => {
  const { asks, submit, grant } = setup({ maxConcurrency: 1 });
  const a = submit('a');
  submit('b');
  await grant();
  expect(asks).toHaveLength(1);
  a.release();
  await grant();
  expect(asks).toHaveLength(2);
});

test('asks again when it was told to, and not before', async () => {
  const { asks, log, submit, refuse, grant, clock } = setup();
  submit('a');
  await refuse(300);
  await clock.advance(299);
  expect(asks).toHaveLength(1);
  await clock.advance(1);
  expect(asks).toHaveLength(2);
  await grant();
  expect(log).toEqual(['a@300']);
  expect(clock.pending).toBe(0);
});

test('gives a place back once, with its own', async () => {
  const { submit, grant, released } = setup();
  const a = submit('a');
  await grant();
  expect(released()).toBe(0);
  a.release();
  a.release();
  expect(released()).toBe(1);
});

test('a grant that comes after its job was aborted is given back, and the next is asked for', async () => {
  const { asks, log, submit, grant, released, turn } = setup();
  const a = submit('a');
  submit('b');
  a.abort('enough');
  await turn();
  expect(asks).toHaveLength(1);
  await grant();
  expect(released()).toBe(1);
  expect(asks).toHaveLength(2);
  await grant();
  expect(log).toEqual(['a left@0', 'b@0']);
  expect(released()).toBe(1);
});

test('a grant that comes after its job has waited too long is given back, and no timer is left', async () => {
  const { submit, grant, released, clock } = setup();
  const a = submit('a');
  await clock.advance(10_000);
  expect(a.error).toBeInstanceOf(TimeoutError);
  await grant();
  expect(released()).toBe(1);
  expect(clock.pending).toBe(0);
});

test('a job that leaves between two asks leaves no timer', async () => {
  const { submit, refuse, clock, turn } = setup();
  const a = submit('a');
  await refuse(500);
  a.abort('enough');
  await turn();
  expect(clock.pending).toBe(0);
});

test('an urgent job that comes while another one is asked for goes next', async () => {
  const { asks, log, submit, grant, released } = setup();
  submit('first');
  submit('usual');
  submit('urgent', { priority: 0 });
  await grant();
  await grant();
  await grant();
  expect(log).toEqual(['first@0', 'urgent@0', 'usual@0']);
  expect(asks).toHaveLength(3);
  expect(released()).toBe(0);
});

test('the only place is never held for a job behind an urgent one that waits for it', async () => {
  const clock = manualClock();
  let free = 1;
  const shared: SharedGate = {
    async take() {
      if (free === 0) return { granted: false, waitMs: 50 };
      free -= 1;
      return { granted: true, release: () => (free += 1) };
    },
  };
  const gate = bottleneckThrottle({ ...LIMITS, maxConcurrency: 1, shared }, clock);
  const order: string[] = [];
  const run = async (name: string, priority: number) => {
    const release = await gate.acquire({ tokens: 1, priority, signal: new AbortController().signal });
    order.push(name);
    release();
  };
  const all = Promise.all([run('usual', 5), run('urgent', 0), run('later', 5)]);
  await clock.advance(LIMITS.maxWaitMs);
  await all;
  expect(order).toEqual(['usual', 'urgent', 'later']);
});

test('a job that was granted and leaves before it starts gives its place back, and the one behind it comes next', async () => {
  const rates = { requestsPerMinute: 100, tokensPerMinute: 1_000 };
  const { asks, log, submit, grant, released, turn, clock } = setup({ ...rates, ceilings: rates });
  const first = submit('first');
  await grant();
  const usual = submit('usual');
  first.release.learn?.({ retryAfterMs: 5_000 });
  submit('urgent', { priority: 0 });
  await grant();
  expect(log).toEqual(['first@0']);
  usual.abort('enough');
  await turn();
  expect(released()).toBe(1);
  expect(asks).toHaveLength(2);
  await clock.advance(5_000);
  await grant();
  expect(log).toEqual(['first@0', 'usual left@0', 'urgent@5000']);
});

test('a job that may not start at all is refused, and the next is asked for', async () => {
  const { asks, submit, log, turn, grant } = setup();
  const a = submit('a');
  submit('b');
  const error = new ThrottledError(1_000, 'the shared limits cannot be reached');
  asks[0]?.refuse(error);
  await turn();
  expect(a.error).toBe(error);
  await grant();
  expect(log).toEqual(['a left@0', 'b@0']);
});

test('a job that has become pointless gives a grant back and lets the next one be asked for', async () => {
  const { asks, submit, grant, released, log } = setup();
  let reason: Error | undefined;
  const a = submit('a', { refusal: () => reason });
  submit('b');
  reason = new Error('pointless');
  await grant();
  expect(a.error).toBe(reason);
  expect(released()).toBe(1);
  await grant();
  expect(log).toEqual(['a left@0', 'b@0']);
  expect(asks).toHaveLength(2);
});

test('a refusal that comes while an urgent job is the head holds nothing up', async () => {
  const { asks, submit, log, turn, grant } = setup();
  submit('usual');
  submit('urgent', { priority: 0 });
  asks[0]?.refuse(new ThrottledError(1_000, 'the shared limits cannot be reached'));
  await turn();
  await grant();
  expect(log).toEqual(['usual left@0', 'urgent@0']);
});

test('asks with the limits that the provider has taught, and for no more than a minute of them', async () => {
  const given = { requestsPerMinute: 100, tokensPerMinute: 1_000 };
  const { asks, submit, grant, clock } = setup({ ...given, ceilings: given });
  const a = submit('a');
  await grant();
  expect(asks[0]?.limits).toEqual({ ...given, maxConcurrency: 10 });
  a.release.learn?.({ tokens: { limit: 500 } });
  await clock.advance(120_000);
  submit('b', { tokens: 900 });
  expect(asks[1]).toMatchObject({ tokens: 500, limits: { requestsPerMinute: 100, tokensPerMinute: 500 } });
});
