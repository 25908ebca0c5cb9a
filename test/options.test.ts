import { describe, expect, test } from 'vitest';
import { SecureLLMClient } from '../src/index.ts';
import { scripted } from '../src/testing/scripted.ts';

const make = (options: unknown) => new SecureLLMClient(options as never);
const provider = scripted(['ok']);

describe('a mistake is told at construction, in one sentence', () => {
  test.each([
    ['no options', undefined, '`options` must be an object, got undefined'],
    ['no provider', {}, '`provider` is missing: pass openai({ … }), local() or your own'],
    [
      'a provider that is none',
      { provider: 'openai' },
      '`provider` must be a provider such as openai({ … }) or local(), got string',
    ],
    [
      'a provider without capabilities',
      { provider: { name: 'x', model: 'm', capabilities: null, call() {} } },
      /^`provider` must be/,
    ],
    ['a mistyped option', { provider, retrys: {} }, /^`options` has no option `retrys`; it takes .*`retry`/],
    [
      'a mistyped inner option',
      { provider, retry: { maxRetry: 1 } },
      '`retry` has no option `maxRetry`; it takes `maxRetries`, `maxRetryAfterMs`',
    ],
    [
      'a string for a number',
      { provider, retry: { maxRetries: '2' } },
      '`retry.maxRetries` must be an integer from 0 to 10, got string',
    ],
    [
      'NaN',
      { provider, timeout: { totalMs: Number.NaN } },
      '`timeout.totalMs` must be a number above 0 (Infinity for no limit), got NaN',
    ],
    ['a negative limit', { provider, throttle: { maxQueue: -1 } }, /^`throttle.maxQueue` must be/],
    [
      'an unknown action',
      { provider, sanitize: { unicode: 'strip' } },
      /^`sanitize.unicode` must be one of 'block', 'redact', 'warn', 'allow', false/,
    ],
    [
      'a string for a pattern',
      { provider, sanitize: { characters: 'a-z' } },
      '`sanitize.characters` must be a RegExp, got string',
    ],
    ['an empty list of providers', { provider: [] }, '`provider` must hold at least one provider'],
    ['a provider of a list that is none', { provider: [provider, 'openai'] }, /^`provider\[1\]` must be a provider/],
    ['a candidate without a provider', { provider: [{ provider: undefined }] }, /^`provider\[0\].provider` must be/],
    [
      'a mistyped option of a candidate',
      { provider: [{ provider, retry: {} }] },
      '`provider[0]` has no option `retry`; it takes `provider`, `throttle`, `timeout`',
    ],
    [
      'a limit of a candidate that is for whole calls',
      { provider: [{ provider, timeout: { totalMs: 1 } }] },
      /^`provider\[0\].timeout` has no option `totalMs`/,
    ],
    [
      'a breaker that never opens',
      { provider, breaker: { failureRate: 0 } },
      '`breaker.failureRate` must be a number from 0.01 to 1, got 0',
    ],
    ['a breaker that is none', { provider, breaker: true }, '`breaker` must be an object, got true'],
    ['a layer that is none', { provider, layers: [1] }, '`layers[0]` must be a function, got 1'],
    ['a sink that is none', { provider, audit: true }, '`audit` must be a function, got true'],
    ['a counter that is none', { provider, countTokens: 'o200k' }, '`countTokens` must be a function, got string'],
    ['a budget of nothing', { provider, budget: {} }, '`budget` needs `maxTokens` or `maxCost`'],
    [
      'money without prices',
      { provider, budget: { maxCost: 1 } },
      '`budget.maxCost` needs `budget.prices`: PRICES of secure-llm/prices, or your own',
    ],
    [
      'money without the price of the model',
      { provider, budget: { maxCost: 1, prices: { other: { input: 1, output: 1 } } } },
      '`budget.prices` has no price for the model of `provider`: add it',
    ],
    [
      'a price without a side',
      { provider, budget: { maxCost: 1, prices: { scripted: { input: 1 } } } },
      '`budget.prices[…]` needs `input` and `output`',
    ],
    [
      'a price below zero',
      { provider, budget: { maxCost: 1, prices: { scripted: { input: 1, output: -1 } } } },
      /^`budget.prices\[…\].output` must be a number from 0 to 1000000000, got -1/,
    ],
    [
      'a price without end, which no sum could tell from none',
      { provider, budget: { maxCost: 1, prices: { scripted: { input: 1, output: Number.POSITIVE_INFINITY } } } },
      /^`budget.prices\[…\].output` must be a number from 0/,
    ],
    [
      'a window for each call',
      { provider, budget: { maxTokens: 1, windowMs: 1_000 } },
      "`budget.windowMs` is for `per: 'scope'`: a call has a budget of its own",
    ],
    [
      'a ledger that is none',
      { provider, budget: { maxTokens: 1, per: 'scope', ledger: {} } },
      '`budget.ledger` must have `reserve`, got object',
    ],
  ])('%s', (_, options, message) => {
    expect(() => make(options)).toThrow(TypeError);
    expect(() => make(options)).toThrow(message);
  });
});

test('an explicit undefined keeps the default', async () => {
  const client = make({
    provider,
    retry: undefined,
    timeout: { totalMs: undefined },
    sanitize: { maxChars: undefined },
  });
  expect((await client.chat('hi')).text).toBe('ok');
  await expect(client.chat('x'.repeat(100_001))).rejects.toMatchObject({ code: 'ERR_INVALID_INPUT' });
});

test('options are read once, at construction', async () => {
  let reads = 0;
  const options = {
    get provider() {
      reads++;
      return provider;
    },
  };
  await make(options).chat('hi');
  expect(reads).toBeLessThanOrEqual(1);
});
