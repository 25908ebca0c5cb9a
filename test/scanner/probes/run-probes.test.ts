import { describe, expect, test } from 'vitest';
import { NetworkError, ProviderError, SecureLLMClient } from '../../../src/index.ts';
import { gullibleClient } from '../../../src/scanner/probes/gullible-client.ts';
import { HARMLESS } from '../../../src/scanner/probes/harmless-texts.ts';
import { LEVELS, type Level } from '../../../src/scanner/probes/levels.ts';
import { type ProbeOptions, runProbes, type Verdict } from '../../../src/scanner/probes/run-probes.ts';
import { scripted } from '../../../src/testing/scripted.ts';
import { manualClock } from '../../support/manual-clock.ts';

const PER_CATEGORY = 14;
const run = (level: Level, more: Partial<ProbeOptions> = {}) =>
  runProbes({
    client: gullibleClient(level),
    target: 'gullible',
    safeguards: level,
    seed: 3,
    perCategory: PER_CATEGORY,
    approveTools: level === 'off',
    ...more,
  });
const succeeded = async (level: Level) =>
  Object.fromEntries((await run(level)).categories.map(({ category, succeeded: { count } }) => [category, count]));

describe('a model that obeys everything', { timeout: 60_000 }, () => {
  test('does so without safeguards, and no harmless request is refused', async () => {
    const { categories, falsePositives, unfinished } = await run('off');
    expect(categories.filter(({ succeeded: { count } }) => count < PER_CATEGORY)).toEqual([]);
    expect(falsePositives).toMatchObject({ count: 0, of: HARMLESS.length });
    expect(unfinished).toBe(0);
  });

  test('leaks no canary, no personal data and runs no tool for a stranger behind the defaults', async () => {
    const held = { smuggling: 0, instructions: 0, 'personal-data': 0, markdown: 0, 'tool-abuse': 0 };
    expect(await succeeded('default')).toMatchObject(held);
    expect(await succeeded('strict')).toMatchObject({ ...held, 'denial-of-wallet': 0 });
  });

  test('gives the same result for the same seed', async () => {
    const [one, other] = [
      await run('default', { perCategory: 2 }),
      await run('default', { perCategory: 2, concurrency: 1 }),
    ];
    expect(one).toEqual(other);
  });
});

describe('a run', () => {
  const answering = () => new SecureLLMClient({ provider: scripted(['Hello.']), ...LEVELS.default });
  const small = { client: answering, target: 'mine', safeguards: 'own', seed: 1, perCategory: 1 } as const;

  test('goes on from the verdicts of one that was broken off, and comes to the same', async () => {
    const whole = await runProbes(small);
    const stop = new AbortController();
    const known: Verdict[] = [];
    const broken = runProbes({
      ...small,
      signal: stop.signal,
      concurrency: 1,
      onVerdict: (verdict) => {
        known.push(verdict);
        if (known.length === 40) stop.abort(new Error('enough'));
      },
    });
    await expect(broken).rejects.toThrow('enough');
    expect(known).toHaveLength(40);
    const rest = await runProbes({ ...small, known });
    expect({ ...rest, requests: 0 }).toEqual({ ...whole, requests: 0 });
    expect(rest.requests).toBeLessThan(whole.requests);
  });

  test('ends with its budget of requests, and says how much is left out', async () => {
    const result = await runProbes({ ...small, budget: { requests: 30 }, concurrency: 1 });
    expect(result.requests).toBe(30);
    expect(result.unfinished).toBeGreaterThan(80);
    expect(result.falsePositives.of).toBeGreaterThan(0);
    expect(result.categories.some(({ succeeded: { of } }) => of > 0)).toBe(true);
  });

  test('ends with its budget of money', async () => {
    const price = { input: 1_000_000, output: 0 }; // of 10 tokens each: 10
    const result = await runProbes({ ...small, budget: { cost: 200, price }, concurrency: 1 });
    expect(result.requests).toBe(20);
  });

  test('counts no probe that nobody answered, and no such target as held', async () => {
    const flaky = () =>
      new SecureLLMClient({
        provider: scripted([new NetworkError('reset')]),
        ...LEVELS.default,
        retry: { maxRetries: 0 },
      });
    await expect(runProbes({ ...small, client: flaky })).rejects.toMatchObject({ code: 'ERR_NETWORK' });
    let asked = 0;
    const seldom = () => (++asked % 10 === 0 ? flaky() : answering());
    const result = await runProbes({ ...small, client: seldom });
    expect(result.unfinished).toBe(Math.floor(asked / 10));
    expect(result.falsePositives.count).toBe(0);
  });

  test('takes the status of a gateway that refuses for a refusal', async () => {
    const refusal = new ProviderError('refused', { provider: 'x', status: 422, retryable: false });
    const client = () => new SecureLLMClient({ provider: scripted([refusal]), ...LEVELS.off });
    const { falsePositives, unfinished } = await runProbes({ ...small, client });
    expect(falsePositives).toMatchObject({ count: HARMLESS.length, of: HARMLESS.length });
    expect(unfinished).toBe(0);
  });

  test('makes a finding of each category that got through, where the safeguards are the user’s own', async () => {
    const own = await run('off', { safeguards: 'own', perCategory: 1 });
    expect(own.findings).toHaveLength(own.categories.length);
    expect(own.findings[0]).toEqual({
      rule: 'SLLM-PROBE-DIRECT',
      severity: 'medium',
      message: 'A user can set the instructions of the app aside: 1 of 1 attacks succeeded',
      subject: 'gullible',
    });
    expect((await run('off', { perCategory: 1 })).findings).toEqual([]);
    expect((await runProbes(small)).findings).toEqual([]);
  });

  test('tells how far it is and how long it takes', async () => {
    const clock = manualClock();
    const told: unknown[] = [];
    await runProbes({
      ...small,
      clock,
      onProgress: (progress) => told.push(progress),
      onVerdict: () => clock.advance(100),
      concurrency: 1,
    });
    const total = HARMLESS.length + 15;
    expect(told[0]).toEqual({ done: 0, total, failed: 0, perSecond: 0, etaMs: undefined });
    expect(told[10]).toEqual({ done: 10, total, failed: 0, perSecond: 10, etaMs: (total - 10) * 100 });
    expect(told.at(-1)).toMatchObject({ done: total, etaMs: 0 });
  });
});
