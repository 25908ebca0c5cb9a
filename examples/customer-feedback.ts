/**
 * Reads reviews, one a line: how each feels, what they feel about, and what they say about the weakest point.
 *
 *     npm run build && npx node examples/customer-feedback.ts [REVIEWS.txt]
 *
 * Set OPENAI_API_KEY to have a language model judge; without it the embedded provider does, for English.
 */
import { readFile } from 'node:fs/promises';
import { type Provider, SecureLLMClient } from 'secure-llm';
import { local } from 'secure-llm/local';
import { openai } from 'secure-llm/openai';

const REVIEWS = `Great quality, and it arrived a day early. I love it.
The delivery took three weeks and the box was damaged. Terrible.
The price is high, but the quality is excellent.
Support never answered my mail about the late delivery.
Good price, and it works as it should.`;
const ASPECTS = ['quality', 'price', 'delivery', 'support'] as const;

const print = (text: string): void => {
  process.stdout.write(text.replace(/[^\P{Cc}\n\t]/gu, '')); // no escape sequences of a model in the terminal
};

/** Judges every review and sums up what is said about the aspect with the lowest mean. */
export async function main(provider: Provider, text = REVIEWS, write = print): Promise<void> {
  await using client = new SecureLLMClient({ provider });
  const reviews = text.split('\n').filter((line) => line.trim() !== '');
  const judge = async (review: string) => ({ review, ...(await client.sentiment(review, { aspects: ASPECTS })) });
  const judged = await Promise.all(reviews.map(judge)); // the client's throttle keeps them in bounds
  for (const { review, label, score } of judged)
    write(`${label.padEnd(8)} ${score.toFixed(2).padStart(5)}  ${review.slice(0, 66)}\n`);

  const means = ASPECTS.flatMap((aspect) => {
    const scores = judged.flatMap(({ aspects }) => {
      const found = aspects[aspect];
      return found && found.confidence > 0 ? [found.score] : []; // confidence 0: not spoken of
    });
    return scores.length === 0 ? [] : [{ aspect, mean: scores.reduce((sum, score) => sum + score, 0) / scores.length }];
  });
  write('\n');
  for (const { aspect, mean } of means) write(`${aspect.padEnd(8)} ${mean.toFixed(2).padStart(5)}\n`);

  const [weakest] = means.toSorted((one, other) => one.mean - other.mean);
  if (!weakest) return;
  const { summary } = await client.summarize(reviews.join('\n\n'), { focus: weakest.aspect, maxWords: 20 });
  write(`\nAbout ${weakest.aspect}: ${summary}\n`);
}

if (process.argv[1] === import.meta.filename) {
  const { OPENAI_API_KEY: apiKey } = process.env;
  const [, , file] = process.argv;
  const provider = apiKey ? openai({ apiKey, model: 'gpt-5-mini' }) : local();
  await main(provider, file ? await readFile(file, 'utf8') : REVIEWS);
}
