import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isSecureLLMError, ThrottledError, TimeoutError } from '../../src/errors.ts';
import { bottleneckThrottle, type ThrottleLimits } from '../../src/layers/bottleneck-throttle.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { throttleJobs } from '../support/throttle-jobs.ts';

const NONE: ThrottleLimits = {
  requestsPerMinute: Number.POSITIVE_INFINITY,
  tokensPerMinute: Number.POSITIVE_INFINITY,
  maxConcurrency: Number.POSITIVE_INFINITY,
  maxQueue: Number.POSITIVE_INFINITY,
  maxWaitMs: Number.POSITIVE_INFINITY,
};

/** A throttle on a manual clock, and a log of what became of each job that was submitted to it. */
function setup(limits: Partial<ThrottleLimits>) {
  const clock: ManualClock = manualClock();
  const gate = bottleneckThrottle({ ...NONE, ...limits }, clock);
  const { log, submit } = throttleJobs(gate, clock);
  return { clock, gate, log, submit };
}

test('starts at once when nothing is in the way', async () => {
  const { clock, log, submit } = setup({});
  for (const name of ['a', 'b', 'c']) submit(name);
  await clock.advance(0);
  expect(log).toEqual(['a@0', 'b@0', 'c@0']);
  expect(clock.pending).toBe(0);
});

test('lets a tenth of the requests of a minute start at once and spaces the others', async () => {
  const { clock, log, submit } = setup({ requestsPerMinute: 20 });
  for (const name of ['a', 'b', 'c', 'd']) submit(name).release();
  await clock.advance(10_000);
  expect(log).toEqual(['a@0', 'b@0', 'c@3334', 'd@6667']); // 60 s / 18
  expect(clock.pending).toBe(0);
});

test('a job that has become pointless leaves when its turn comes, and counts for nothing', async () => {
  const { clock, log, submit } = setup({ requestsPerMinute: 20, maxConcurrency: 2 });
  let reason: Error | undefined;
  const [a] = [submit('a'), submit('b')];
  const pointless = ['c', 'd', 'e', 'f'].map((name) => submit(name, { refusal: () => reason }));
  submit('g');
  reason = new Error('pointless');
  await clock.advance(1);
  a.release();
  await clock.advance(5_000);
  expect(pointless.map(({ error }) => error)).toEqual(Array(4).fill(reason));
  expect(log.filter((line) => !line.includes('left'))).toEqual(['a@0', 'b@0', 'g@3334']);
});

test('counts tokens like requests', async () => {
  const { clock, log, submit } = setup({ tokensPerMinute: 1_000 });
  submit('a', { tokens: 100 });
  submit('b', { tokens: 90 });
  await clock.advance(10_000);
  expect(log).toEqual(['a@0', 'b@6000']);
});

test('holds as many places as may run and hands on one for each that is given back', async () => {
  const { clock, log, submit } = setup({ maxConcurrency: 2 });
  const [a, b] = ['a', 'b', 'c', 'd'].map((name) => submit(name));
  await clock.advance(10);
  expect(log).toEqual(['a@0', 'b@0']);
  b?.release();
  await clock.advance(10);
  a?.release();
  await clock.advance(10);
  expect(log).toEqual(['a@0', 'b@0', 'c@10', 'd@20']);
});

test('a place given back twice is one place', async () => {
  const { clock, log, submit } = setup({ maxConcurrency: 1 });
  const a = submit('a');
  for (const name of ['b', 'c']) submit(name);
  await clock.advance(0);
  a.release();
  a.release();
  await clock.advance(0);
  a.release();
  await clock.advance(0);
  expect(log).toEqual(['a@0', 'b@0']);
});

test('lets the lower number go first, and of equals the one that came first', async () => {
  const { clock, log, submit } = setup({ maxConcurrency: 1 });
  const first = submit('first');
  const priorities = { late: 9, usual: 5, soon: 0, usual2: 5, soon2: 0 };
  const jobs = Object.entries(priorities).map(([name, priority]) => submit(name, { priority }));
  for (const job of [first, jobs[2], jobs[4], jobs[1], jobs[3]]) {
    await clock.advance(0);
    job?.release();
  }
  await clock.advance(0);
  expect(log.map((line) => line.split('@')[0])).toEqual(['first', 'soon', 'soon2', 'usual', 'usual2', 'late']);
});

test('a heavy job waits at the head for room in the minute, and nothing of its priority passes it', async () => {
  const { clock, log, submit } = setup({ tokensPerMinute: 1_000 });
  submit('before', { tokens: 100 });
  await clock.advance(1_000);
  submit('heavy', { tokens: 990 });
  submit('light', { tokens: 1 });
  await clock.advance(1_000);
  submit('urgent', { tokens: 20, priority: 0 });
  await clock.advance(56_000);
  expect(log).toEqual(['before@0', 'urgent@2000']);
  await clock.advance(70_000);
  expect(log).toEqual(['before@0', 'urgent@2000', 'heavy@62000', 'light@62000']);
  expect(clock.pending).toBe(0);
});

test('refuses for good a job that is heavier than a minute allows', async () => {
  const { clock, submit } = setup({ tokensPerMinute: 1_000 });
  const job = submit('a', { tokens: 1_001 });
  await clock.advance(0);
  expect(job.error).toBeInstanceOf(ThrottledError);
  expect(job.error).toMatchObject({ retryable: false });
  expect(isSecureLLMError(job.error) && job.error.retryAfterMs).toBeUndefined();
  expect(String(job.error)).toMatch(/estimated at 1001 tokens.*tokensPerMinute.*shorten/);
});

test('refuses at once what the queue cannot take, loses nothing and says when to come again', async () => {
  const { clock, gate, submit } = setup({ maxConcurrency: 10, maxQueue: 100 });
  const jobs = Array.from({ length: 1_000 }, (_, index) => submit(`${index}`));
  await clock.advance(0);
  const refused = jobs.filter(({ error }) => error instanceof ThrottledError);
  expect(refused).toHaveLength(890);
  expect(refused[0]?.error).toMatchObject({ retryable: true, retryAfterMs: 100 }); // 1 s of 10 places
  await clock.advance(200);
  let settled = refused.length;
  for (const job of jobs)
    if (!job.error) {
      job.release();
      settled += 1;
      await clock.advance(0);
    }
  expect(settled).toBe(1_000);
  const release = await gate.acquire({ tokens: 1, priority: 5, signal: new AbortController().signal });
  release();
});

test('the time to come again follows how long places are held', async () => {
  const { clock, submit } = setup({ maxConcurrency: 1, maxQueue: 1 });
  const finished = [];
  for (let round = 0; round < 60; round += 1) {
    const job = submit('steady');
    finished.push(job);
    await clock.advance(200);
    job.release();
    await clock.advance(0);
  }
  const runs = submit('runs');
  submit('waits');
  await clock.advance(60_000);
  for (const again of finished) again.release();
  const refused = submit('refused');
  await clock.advance(0);
  runs.release();
  expect(isSecureLLMError(refused.error) && refused.error.retryAfterMs).toBe(201);
});

test('the time to come again is that of the rate where the rate is in the way', async () => {
  const { clock, submit } = setup({ tokensPerMinute: 1_000, maxQueue: 1 });
  for (const name of ['runs', 'waits']) submit(name, { tokens: 90 });
  const refused = submit('refused');
  await clock.advance(0);
  expect(refused.error).toMatchObject({ retryAfterMs: 5_334 }); // 80 tokens at 900 a minute
  await clock.advance(5_334);
  const accepted = submit('accepted');
  await clock.advance(0);
  expect(accepted.error).toBeUndefined();
});

test('without a queue a job starts at once or is refused', async () => {
  const { clock, log, submit } = setup({ maxConcurrency: 2, maxQueue: 0 });
  for (const name of ['a', 'b', 'c']) submit(name);
  await clock.advance(0);
  expect(log.toSorted()).toEqual(['a@0', 'b@0', 'c left@0']);
});

test('a job that waited too long leaves, and only that one', async () => {
  const { clock, log, submit } = setup({ maxConcurrency: 1, maxWaitMs: 1_000 });
  const a = submit('a');
  const b = submit('b');
  await clock.advance(600);
  submit('c');
  await clock.advance(600);
  a.release();
  await clock.advance(2_000);
  expect(log).toEqual(['a@0', 'b left@1000', 'c@1200']);
  expect(b.error).toBeInstanceOf(TimeoutError);
  expect(b.error).toMatchObject({ phase: 'queue', limitMs: 1_000 });
  expect(clock.pending).toBe(0);
});

test('an aborted job leaves with the reason as it is', async () => {
  const { clock, submit } = setup({ maxConcurrency: 1 });
  submit('a');
  for (const reason of [new Error('mine'), null, 0]) {
    const job = submit('b');
    job.abort(reason);
    await clock.advance(0);
    expect(job.error).toBe(reason);
  }
});

test('a job aborted before it was submitted is not queued', async () => {
  const { gate, clock, log, submit } = setup({ requestsPerMinute: 10 });
  const reason = new Error('mine');
  await expect(gate.acquire({ tokens: 1, priority: 5, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
  submit('a');
  await clock.advance(0);
  expect(log).toEqual(['a@0']);
});

test.each([
  ['at the head', ['b'], ['a@0', 'c@10', 'd@20']],
  ['in the middle', ['c'], ['a@0', 'b@10', 'd@20']],
  ['at the end', ['d'], ['a@0', 'b@10', 'c@20']],
  ['everywhere but at the end', ['c', 'b'], ['a@0', 'd@10']],
])('an abort %s leaves the others in order', async (_, aborted, expected) => {
  const { clock, log, submit } = setup({ maxConcurrency: 1 });
  const jobs = new Map(['a', 'b', 'c', 'd'].map((name) => [name, submit(name)]));
  for (const name of aborted) jobs.get(name)?.abort();
  await clock.advance(0);
  for (let round = 0; round < 3; round += 1) {
    await clock.advance(10);
    for (const job of jobs.values()) job.release();
  }
  await clock.advance(10);
  expect(log.filter((line) => !line.includes('left'))).toEqual(expected);
});

test('an aborted job gives its place in a full queue to the next', async () => {
  const { clock, submit } = setup({ maxConcurrency: 1, maxQueue: 1 });
  submit('runs');
  submit('waits').abort();
  const next = submit('next');
  await clock.advance(0);
  expect(next.error).toBeUndefined();
});

test('a heavy job that leaves the head is not charged and lets the next go at once', async () => {
  const { clock, log, submit } = setup({ tokensPerMinute: 1_000 });
  submit('a', { tokens: 500 });
  const heavy = submit('heavy', { tokens: 900 });
  submit('b', { tokens: 90 });
  await clock.advance(5);
  heavy.abort();
  await clock.advance(0);
  submit('c', { tokens: 400 });
  await clock.advance(0);
  expect(log.filter((line) => !line.includes('left'))).toEqual(['a@0', 'b@5', 'c@5']);
  expect(clock.pending).toBe(0);
});

test('no timer is left when the last job that waits has started or was aborted', async () => {
  const { clock, submit } = setup({ maxConcurrency: 1, maxWaitMs: 10_000 });
  const a = submit('a');
  const b = submit('b');
  expect(clock.pending).toBe(1);
  await clock.advance(0);
  a.release();
  await clock.advance(0);
  expect(clock.pending).toBe(0);
  const c = submit('c');
  expect(clock.pending).toBe(1);
  c.abort();
  expect(clock.pending).toBe(0);
  b.release();
});

test('no timer and no listener is left when the last job that waits has gone', async () => {
  const { clock, gate, submit } = setup({ tokensPerMinute: 1_000, maxWaitMs: 10_000 });
  submit('a', { tokens: 1_000 });
  const jobs = [submit('b'), submit('c')];
  const { signal } = new AbortController();
  let listeners = 0;
  const { addEventListener, removeEventListener } = signal;
  signal.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    listeners += 1;
    addEventListener.apply(signal, args);
  };
  signal.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    listeners -= 1;
    removeEventListener.apply(signal, args);
  };
  const timedOut = gate.acquire({ tokens: 1, priority: 5, signal }).catch(() => {});
  expect(listeners).toBe(1);
  for (const job of jobs) job.abort();
  expect(clock.pending).toBe(2);
  await clock.advance(10_000);
  await timedOut;
  expect(listeners).toBe(0);
  expect(clock.pending).toBe(0);
});

describe('what waits longest', () => {
  /** Starts one after the other, for as long as something waits. */
  async function startAll(
    clock: ManualClock,
    jobs: readonly { readonly release: () => void }[],
    starts: number,
    everyMs = 1,
  ) {
    for (let start = 0; start < starts; start += 1) {
      await clock.advance(everyMs);
      for (const job of jobs) job.release();
    }
    await clock.advance(everyMs);
  }

  test('starts after ten that passed it, whatever its priority', async () => {
    const { clock, log, submit } = setup({ maxConcurrency: 1 });
    const jobs = [submit('running'), submit('patient', { priority: 9 })];
    for (let index = 0; index < 20; index += 1) jobs.push(submit(`urgent ${index}`, { priority: 0 }));
    await startAll(clock, jobs, 22);
    expect(log.findIndex((line) => line.startsWith('patient'))).toBe(11);
    expect(log).toHaveLength(22);
  });

  test('is waited for where it is heavy, so that light ones do not pass it for ever', async () => {
    const { clock, log, submit } = setup({ tokensPerMinute: 1_000, maxConcurrency: 1 });
    const jobs = [submit('running', { tokens: 100 }), submit('heavy', { tokens: 1_000, priority: 9 })];
    for (let index = 0; index < 30; index += 1) jobs.push(submit('light', { tokens: 10, priority: 0 }));
    await startAll(clock, jobs, 100, 1_000);
    expect(log.findIndex((line) => line.startsWith('heavy'))).toBe(11);
  });

  test('that leaves takes its turn with it', async () => {
    const { clock, log, submit } = setup({ maxConcurrency: 1 });
    const first = submit('first', { priority: 9 });
    const jobs = [submit('patient', { priority: 9 }), submit('next', { priority: 9 })];
    for (let index = 0; index < 25; index += 1) jobs.push(submit(`urgent ${index}`, { priority: 0 }));
    await startAll(clock, [first, ...jobs], 10);
    jobs[0]?.abort();
    await startAll(clock, [first, ...jobs], 20);
    expect(log.filter((line) => !line.includes('left')).findIndex((line) => line.startsWith('next'))).toBe(21);
  });

  test('no job starts later than its bound, whatever comes while the queue moves', async () => {
    const arrivals = fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 3 }), {
      maxLength: 150,
      size: 'max',
    });
    await fc.assert(
      fc.asyncProperty(arrivals, async (rounds) => {
        const { clock, log, submit } = setup({ maxConcurrency: 1 });
        const running: { release: () => void }[] = [submit('-1')];
        const bounds = new Map<string, number>();
        const arrive = (priorities: readonly number[]) => {
          for (const priority of priorities) {
            const name = `${bounds.size}`;
            const waiting = 1 + bounds.size - log.length;
            bounds.set(name, log.length + 11 * (waiting + 1));
            running.push(submit(name, { priority }));
          }
        };
        await clock.advance(0);
        for (const priorities of [...rounds, ...rounds.flat().map(() => [])]) {
          arrive(priorities);
          for (const job of running) job.release();
          await clock.advance(0);
        }
        expect(log).toHaveLength(bounds.size + 1);
        for (const [start, line] of log.entries())
          expect(start).toBeLessThanOrEqual(bounds.get(line.split('@')[0] ?? '') ?? 0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a scope', () => {
  const perScope = { requestsPerMinute: 2, tokensPerMinute: 100 };

  test('over its limit is refused at once, and told when to come again', async () => {
    const { clock, log, submit } = setup({ perScope });
    for (const name of ['a', 'b']) submit(name, { scope: 'tenant' });
    await clock.advance(10_000);
    const refused = submit('c', { scope: 'tenant' });
    for (const name of ['d', 'e', 'f']) submit(name);
    submit('g', { scope: 'another' });
    await clock.advance(0);
    expect(refused.error).toBeInstanceOf(ThrottledError);
    expect(refused.error).toMatchObject({ retryable: true, retryAfterMs: 50_000 });
    expect(String(refused.error)).toMatch(/scope.*retry in 50000 ms.*throttle\.perScope/);
    expect(String(refused.error)).not.toContain('tenant');
    await clock.advance(50_000);
    submit('h', { scope: 'tenant' });
    await clock.advance(0);
    expect(log.filter((line) => !line.includes('left'))).toEqual([
      'a@0',
      'b@0',
      'd@10000',
      'e@10000',
      'f@10000',
      'g@10000',
      'h@60000',
    ]);
  });

  test('does not fill the queue of the others', async () => {
    const { clock, submit } = setup({ perScope, maxConcurrency: 1, maxQueue: 5 });
    const jobs = Array.from({ length: 100 }, () => submit('tenant', { scope: 'tenant' }));
    const other = submit('other', { scope: 'other' });
    await clock.advance(0);
    expect(jobs.filter(({ error }) => error)).toHaveLength(98);
    expect(other.error).toBeUndefined();
  });

  test('is refused for good a call heavier than its minute', async () => {
    const { clock, submit } = setup({ perScope });
    const job = submit('a', { scope: 'tenant', tokens: 101 });
    await clock.advance(0);
    expect(job.error).toMatchObject({ retryable: false });
    expect(String(job.error)).toMatch(/throttle\.perScope\.tokensPerMinute` is 100/);
  });
});
