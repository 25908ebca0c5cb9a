import fc from 'fast-check';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  type AuditRecord,
  type Handler,
  NetworkError,
  SecureLLMClient,
  type SecureLLMClientOptions,
  StreamInterruptedError,
} from '../../../src/index.ts';
import { Flight } from '../../../src/layers/cache/flight.ts';
import { scripted } from '../../../src/testing/scripted.ts';
import { end, text } from '../../../src/testing/steps.ts';
import { listenersOf } from '../../support/listeners.ts';
import { manualClock } from '../../support/manual-clock.ts';

/** A provider that says one thing after another when it is told to. */
function paced(options: Partial<SecureLLMClientOptions> = {}) {
  const clock = manualClock();
  const state = { calls: 0, running: 0, aborted: 0 };
  let steps: (() => void)[] = [];
  const go = async () => {
    await soon(() => expect(steps.length).toBeGreaterThan(0));
    for (const step of steps.splice(0)) step();
  };
  const call: Handler = async function* ({ signal }) {
    state.calls++;
    state.running++;
    const turn = () =>
      new Promise<void>((resolve, reject) => {
        steps.push(resolve);
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
      });
    signal.addEventListener('abort', () => state.aborted++);
    try {
      yield { type: 'start', provider: 'paced', model: 'paced' };
      for (const word of ['one ', 'two ', 'three']) {
        await turn();
        yield text(word);
      }
      await turn();
      yield end();
    } finally {
      state.running--;
    }
  };
  const records: AuditRecord[] = [];
  const client = new SecureLLMClient({
    provider: { ...scripted([]), name: 'paced', call },
    clock,
    cache: {},
    retry: { maxRetries: 0 },
    audit: (record) => void records.push(record),
    ...options,
  });
  const forget = () => {
    steps = [];
  };
  return { client, clock, state, records, go, forget };
}

const boarded = vi.spyOn(Flight.prototype, 'join');
beforeEach(() => void boarded.mockClear());

const soon = (check: () => void) => vi.waitFor(check, { interval: 1 });

/** So many have joined one who was before them. */
const joined = (count: number) => soon(() => expect(boarded).toHaveBeenCalledTimes(count));

/** Everything that hangs on promises alone has happened. */
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('several that ask the same at a time', () => {
  test('share one call: one attempt, on the record of the first', async () => {
    const { client, state, records, go } = paced();
    const asked = [client.chat('Hi')];
    await soon(() => expect(state.calls).toBe(1));
    asked.push(client.chat('Hi'), client.chat('Hi'));
    await joined(2);
    for (let turn = 0; turn < 4; turn++) await go();
    const results = await Promise.all(asked);
    expect(results.map(({ text }) => text)).toEqual(Array(3).fill('one two three'));
    expect(results.map(({ cached, attempts }) => [cached, attempts.length])).toEqual([
      [false, 1],
      [true, 0],
      [true, 0],
    ]);
    expect(results.map(({ usage }) => usage.totalTokens)).toEqual([15, 0, 0]);
    expect(records.map(({ usage }) => usage?.totalTokens)).toEqual([15, 0, 0]);
    expect(state).toEqual({ calls: 1, running: 0, aborted: 0 });
    expect(records.flatMap(({ attempts }) => attempts)).toHaveLength(1);
    expect(client.stats()).toMatchObject({ attempts: 1, cached: 2, tokens: { input: 10, output: 5 } });
  });

  test('read a stream as it comes, also who comes in the middle', async () => {
    const { client, state, go } = paced();
    const [one, two] = [client.stream('Hi').textStream, client.stream('Hi').textStream];
    const first = one[Symbol.asyncIterator]();
    const second = two[Symbol.asyncIterator]();
    const reads = [first.next(), second.next()];
    await joined(1);
    await go();
    expect((await Promise.all(reads)).map(({ value }) => value)).toEqual(['one ', 'one ']);
    const late = client.stream('Hi').textStream[Symbol.asyncIterator]();
    expect((await late.next()).value).toBe('one ');
    const more = [first.next(), late.next()];
    await go();
    expect((await Promise.all(more)).map(({ value }) => value)).toEqual(['two ', 'two ']);
    expect(state.calls).toBe(1);
    await Promise.all([first.return?.(), second.return?.(), late.return?.()]);
    await settled();
    expect(state).toEqual({ calls: 1, running: 0, aborted: 1 });
  });

  test('do not wait for one who reads slowly, be it the first', async () => {
    const { client, go, state } = paced();
    const slow = client.stream('Hi').textStream[Symbol.asyncIterator]();
    const read = slow.next();
    await go();
    await read;
    const asked = client.chat('Hi');
    await joined(1);
    for (let turn = 0; turn < 3; turn++) await go();
    expect((await asked).text).toBe('one two three');
    expect((await slow.next()).value).toBe('two ');
    expect(state.calls).toBe(1);
    await slow.return?.();
  });

  test('of one scope share nothing with those of another', async () => {
    const { client, go, state } = paced();
    const asked = ['one', 'two'].map((scope) => client.chat('Hi', { scope }));
    await soon(() => expect(state.calls).toBe(2));
    for (let turn = 0; turn < 4; turn++) {
      await settled();
      await go();
    }
    await Promise.all(asked);
  });
});

describe('when the first leaves', () => {
  test('the others get their answer of the same call, and the attempt goes on the record of the next', async () => {
    const { client, state, records, go } = paced();
    const controller = new AbortController();
    const reason = new Error('mine');
    const first = client.chat('Hi', { signal: controller.signal });
    await soon(() => expect(state.calls).toBe(1));
    const others = [client.chat('Hi'), client.stream('Hi').final()];
    await joined(2);
    await go();
    controller.abort(reason);
    await expect(first).rejects.toBe(reason);
    for (let turn = 0; turn < 3; turn++) await go();
    const results = await Promise.all(others);
    expect(results.map(({ text }) => text)).toEqual(['one two three', 'one two three']);
    const facts = results.map(({ attempts, cached, usage }) => [attempts.length, cached, usage.totalTokens]);
    expect(facts).toContainEqual([1, false, 15]);
    expect(facts).toContainEqual([0, true, 0]);
    expect(records.map(({ outcome, attempts }) => [outcome, attempts.length]).sort()).toEqual([
      ['cancelled', 0],
      ['ok', 0],
      ['ok', 1],
    ]);
    expect(state).toEqual({ calls: 1, running: 0, aborted: 0 });
  });

  test('and nobody is left, the call is aborted with its reason, and the next one asks anew', async () => {
    const { client, state, records, clock, forget, go } = paced();
    const controller = new AbortController();
    const listeners = listenersOf(controller.signal);
    const asked = [1, 2].map(() => client.chat('Hi', { signal: controller.signal }).catch((error: unknown) => error));
    await joined(1);
    await soon(() => expect(state.calls).toBe(1));
    controller.abort('enough');
    expect(await Promise.all(asked)).toEqual(['enough', 'enough']);
    await settled();
    expect(state).toEqual({ calls: 1, running: 0, aborted: 1 });
    expect(records.flatMap(({ attempts }) => attempts)).toHaveLength(1);
    expect([clock.pending, listeners.size]).toEqual([0, 0]);
    expect(client.stats().throttle).toEqual({ waiting: 0, inFlight: 0 });
    forget();
    const again = client.chat('Hi');
    for (let turn = 0; turn < 4; turn++) await go();
    expect((await again).cached).toBe(false);
    expect(state.calls).toBe(2);
  });

  test('and comes to its end late, those who ask meanwhile still share one call', async () => {
    const waiting: (() => void)[] = [];
    const reserve = async () => {
      await new Promise<void>((resolve) => waiting.push(resolve)); // whatever its call has come to
      return { granted: true, settle() {} } as const;
    };
    const budget = { maxTokens: 10_000, per: 'scope', ledger: { reserve } } as const;
    const provider = scripted(['Hello!']);
    const client = new SecureLLMClient({ provider, cache: {}, budget, clock: manualClock() });
    const controller = new AbortController();
    const first = client.chat('Hi', { signal: controller.signal });
    await soon(() => expect(waiting).toHaveLength(1));
    controller.abort('enough');
    await expect(first).rejects.toBe('enough');
    const others = [client.chat('Hi')];
    await soon(() => expect(waiting).toHaveLength(2));
    waiting[0]?.();
    await settled();
    others.push(client.chat('Hi'));
    await joined(1);
    waiting[1]?.();
    await Promise.all(others);
    expect(provider.calls).toBe(1);
  });

  test('a total time of its own ends it alone', async () => {
    const { client, state, clock, go } = paced();
    const first = client.chat('Hi', { timeout: { totalMs: 50 } }).catch((error: unknown) => error);
    await soon(() => expect(state.calls).toBe(1));
    const second = client.chat('Hi');
    await joined(1);
    await clock.advance(50);
    expect(await first).toMatchObject({ code: 'ERR_TIMEOUT', phase: 'total' });
    for (let turn = 0; turn < 4; turn++) await go();
    expect((await second).text).toBe('one two three');
    expect(state.calls).toBe(1);
  });
});

describe('when the call fails', () => {
  /** Fails the first time, after so many words. */
  function failing(words: number, wait: { until: Promise<void> }) {
    let calls = 0;
    const call: Handler = async function* () {
      const isFirst = ++calls === 1;
      yield { type: 'start', provider: 'p', model: 'm' };
      for (let word = 0; word < (isFirst ? words : 1); word++) yield text('word');
      if (isFirst) {
        await wait.until;
        throw new NetworkError('reset');
      }
      yield end();
    };
    const client = new SecureLLMClient({
      provider: { ...scripted([]), call },
      cache: {},
      retry: { maxRetries: 0 },
      clock: manualClock(),
    });
    return { client, calls: () => calls };
  }

  test('the first gets the error, and the others ask by themselves', async () => {
    let fail = () => {};
    const wait = { until: new Promise<void>((resolve) => (fail = resolve)) };
    const { client, calls } = failing(0, wait);
    const first = client.chat('Hi').catch((error: unknown) => error);
    await soon(() => expect(calls()).toBe(1));
    const others = [client.chat('Hi'), client.chat('Hi'), client.stream('Hi').final()];
    await joined(3);
    fail();
    expect(await first).toMatchObject({ code: 'ERR_NETWORK', attempts: [{ errorCode: 'ERR_NETWORK' }] });
    const results = await Promise.all(others);
    expect(results.map(({ text, cached, attempts }) => [text, cached, attempts.length])).toEqual(
      Array(3).fill(['word', false, 1]),
    );
    expect(calls()).toBe(4);
  });

  test('in the middle of what was shown, a stream is interrupted; a whole answer is asked for again', async () => {
    let fail = () => {};
    const wait = { until: new Promise<void>((resolve) => (fail = resolve)) };
    const { client, calls } = failing(2, wait);
    const first = client
      .stream('Hi')
      .final()
      .catch((error: unknown) => error);
    await soon(() => expect(calls()).toBe(1));
    const stream = client
      .stream('Hi')
      .final()
      .catch((error: unknown) => error);
    const whole = client.chat('Hi');
    await joined(2);
    await settled();
    fail();
    expect(await first).toBeInstanceOf(NetworkError);
    expect(await stream).toBeInstanceOf(StreamInterruptedError);
    expect(await stream).toMatchObject({ attempts: [], retryable: true });
    expect((await whole).text).toBe('word');
    expect(calls()).toBe(2);
  });
});

test('whoever comes and goes in whatever order, who stays gets the answer and nothing is left behind', async () => {
  const visitor = fc.record({
    arrives: fc.nat(5),
    leaves: fc.option(fc.nat(6)),
    streams: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(visitor, { minLength: 1, maxLength: 5 }), async (visitors) => {
      const clock = manualClock();
      let running = 0;
      const call: Handler = async function* ({ signal }) {
        running++;
        try {
          yield { type: 'start', provider: 'p', model: 'm' };
          for (const word of ['a', 'b', 'c']) {
            await new Promise((resolve) => setImmediate(resolve));
            signal.throwIfAborted();
            yield text(word);
          }
          yield end();
        } finally {
          running--;
        }
      };
      const records: AuditRecord[] = [];
      const client = new SecureLLMClient({
        provider: { ...scripted([]), call },
        cache: {},
        clock,
        audit: (record) => void records.push(record),
      });
      await client.chat('warm', { cache: false });
      records.length = 0;
      const turn = () => new Promise((resolve) => setImmediate(resolve));
      const visits = visitors.map(async ({ arrives, leaves, streams }) => {
        for (let at = 0; at < arrives; at++) await turn();
        const controller = new AbortController();
        const { signal } = controller;
        const asked = streams ? client.stream('Hi', { signal }).final() : client.chat('Hi', { signal });
        const outcome = asked.then(
          ({ text }) => text,
          (error: unknown) => error,
        );
        if (leaves !== null) {
          for (let at = 0; at < leaves; at++) await turn();
          controller.abort('left');
        }
        return outcome;
      });
      const outcomes = await Promise.all(visits);
      for (const [index, { leaves }] of visitors.entries())
        expect(leaves === null ? ['abc'] : ['abc', 'left']).toContain(outcomes[index]);
      await soon(() => expect(running).toBe(0));
      expect(client.stats()).toMatchObject({ calls: { running: 0 }, throttle: { waiting: 0, inFlight: 0 } });
      expect(records.flatMap(({ attempts }) => attempts)).toHaveLength(client.stats().attempts - 1);
      expect(clock.pending).toBe(0);
    }),
    { numRuns: 60 },
  );
});
