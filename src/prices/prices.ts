import type { PriceTable } from '../types/price.ts';

/** The day up to which the prices were read: later changes are not in them. */
export const PRICES_READ_ON = '2026-10-27';

/** A tenth of the input's price for what is read from a cache: what most vendors ask. */
const tenth = (input: number, output: number) => ({ input, cachedInput: input / 10, output });

/** OpenAI: longer inputs cost twice as much, and their answers half as much again. */
const long = (input: number, cachedInput: number, output: number) => ({
  input,
  cachedInput,
  output,
  above: { inputTokens: 272_000, input: 2 * input, cachedInput: 2 * cachedInput, output: 1.5 * output },
});

/**
 * List prices in US dollars per million tokens, for text at standard speed, as the vendors published them. Where one asks
 * for more than one price (by hour, or for a time), the highest stands here, so that a budget holds. Cache writes, tools and
 * discounts are not counted. Yours go over them: `{ ...PRICES, 'my-model': { input: 1, output: 2 } }`.
 *
 * @see https://developers.openai.com/api/docs/pricing (2026-10-03)
 * @see https://platform.claude.com/docs/en/about-claude/pricing (2026-10-24)
 * @see https://ai.google.dev/gemini-api/docs/pricing (2026-10-03; from 2027 on: some cost half until then)
 * @see https://mistral.ai/pricing/api (2026-10-03)
 * @see https://console.groq.com/docs/models (2026-10-03)
 * @see https://api-docs.deepseek.com/quick_start/pricing (2026-10-27; peak hours)
 */
export const PRICES: PriceTable = Object.freeze({
  // OpenAI
  'gpt-6-astra': long(10, 1, 50),
  'gpt-6.1-sol': long(2, 0.1, 10),
  'gpt-6-sol': long(2, 0.2, 10),
  'gpt-6-luna': long(0.1, 0.01, 0.5),
  'gpt-5.6-sol': long(5, 0.5, 30),
  'gpt-5.6-terra': long(2, 0.2, 12),
  'gpt-5.6-luna': long(0.2, 0.02, 1.2),
  'gpt-5.5': long(5, 0.5, 30),
  'gpt-5.4': long(2.5, 0.25, 15),
  'gpt-5.4-mini': tenth(0.75, 4.5),
  'gpt-5.4-nano': tenth(0.2, 1.25),
  'gpt-5.2': tenth(1.75, 14),
  'gpt-5.1': tenth(1.25, 10),
  'gpt-5': tenth(1.25, 10),
  'gpt-5-mini': tenth(0.25, 2),
  'gpt-5-nano': tenth(0.05, 0.4),
  'gpt-4.1': { input: 2, cachedInput: 0.5, output: 8 },
  'gpt-4.1-mini': { input: 0.4, cachedInput: 0.1, output: 1.6 },
  'gpt-4.1-nano': { input: 0.1, cachedInput: 0.025, output: 0.4 },
  'gpt-4o': { input: 2.5, cachedInput: 1.25, output: 10 },
  'gpt-4o-2024-05-13': { input: 5, output: 15 },
  'gpt-4o-mini': { input: 0.15, cachedInput: 0.075, output: 0.6 },
  o3: { input: 2, cachedInput: 0.5, output: 8 },
  'o4-mini': { input: 1.1, cachedInput: 0.275, output: 4.4 },
  // Anthropic
  'claude-fable-5-1': { input: 10, cachedInput: 0.25, output: 50 },
  'claude-fable-5': tenth(10, 50),
  'claude-opus-5-5': { input: 4, cachedInput: 0.2, output: 20 },
  'claude-opus-5': tenth(5, 25),
  'claude-opus-4-8': tenth(5, 25),
  'claude-opus-4-7': tenth(5, 25),
  'claude-opus-4-6': tenth(5, 25),
  'claude-opus-4-5': tenth(5, 25),
  'claude-sonnet-5-5': { input: 2, cachedInput: 0.1, output: 10 },
  'claude-sonnet-5': tenth(2, 10),
  'claude-sonnet-4-6': tenth(3, 15),
  'claude-sonnet-4-5': tenth(3, 15),
  'claude-haiku-5-5': { ...tenth(0.1, 0.5), above: { inputTokens: 100_000, ...tenth(0.5, 2.5) } },
  'claude-haiku-4-5': tenth(1, 5),
  // Google
  'gemini-3.8-flash': tenth(1.5, 7.5),
  'gemini-3.7-flash': tenth(1.5, 7.5),
  'gemini-3.6-flash': tenth(1.5, 7.5),
  'gemini-3.5-flash': tenth(1.5, 9),
  'gemini-3.5-flash-lite': tenth(0.3, 2.5),
  'gemini-3.1-pro-preview': { ...tenth(2, 12), above: { inputTokens: 200_000, ...tenth(4, 18) } },
  'gemini-3.1-flash-lite': tenth(0.25, 1.5),
  'gemini-3-flash-preview': tenth(0.5, 3),
  'gemini-2.5-pro': { ...tenth(1.25, 10), above: { inputTokens: 200_000, ...tenth(2.5, 15) } },
  'gemini-2.5-flash': tenth(0.3, 2.5),
  'gemini-2.5-flash-lite': tenth(0.1, 0.4),
  // Mistral
  'mistral-medium-latest': tenth(1.5, 7.5),
  'mistral-small-latest': tenth(0.15, 0.6),
  'codestral-latest': tenth(0.3, 0.9),
  'ministral-14b-latest': tenth(0.2, 0.2),
  'ministral-8b-latest': tenth(0.15, 0.15),
  'ministral-3b-latest': tenth(0.1, 0.1),
  // Groq
  'openai/gpt-oss-120b': { input: 0.15, output: 0.6 },
  'openai/gpt-oss-20b': { input: 0.075, output: 0.3 },
  'qwen/qwen3.8-27b': { input: 0.8, output: 4 },
  // DeepSeek
  'deepseek-flash': { input: 0.3, cachedInput: 0.006, output: 1.2 },
  'deepseek-v4-pro': { input: 1.32, cachedInput: 0.044, output: 3.96 },
});
