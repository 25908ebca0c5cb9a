import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, test } from 'vitest';
import { TokenCounter } from '../../src/lib/token-counter.ts';
import { estimateTokens } from '../../src/lib/tokens.ts';
import type { ChatRequest } from '../../src/types/call.ts';

const MODEL = { provider: 'acme', model: 'one' };
const ask = (text: string, more: Partial<ChatRequest> = {}): ChatRequest => ({
  messages: [{ role: 'user', content: [{ type: 'text', text, trust: 'user' }] }],
  ...more,
});
const long = ask('The committee meets on Thursday. '.repeat(100));

describe('the factor of a model', () => {
  test('is one until it has answered, and the answer counts as it was asked for', () => {
    const counter = new TokenCounter();
    expect(counter.totalTokens(long, MODEL)).toBe(estimateTokens(long));
    expect(counter.totalTokens({ ...long, maxOutputTokens: 7 }, MODEL)).toBe(counter.inputTokens(long, MODEL) + 7);
  });

  test('moves towards what is reported', () => {
    const counter = new TokenCounter();
    const estimated = counter.inputTokens(long, MODEL);
    for (let answer = 0; answer < 40; answer += 1) counter.learn(long, MODEL, estimated * 2);
    expect(counter.inputTokens(long, MODEL) / estimated).toBeCloseTo(2, 2);
    expect(counter.inputTokens(long, { ...MODEL, model: 'other' })).toBe(estimated);
  });

  test('never falls below one and never rises above four', () => {
    const counter = new TokenCounter();
    const estimated = counter.inputTokens(long, MODEL);
    for (let answer = 0; answer < 40; answer += 1) counter.learn(long, MODEL, 1);
    expect(counter.inputTokens(long, MODEL)).toBe(estimated);
    for (let answer = 0; answer < 80; answer += 1) counter.learn(long, MODEL, estimated * 1_000);
    expect(counter.inputTokens(long, MODEL) / estimated).toBeCloseTo(4, 2);
  });

  test('is not learnt from short inputs nor from usage that was not reported', () => {
    const counter = new TokenCounter();
    const short = ask('Hello');
    counter.learn(short, MODEL, 500);
    counter.learn(long, MODEL, 0);
    counter.learn(long, MODEL, Number.NaN);
    expect(counter.totalTokens(short, MODEL)).toBe(estimateTokens(short));
  });

  test('is forgotten for the model used longest ago, of more than a thousand', () => {
    const counter = new TokenCounter();
    const estimated = counter.inputTokens(long, MODEL);
    const learn = (model: string) => counter.learn(long, { ...MODEL, model }, estimated * 4);
    for (let model = 0; model < 1_000; model += 1) learn(`m${model}`);
    learn('m0');
    learn('new');
    const isKnown = (model: string) => counter.inputTokens(long, { ...MODEL, model }) > estimated;
    expect(['m0', 'm1', 'm2', 'new'].map(isKnown)).toEqual([true, false, true, true]);
  });
});

describe('a tokenizer of the caller', () => {
  const asked: string[] = [];
  const counter = new TokenCounter((text) => {
    asked.push(text);
    return countTokens(text, { disallowedSpecial: new Set() });
  });

  test('counts each text once', () => {
    const request = ask('The committee meets on Thursday.');
    expect(counter.inputTokens(request, MODEL)).toBe(4 + 6);
    counter.totalTokens(request, MODEL);
    expect(asked).toEqual(['The committee meets on Thursday.']);
  });

  test.each([
    ['a long text', 'word '.repeat(4_001)],
    ['a long word', 'a'.repeat(201)],
    ['many digits', '7'.repeat(201)],
    ['a long rule', `- ${'='.repeat(201)}`],
    ['a text without spaces', '字'.repeat(201)],
    ['white space', `x${' '.repeat(300)}`],
  ])('is not asked for %s', (_, text) => {
    asked.length = 0;
    expect(counter.totalTokens(ask(text), MODEL)).toBe(estimateTokens(ask(text)));
    expect(asked).toEqual([]);
  });

  test('is asked for long texts of short words', () => {
    asked.length = 0;
    counter.inputTokens(ask('字，'.repeat(9_000)), MODEL);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['throws', () => raise()],
    ['answers NaN', () => Number.NaN],
    ['answers below zero', () => -1],
    ['answers infinity', () => Number.POSITIVE_INFINITY],
    ['answers no number', () => '3' as never],
  ])('is not believed when it %s', (_, count) => {
    expect(new TokenCounter(count).totalTokens(long, MODEL)).toBe(estimateTokens(long));
  });
});

function raise(): never {
  throw new Error('Disallowed special token found');
}
