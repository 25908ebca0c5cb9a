import { expect, test } from 'vitest';
import { NetworkError } from '../../src/errors.ts';
import { compose } from '../../src/layers/compose.ts';
import { type AttemptLimits, timeout } from '../../src/layers/timeout.ts';
import { sleep } from '../../src/lib/clock.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, stall, text } from '../../src/testing/steps.ts';
import type { Handler } from '../../src/types/call.ts';
import { listenersOf } from '../support/listeners.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

const LIMITS: AttemptLimits = { attemptMs: 1_000, firstTokenMs: 500, idleMs: 100 };

const limited = (core: Handler, clock: ManualClock, limits: Partial<AttemptLimits> = {}) =>
  compose([timeout({ ...LIMITS, ...limits }, clock)], core);

/** Text pieces, each after a wait on the clock. */
const paced = (clock: ManualClock, ...waits: number[]): Handler =>
  async function* ({ signal }) {
    yield { type: 'start', provider: 'p', model: 'm' };
    for (const wait of waits) {
      await sleep(clock, wait, signal);
      yield text('x');
    }
    yield end();
  };

test('a stream without content in time fails with phase first-token, and its signal is aborted', async () => {
  const clock = manualClock();
  const provider = scripted([stall]);
  const reading = readAll(limited(provider.call, clock)(aCall()));
  await clock.advance(499);
  expect(clock.pending).toBeGreaterThan(0);
  await clock.advance(1);
  expect((await reading).error).toMatchObject({
    code: 'ERR_TIMEOUT',
    phase: 'first-token',
    limitMs: 500,
    retryable: true,
  });
  expect(clock.pending).toBe(0);
});

test('a whole answer that does not come in time fails with phase attempt; first-token and idle are not asked', async () => {
  const clock = manualClock();
  const reading = readAll(limited(scripted([stall]).call, clock)(aCall({ wire: 'whole' })));
  await clock.advance(999);
  await clock.advance(1);
  expect((await reading).error).toMatchObject({ phase: 'attempt', limitMs: 1_000 });
});

test('silence after content fails with phase idle and is not retryable', async () => {
  const clock = manualClock();
  const reading = readAll(limited(scripted(['Hel', stall]).call, clock)(aCall()));
  await clock.advance(100);
  const { seen, error } = await reading;
  expect(seen).toEqual(['Hel']);
  expect(error).toMatchObject({ phase: 'idle', retryable: false });
});

test('content within the idle limit keeps a stream alive beyond every inner limit', async () => {
  const clock = manualClock();
  const reading = readAll(limited(paced(clock, ...new Array(30).fill(90)), clock)(aCall()));
  await clock.advance(30 * 90);
  const { seen, error } = await reading;
  expect(error).toBeUndefined();
  expect(seen).toHaveLength(30);
  expect(clock.pending).toBe(0);
});

test('events that are not content do not stop the idle timer', async () => {
  const clock = manualClock();
  const core: Handler = async function* ({ signal }) {
    yield text('x');
    while (true) {
      await sleep(clock, 40, signal);
      yield { type: 'start', provider: 'p', model: 'm' };
    }
  };
  const reading = readAll(limited(core, clock)(aCall()));
  await clock.advance(100);
  expect((await reading).error).toMatchObject({ phase: 'idle' });
});

test("the reader's own time is not counted against the provider", async () => {
  const clock = manualClock();
  const events = limited(paced(clock, 10, 10), clock)(aCall())[Symbol.asyncIterator]();
  await events.next();
  const first = events.next();
  await clock.advance(10);
  await first;
  await clock.advance(60_000); // the reader thinks
  const second = events.next();
  await clock.advance(10);
  expect(await second).toMatchObject({ value: { type: 'text-delta' } });
  await events.return?.();
  expect(clock.pending).toBe(0);
});

test('a provider that ignores its signal is left behind', async () => {
  const clock = manualClock();
  const deaf: Handler = async function* () {
    await new Promise(() => {});
  };
  const reading = readAll(limited(deaf, clock)(aCall()));
  await clock.advance(500);
  expect((await reading).error).toMatchObject({ phase: 'first-token' });
});

test('no listener stays on the signal of the call, however the attempt ends', async () => {
  for (const provider of [scripted(['a']), scripted([new NetworkError('reset')])]) {
    const { signal } = new AbortController();
    const listeners = listenersOf(signal);
    await readAll(limited(provider.call, manualClock())(aCall({ signal })));
    expect(listeners.size).toBe(0);
  }
});
