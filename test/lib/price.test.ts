import { describe, expect, test } from 'vitest';
import { costOf, priceOf } from '../../src/lib/price.ts';
import { PRICES, PRICES_READ_ON } from '../../src/prices/prices.ts';

const usage = (inputTokens: number, outputTokens: number, cachedInputTokens?: number) => ({
  inputTokens,
  outputTokens,
  cachedInputTokens,
});

describe('what a usage costs', () => {
  test('is input and output by the million', () => {
    expect(costOf(usage(1_000_000, 500_000), { input: 2, output: 8 })).toBe(6);
  });

  test('counts what was read from a cache at its own rate, else as input', () => {
    expect(costOf(usage(1_000_000, 0, 400_000), { input: 2, cachedInput: 0.5, output: 8 })).toBeCloseTo(1.4);
    expect(costOf(usage(1_000_000, 0, 400_000), { input: 2, output: 8 })).toBe(2);
    expect(costOf(usage(1_000_000, 0, 2_000_000), { input: 2, cachedInput: 0.5, output: 8 })).toBe(0.5);
  });

  test('counts every token of a long request at the rates of long ones', () => {
    const price = { input: 1, output: 2, above: { inputTokens: 100, input: 10, cachedInput: 5, output: 20 } };
    expect(costOf(usage(100, 100), price)).toBeCloseTo(0.0003);
    expect(costOf(usage(101, 100, 1), price)).toBeCloseTo(0.003005);
  });
});

describe('the price of a model', () => {
  const prices = { 'gpt-5-mini': { input: 1, output: 2 }, 'gpt-5-mini-2026-03-05': { input: 3, output: 4 } };

  test.each([
    ['gpt-5-mini', 1],
    ['gpt-5-mini-2026-03-05', 3],
    ['gpt-5-mini-2027-01-01', 1],
    ['gpt-5-mini-20270101', 1],
    ['gpt-5', undefined],
    ['toString', undefined],
    ['__proto__', undefined],
  ])('of %s is %s', (model, input) => {
    expect(priceOf(prices, model)?.input).toBe(input);
  });
});

test('a version of a model that cost more than the later ones keeps its price', () => {
  expect(priceOf(PRICES, 'gpt-4o-2024-05-13')).toMatchObject({ input: 5, output: 15 });
  expect(priceOf(PRICES, 'gpt-4o-2024-11-20')).toMatchObject({ input: 2.5, output: 10 });
});

test('the table has a date, and no answer in it is cheaper than its question', () => {
  expect(PRICES_READ_ON).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  for (const { input, cachedInput = 0, output, above } of Object.values(PRICES)) {
    expect(output).toBeGreaterThanOrEqual(input);
    expect(cachedInput).toBeLessThan(input);
    if (above) expect(above.input).toBeGreaterThan(input);
  }
});
