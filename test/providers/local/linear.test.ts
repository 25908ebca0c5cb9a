import { expect, test } from 'vitest';
import { local } from '../../../src/providers/local/index.ts';
import { selectSentences } from '../../../src/providers/local/select.ts';
import type { ChatRequest } from '../../../src/types/call.ts';
import { ask, user } from './support.ts';

const UNITS: readonly (readonly [name: string, unit: string])[] = [
  ['prose', 'We show that the price of bread, however, was not good in 2019. Ann said "no!" and left. '],
  ['one endless sentence', 'price good not bad but '],
  ['full stops', '.'],
  ['spaces', ' '],
  ['open brackets', '['],
  ['open tags', '<a'],
  ['images', '!['],
  ['comments', '<!--'],
  ['stars', '*a'],
  ['initials', 'A.'],
  ['a long word', 'a'],
  ['carets', '^'],
  ['line ends', '\n'],
  ['dashes', '- '],
  ['wide characters', '漢'],
];
const KINDS: readonly (readonly [name: string, rest: Pick<ChatRequest, 'task'>])[] = [
  ['summary', { task: { name: 'summarize', options: { maxWords: 50, focus: 'bread' } } }],
  ['sentiment', { task: { name: 'sentiment', options: { aspects: ['price', 'bread'] } } }],
  ['chat', {}],
];
const CASES = KINDS.flatMap(([kind, rest]) => UNITS.map(([name, unit]) => ({ kind, name, unit, rest })));

/** The least of three runs, in milliseconds: load on the machine only ever adds. */
async function timeOf(length: number, unit: string, rest: Pick<ChatRequest, 'task'>): Promise<number> {
  const text = unit.repeat(Math.ceil(length / unit.length));
  const request = { messages: [user(text, 'What is the price of bread?')], ...rest };
  const times: number[] = [];
  for (let run = 0; run < 3; run++) {
    const start = performance.now();
    await ask(local(), request);
    times.push(performance.now() - start);
  }
  return Math.min(...times);
}

test.each(CASES)(
  '$kind of $name: eight times the text takes far less than sixty-four times as long',
  async ({ unit, rest }) => {
    const small = await timeOf(10_000, unit, rest);
    const large = await timeOf(80_000, unit, rest);
    expect(large / Math.max(small, 2)).toBeLessThan(32); // quadratic work gives 64, linear 8
  },
  60_000,
);

test('weighs no more than 300 sentences against each other, however many there are', () => {
  const sentences = Array.from({ length: 2_000 }, (_, index) => ({
    text: `Sentence ${index}.`,
    terms: [`term${index}`],
    words: 2,
    place: 0,
    opensBlock: false,
  }));
  let asked = 0;
  const ranks = sentences.map((_, index) => index);
  const picked = selectSentences(sentences, ranks, 2_000, () => ++asked > 0);
  expect(asked).toBe(300);
  expect(picked).toEqual(Array.from({ length: 300 }, (_, index) => 1_700 + index));
});
