import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import {
  type BatchProgress,
  type ChatRequest,
  type Handler,
  InvalidInputError,
  NetworkError,
  SecureLLMClient,
  type SecureLLMClientOptions,
} from '../../src/index.ts';
import { sleep } from '../../src/lib/clock.ts';
import { batch } from '../../src/operations/batch.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { end, text } from '../../src/testing/steps.ts';
import { manualClock } from '../support/manual-clock.ts';

/** What is loaded with the first call is there. */
beforeAll(async () => void (await new SecureLLMClient({ provider: scripted(['a']) }).batch(['a'])));

const questionOf = ({ messages }: ChatRequest): string => {
  const part = messages.at(-1)?.content[0];
  return part?.type === 'text' ? part.text : '';
};

/** A provider that answers with the question, `takesMs` later, and counts how many it answers at a time. */
function echo(options: Partial<SecureLLMClientOptions> = {}, takesMs = 10) {
  const clock = manualClock();
  const state = { running: 0, most: 0, asked: [] as string[] };
  const call: Handler = async function* ({ request, signal }) {
    state.asked.push(questionOf(request));
    state.most = Math.max(state.most, ++state.running);
    try {
      await sleep(clock, takesMs, signal);
      if (questionOf(request) === 'fail') throw new NetworkError('reset');
      yield { type: 'start', provider: 'echo', model: 'echo' };
      yield text(questionOf(request));
      yield end();
    } finally {
      state.running--;
    }
  };
  const provider = { ...scripted([]), name: 'echo', call };
  const client = new SecureLLMClient({ provider, clock, retry: { maxRetries: 0 }, ...options });
  return { client, clock, state };
}

const said = (results: Awaited<ReturnType<SecureLLMClient['batch']>>) =>
  results.map((result) => (result.ok ? result.value.text : result.error));

test('answers in the order of the inputs, and a failure stays with its input', async () => {
  const { client, clock } = echo();
  const asked = client.batch(['a', 'fail', '', 42 as never, [{ role: 'user', content: 'b' }]]);
  await clock.advance(100);
  expect(said(await asked)).toEqual([
    'a',
    expect.any(NetworkError),
    expect.any(InvalidInputError),
    expect.any(InvalidInputError),
    'b',
  ]);
});

test('begins no more than `concurrency` at a time: by default as many as the throttle lets through', async () => {
  const inputs = Array.from({ length: 12 }, (_, index) => `text ${index}`);
  for (const [options, concurrency, most] of [
    [{}, 3, 3],
    [{ throttle: { maxConcurrency: 5 } }, undefined, 5],
    [{ throttle: { maxConcurrency: 2 } }, 12, 2],
    [{ throttle: { maxConcurrency: Number.POSITIVE_INFINITY } }, undefined, 12],
  ] as const) {
    const { client, clock, state } = echo(options);
    const asked = client.batch(inputs, { concurrency });
    await clock.advance(1_000);
    expect(said(await asked)).toEqual(inputs);
    expect(state.most).toBe(most);
  }
});

test('leaves no more calls running than `concurrency`, whatever the throttle would take', async () => {
  const { client, clock } = echo();
  const asked = client.batch(['a', 'b', 'c', 'd'], { concurrency: 2 });
  await clock.advance(1);
  expect(client.stats().calls).toMatchObject({ started: 2, running: 2 });
  await clock.advance(100);
  await asked;
  expect(client.stats().calls).toMatchObject({ started: 4, running: 0 });
});

test('lets a single call go first', async () => {
  const { client, clock, state } = echo({ throttle: { maxConcurrency: 1 } });
  const asked = client.batch(['a', 'b', 'c'], { concurrency: 3 });
  await clock.advance(1);
  const single = client.chat('single');
  await clock.advance(100);
  await Promise.all([asked, single]);
  expect(state.asked).toEqual(['a', 'single', 'b', 'c']);
});

test('an abort settles what runs and what is left, and nothing new is begun', async () => {
  const { client, clock, state } = echo();
  const controller = new AbortController();
  const reason = { mine: true };
  const asked = client.batch(['a', 'b', 'c', 'd'], { concurrency: 1, signal: controller.signal });
  await clock.advance(15);
  controller.abort(reason);
  expect(said(await asked)).toEqual(['a', reason, reason, reason]);
  expect(state.asked).toEqual(['a', 'b']);
  expect(clock.pending).toBe(0);
});

test('tells of its progress: count, failures, rate and the time that is left', async () => {
  const { client, clock } = echo();
  const seen: BatchProgress[] = [];
  const onProgress = (progress: BatchProgress) => void seen.push(progress);
  const asked = client.batch(['a', 'fail', 'c', 'd'], { concurrency: 2, onProgress });
  await clock.advance(100);
  await asked;
  expect(seen).toEqual([
    { done: 0, total: 4, failed: 0, perSecond: 0, etaMs: undefined },
    { done: 1, total: 4, failed: 0, perSecond: 100, etaMs: 30 },
    { done: 2, total: 4, failed: 1, perSecond: 200, etaMs: 10 },
    { done: 3, total: 4, failed: 1, perSecond: 150, etaMs: 1_000 / 150 },
    { done: 4, total: 4, failed: 1, perSecond: 200, etaMs: 0 },
  ]);
});

test('an `onProgress` that throws or rejects harms nothing', async () => {
  for (const onProgress of [
    () => {
      throw new Error('mine');
    },
    async () => {
      throw new Error('mine, later');
    },
  ]) {
    const { client, clock } = echo();
    const asked = client.batch(['a'], { onProgress });
    await clock.advance(100);
    expect(said(await asked)).toEqual(['a']);
  }
});

test('takes anything that can be iterated, once, and an empty list', async () => {
  const { client, clock } = echo();
  const asked = client.batch(new Set(['a', 'b']));
  await clock.advance(100);
  expect(said(await asked)).toEqual(['a', 'b']);
  expect(await client.batch([])).toEqual([]);
});

test('what is no list, a wrong option, or a closed client is refused as a whole', async () => {
  const { client, state } = echo();
  await expect(client.batch('a text' as never)).rejects.toThrow(/`inputs` must be a list of inputs, got string/);
  await expect(client.batch(undefined as never)).rejects.toThrow(InvalidInputError);
  await expect(client.batch(['a'], { concurrency: 0 })).rejects.toThrow(
    /`concurrency` must be an integer of 1 or more/,
  );
  await expect(client.batch(['a'], { temperature: 9 })).rejects.toThrow(/`temperature`/);
  await expect(client.batch(['a'], { onprogress: () => {} } as never)).rejects.toThrow(/no option `onprogress`/);
  const broken = {
    *[Symbol.iterator]() {
      yield 'a';
      throw new Error('their words');
    },
  };
  await expect(client.batch(broken)).rejects.toThrow(/`inputs` could not be read/);
  await client.close();
  await expect(client.batch(['a'])).rejects.toThrow(/closed/);
  expect(state.asked).toEqual([]);
});

test('whatever fails and however long it takes, every input has its own result and the limit holds', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ fails: fc.boolean(), turns: fc.nat(4) }), { maxLength: 30 }),
      fc.integer({ min: 1, max: 6 }),
      async (inputs, concurrency) => {
        let running = 0;
        let most = 0;
        const work = async ({ fails, turns }: { fails: boolean; turns: number }) => {
          most = Math.max(most, ++running);
          for (let turn = 0; turn < turns; turn++) await undefined;
          running--;
          if (fails) throw turns;
          return turns;
        };
        const last: BatchProgress[] = [];
        const onProgress = (progress: BatchProgress) => void last.splice(0, 1, progress);
        const results = await batch(inputs, work, { concurrency, onProgress, clock: manualClock() });
        expect(results).toEqual(
          inputs.map(({ fails, turns }) => (fails ? { ok: false, error: turns } : { ok: true, value: turns })),
        );
        expect(most).toBeLessThanOrEqual(concurrency);
        const failed = inputs.filter(({ fails }) => fails).length;
        expect(last).toMatchObject([{ done: inputs.length, total: inputs.length, failed }]);
      },
    ),
  );
});
