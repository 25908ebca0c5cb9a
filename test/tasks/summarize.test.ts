import { expect, test, vi } from 'vitest';
import { InvalidInputError } from '../../src/errors.ts';
import { type SummaryInput, summarize } from '../../src/tasks/summarize.ts';

const given = (text: string): SummaryInput => ({ text, maxWords: 120, format: 'paragraph' });
const answering = (summary: string) => vi.fn(async (_: SummaryInput) => ({ summary, keyPoints: [] }));

test('a summary of a part that is too long is never cut inside a character', async () => {
  const run = answering(`a${'😀'.repeat(600)}`);
  await summarize(given('word '.repeat(400)), 1_000, run);
  const texts = run.mock.calls.map(([{ text }]) => text);
  expect(texts.length).toBeGreaterThan(2);
  for (const text of texts) expect(text.isWellFormed()).toBe(true);
});

test('a text that needs several passes of fewer than 1,000 characters is refused before any', async () => {
  const run = answering('short');
  const refused = summarize(given('word '.repeat(400)), 999, run);
  await expect(refused).rejects.toBeInstanceOf(InvalidInputError);
  await expect(refused).rejects.toMatchObject({
    field: 'text',
    message: expect.stringContaining('`sanitize.maxChars`'),
  });
  expect(run).not.toHaveBeenCalled();
});

test('a text that fits one pass is summarised, however small the pass', async () => {
  const run = answering('short');
  expect(await summarize(given('words'), 5, run)).toEqual({ summary: 'short', keyPoints: [] });
  expect(run).toHaveBeenCalledOnce();
});
