import type { Usage } from '../types/event.ts';
import type { Price, PriceTable } from '../types/price.ts';

const PER = 1_000_000;
const DATE = /-(?:\d{4}-\d{2}-\d{2}|\d{8})$/;

/** The price of a model, also of a dated version of it; `undefined` where the table has none. */
export function priceOf(prices: PriceTable, model: string): Price | undefined {
  for (const name of [model, model.replace(DATE, '')]) if (Object.hasOwn(prices, name)) return prices[name];
  return undefined;
}

/** What a usage costs, in the currency of the price. */
export function costOf(usage: Pick<Usage, 'inputTokens' | 'outputTokens' | 'cachedInputTokens'>, price: Price): number {
  const { inputTokens, outputTokens, cachedInputTokens = 0 } = usage;
  const {
    input,
    cachedInput = input,
    output,
  } = price.above && inputTokens > price.above.inputTokens ? price.above : price;
  const cached = Math.min(cachedInputTokens, inputTokens);
  return ((inputTokens - cached) * input + cached * cachedInput + outputTokens * output) / PER;
}
