import { describe, expect, test } from 'vitest';
import { AuthenticationError, CircuitOpenError, NetworkError } from '../../src/errors.ts';
import { bottleneckThrottle } from '../../src/layers/bottleneck-throttle.ts';
import { breaker, unlessOpen } from '../../src/layers/breaker.ts';
import { compose } from '../../src/layers/compose.ts';
import { throttle } from '../../src/layers/throttle.ts';
import { Breaker } from '../../src/lib/breaker.ts';
import { type Step, scripted } from '../../src/testing/scripted.ts';
import { stall } from '../../src/testing/steps.ts';
import type { Call } from '../../src/types/call.ts';
import type { ClientEvents } from '../../src/types/client-event.ts';
import { listenersOf } from '../support/listeners.ts';
import { manualClock } from '../support/manual-clock.ts';
import { aCall, readAll } from '../support/read-all.ts';

const TARGET = { provider: 'p', model: 'm' };
const reset = new NetworkError('reset');

/** A provider behind a throttle with one place and a breaker that opens after two failures, as the client puts them. */
function guarded(...runs: readonly (readonly Step[])[]) {
  const clock = manualClock();
  const provider = scripted(...runs);
  const circuit = new Breaker({ failureRate: 1, minAttempts: 2, windowMs: 1_000, openMs: 500 }, clock);
  const never = Number.POSITIVE_INFINITY;
  const limits = { requestsPerMinute: never, tokensPerMinute: never, maxQueue: never, maxWaitMs: never };
  const gate = bottleneckThrottle({ ...limits, maxConcurrency: 1 }, clock);
  const layers = [
    unlessOpen(circuit, TARGET),
    throttle(gate, clock, { ...TARGET, maxPauseMs: 0 }),
    breaker(circuit, TARGET),
  ];
  const states: ClientEvents['breaker'][] = [];
  const emit = ((_: 'breaker', event: ClientEvents['breaker']) => states.push(event)) as Call['emit'];
  const handler = compose(layers, provider.call);
  const ask = (overrides: Partial<Call> = {}) => readAll(handler(aCall({ ...(emit && { emit }), ...overrides })));
  return { clock, provider, circuit, states, handler, ask };
}

test('what an open breaker refuses is not sent, does not queue, and is told how long to wait', async () => {
  const { provider, ask, clock, states } = guarded([reset], [reset], ['ok']);
  await ask();
  await ask();
  await clock.advance(200);
  const { error } = await ask();
  expect(error).toBeInstanceOf(CircuitOpenError);
  expect(error).toMatchObject({ provider: 'p', retryAfterMs: 300, retryable: true });
  expect(provider.calls).toBe(2);
  await clock.advance(300);
  expect((await ask()).seen).toEqual(['ok']);
  expect(states).toEqual(['open', 'half-open', 'closed'].map((state) => ({ ...TARGET, state })));
});

test('what waits for its place when the breaker opens is refused as soon as it gets one', async () => {
  const { provider, ask } = guarded([reset], [reset], ['ok']);
  const answers = await Promise.all([ask(), ask(), ask(), ask()]);
  expect(answers.map(({ error }) => (error as { code: string }).code)).toEqual([
    'ERR_NETWORK',
    'ERR_NETWORK',
    'ERR_CIRCUIT_OPEN',
    'ERR_CIRCUIT_OPEN',
  ]);
  expect(provider.calls).toBe(2);
});

test('whoever gets a place first makes the trial: nobody queues while holding it', async () => {
  const { circuit, clock, ask, provider } = guarded([stall], ['ok']);
  const controller = new AbortController();
  const held = ask({ signal: controller.signal }); // sent before it opened, and still in the one place
  await clock.advance(0);
  for (let failure = 0; failure < 2; failure++) circuit.enter(() => {})?.settle('failed');
  await clock.advance(500);
  const waiting = [ask(), ask({ priority: 0 })];
  await clock.advance(0);
  expect(circuit.waitMs).toBe(0); // the trial is still to be had
  controller.abort();
  await held;
  expect((await Promise.all(waiting)).map(({ seen }) => seen)).toEqual([['ok'], ['ok']]);
  expect(provider.calls).toBe(3);
});

test('while a trial runs all others are refused; its first content lets them in', async () => {
  const { clock, handler, ask } = guarded([reset], [reset], ['ok']);
  await ask();
  await ask();
  await clock.advance(500);
  const trial = handler(aCall())[Symbol.asyncIterator]();
  await trial.next(); // `start` is no content
  expect((await ask()).error).toMatchObject({ code: 'ERR_CIRCUIT_OPEN', retryAfterMs: 1_000 });
  await trial.next();
  const other = ask();
  await trial.return?.();
  expect((await other).seen).toEqual(['ok']);
});

describe('a trial that ends without a verdict leaves its place to the next', () => {
  const opened = async () => {
    const all = guarded([reset], [reset], [stall], ['ok']);
    await all.ask();
    await all.ask();
    await all.clock.advance(500);
    return all;
  };

  test('by an abort', async () => {
    const { ask, clock } = await opened();
    const controller = new AbortController();
    const trial = ask({ signal: controller.signal });
    await clock.advance(0);
    controller.abort('mine');
    expect((await trial).error).toBe('mine');
    expect((await ask()).seen).toEqual(['ok']);
  });

  test('by an abort while the reader is away', async () => {
    const { ask, handler, circuit } = await opened();
    const controller = new AbortController();
    const trial = handler(aCall({ signal: controller.signal }))[Symbol.asyncIterator]();
    await trial.next();
    expect(circuit.waitMs).toBe(1_000);
    controller.abort();
    expect(circuit.waitMs).toBe(0);
    expect((await ask()).seen).toEqual(['ok']);
  });

  test('by a reader who leaves', async () => {
    const { handler, circuit } = await opened();
    for await (const _ of handler(aCall())) break;
    expect(circuit.waitMs).toBe(0);
  });
});

test('a refusal is an answer: a wrong key opens nothing, and ends a trial well', async () => {
  const { clock, ask, provider, circuit } = guarded([reset], [reset], [new AuthenticationError({})]);
  await ask();
  await ask();
  await clock.advance(500);
  for (let call = 0; call < 5; call++) expect((await ask()).error).toMatchObject({ code: 'ERR_AUTHENTICATION' });
  expect(provider.calls).toBe(7);
  expect(circuit.waitMs).toBe(0);
});

test('a stream that breaks off after content is a failure, one that its reader leaves is none', async () => {
  const broken = guarded(['Hel', reset]);
  await broken.ask();
  await broken.ask();
  expect(broken.circuit.waitMs).toBe(500);
  const left = guarded(['Hel', 'lo']);
  for (let call = 0; call < 5; call++) for await (const _ of left.handler(aCall())) break;
  expect(left.circuit.waitMs).toBe(0);
});

test('leaves no listener on the signal, however it ends', async () => {
  const { ask } = guarded(['ok'], [reset], [reset], ['ok']);
  for (let call = 0; call < 4; call++) {
    const { signal } = new AbortController();
    const listeners = listenersOf(signal);
    await ask({ signal });
    expect(listeners.size).toBe(0);
  }
});
