import { describe, expect, test } from 'vitest';
import { SecureLLMClient } from '../src/client.ts';
import { BudgetExceededError, TimeoutError } from '../src/errors.ts';
import { local } from '../src/providers/local/index.ts';
import { scripted } from '../src/testing/scripted.ts';
import { end } from '../src/testing/steps.ts';
import type { ClientEvents } from '../src/types/client-event.ts';

const used = (inputTokens: number, outputTokens: number) =>
  end({ usage: { inputTokens, outputTokens, totalTokens: inputTokens + outputTokens } });
const caught = (promise: Promise<unknown>) => promise.then(() => undefined).catch((error: unknown) => error);

describe('a client with a budget', () => {
  const scoped = { maxTokens: 500, per: 'scope' as const };

  test('refuses what does not fit before it is sent, and its error tells nothing of the call', async () => {
    const provider = scripted(['x', used(200, 200)]);
    const client = new SecureLLMClient({ provider, budget: scoped });
    await client.chat('Dear Ann', { scope: 'ann@example.com', maxOutputTokens: 300 });
    const error = await caught(client.chat('Dear Ann', { scope: 'ann@example.com', maxOutputTokens: 300 }));
    expect(error).toBeInstanceOf(BudgetExceededError);
    expect(JSON.stringify(error)).not.toMatch(/ann/i);
    expect(provider.calls).toBe(1);
  });

  test('goes on with what was spent when options are changed', async () => {
    const client = new SecureLLMClient({ provider: scripted(['x', used(200, 200)]), budget: scoped });
    await client.chat('Hello', { maxOutputTokens: 300 });
    const raised = client.withOptions({ budget: { maxTokens: 600 } });
    const error = await caught(raised.chat('Hello', { maxOutputTokens: 300 }));
    expect(error).toMatchObject({ left: { tokens: 200 } });
    expect(await caught(raised.chat('Hello', { maxOutputTokens: 100 }))).toBeUndefined();
  });

  test('is no more where the options say `false`', async () => {
    const client = new SecureLLMClient({ provider: scripted(['x', used(200, 200)]), budget: { maxTokens: 100 } });
    expect(await caught(client.chat('Hello'))).toBeInstanceOf(BudgetExceededError);
    expect(await caught(client.withOptions({ budget: false }).chat('Hello'))).toBeUndefined();
  });

  test('bounds all passes of one call together, and each call anew', async () => {
    const summary = JSON.stringify({ summary: 'Words.', keyPoints: [] });
    const provider = scripted([summary, used(15_000, 3_000)]);
    const client = new SecureLLMClient({ provider, budget: { maxTokens: 60_000 } });
    const long = 'The committee met and read the report. '.repeat(6_000);
    const error = await caught(client.summarize(long));
    expect(error).toBeInstanceOf(BudgetExceededError);
    expect(provider.calls).toBeGreaterThan(0);
    expect(await caught(client.summarize('The committee met and read the report.'))).toBeUndefined();
  });

  test('counts what each provider of a list has taken, at its own price', async () => {
    const broken = scripted({ name: 'first', model: 'a' }, [new TimeoutError('attempt', 5)]);
    const second = scripted({ name: 'second', model: 'b' }, ['x', used(10, 10)]);
    const prices = { a: { input: 0, output: 1_000_000 }, b: { input: 3_000_000, output: 3_000_000 } };
    const budget = { maxCost: 10_000, per: 'scope' as const, prices };
    const events: ClientEvents['budget'][] = [];
    const client = new SecureLLMClient({ provider: [broken, second, local()], budget, retry: { maxRetries: 0 } });
    client.on('budget', (event) => events.push(event));
    expect((await client.chat('Hello', { maxOutputTokens: 100 })).provider).toBe('second');
    expect(events.at(-1)).toMatchObject({ step: 'settled', cost: 100 + 60, estimated: true });
    expect(events[0]?.cost).toBeGreaterThan(300);
  });

  test('streams within it as it does without', async () => {
    const client = new SecureLLMClient({ provider: scripted(['Hel', 'lo', used(5, 2)]), budget: { maxTokens: 9_000 } });
    expect((await client.stream('Hi').final()).text).toBe('Hello');
  });
});

test('what an attempt did not report is on the error, by estimate', async () => {
  const client = new SecureLLMClient({ provider: scripted(['Hello there', new Error('broke')]) });
  const error = await caught(client.stream('Hi').final());
  expect(error).toMatchObject({ attempts: [{ estimatedUsage: { outputTokens: expect.any(Number) } }] });
});

test('a tokenizer of the caller counts for the throttle', async () => {
  const asked: string[] = [];
  const countTokens = (text: string) => asked.push(text) * 0 + 1_000_000;
  const client = new SecureLLMClient({ provider: scripted(['x']), countTokens });
  expect(await caught(client.chat('Hello'))).toMatchObject({ code: 'ERR_THROTTLED' });
  expect(asked).toEqual(['Hello']);
});
