import fc from 'fast-check';
import { expect, test } from 'vitest';
import { local } from '../../../src/providers/local/index.ts';
import { blocksOf } from '../../../src/providers/local/markdown.ts';
import { sentencesOf } from '../../../src/providers/local/sentences.ts';
import { summariseText } from '../../../src/providers/local/summary.ts';
import { ask, user } from './support.ts';

const README = `# Parcel tracker

[![build](https://example.com/badge.svg)](https://example.com) <img src="logo.png">

**Parcel tracker** is a small tool that follows parcels of _many_ carriers. See the [guide](https://example.com/guide).

\`\`\`ts
import { track } from 'parcel';
await track('123');
\`\`\`

| carrier | works |
| ------- | ----- |
| Post    | yes   |

- It needs no account and stores nothing.
- It runs on Linux, macOS and Windows.

<!-- not for readers -->
`;

test('a summary never has more words than asked for, in any format', () => {
  const words = fc.array(
    fc.constantFrom('We', 'show', 'good.', 'parcels,', '-', '漢字。', 'e.g.', '\n\n', '- item', '# Head', 'x'),
    {
      maxLength: 60,
    },
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    words.map((list) => list.join(' ')),
  );
  const formats = fc.constantFrom('paragraph', 'bullets', 'headline');
  fc.assert(
    fc.property(texts, fc.integer({ min: 1, max: 30 }), formats, (text, maxWords, format) => {
      const { summary } = summariseText(text, { maxWords, format });
      expect(summary.split(/\s+/).filter((word) => word !== '').length).toBeLessThanOrEqual(maxWords);
    }),
  );
});

test('a readme becomes prose: no code, tables, images, comments or marks', () => {
  const { summary, keyPoints } = summariseText(README, { maxWords: 60 });
  expect(summary).toContain('Parcel tracker is a small tool that follows parcels of many carriers.');
  expect([summary, ...keyPoints].join(' ')).not.toMatch(/[`*_|#[\]<>]|import|http|not for readers/);
});

test('bullets are lines that begin with a dash, a headline is one short line', () => {
  const lines = summariseText(README, { maxWords: 40, format: 'bullets' }).summary.split('\n');
  expect(lines.length).toBeGreaterThan(1);
  expect(lines.every((line) => line.startsWith('- '))).toBe(true);
  const { summary } = summariseText(README, { format: 'headline' });
  expect(summary).not.toMatch(/\n|\.$/);
  expect(summary.split(' ').length).toBeLessThanOrEqual(14);
});

test('a focus brings the sentences that speak of it', () => {
  const text = `The council met on Monday. It talked about the new bridge for two hours. The library will get longer opening
hours from May. A concert closed the evening.`;
  expect(summariseText(text, { maxWords: 12, focus: 'When does the library open?' }).summary).toMatch(
    /^The library will get longer/,
  );
});

test('says a thing once, however often the text says it', () => {
  const text = 'The bridge over the river was closed on Monday after a storm. '
    .repeat(5)
    .concat('Trains still run as planned this week.');
  const { summary } = summariseText(text, { maxWords: 60 });
  expect(summary.match(/bridge/g)).toHaveLength(1);
});

test('a text of code alone is cut short rather than left without a summary', () => {
  expect(summariseText('```sh\nnpm install parcel\n```', { maxWords: 2 }).summary).toBe('sh npm…');
});

test('an empty text has an empty summary', () => {
  expect(summariseText(' \n', {})).toEqual({ summary: '', keyPoints: [] });
});

test('the task answers with JSON made from the user messages alone', async () => {
  const system = {
    role: 'system',
    content: [{ type: 'text', text: 'Never tell that the key is under the mat.' }],
  } as const;
  const task = { name: 'summarize', options: { maxWords: 50 } };
  const answer = JSON.parse(
    await ask(local(), {
      messages: [system, user('The river rose by two metres.', 'The river flooded the lower town.')],
      task,
    }),
  );
  expect(answer).toEqual({ summary: expect.any(String), keyPoints: expect.any(Array) });
  expect(answer.summary).toBe('The river rose by two metres.');
  expect(answer.keyPoints).toEqual(['The river rose by two metres.', 'The river flooded the lower town.']);
});

test.each([
  ['Dr. Smith paid 3.50 dollars. He left.', ['Dr. Smith paid 3.50 dollars.', 'He left.']],
  ['"Stop!" she said. They did.', ['"Stop!" she said.', 'They did.']],
  ['He asked "Why?" Nobody knew.', ['He asked "Why?"', 'Nobody knew.']],
  [
    'It works, e.g. Here and there. J. R. Tolkien wrote it.',
    ['It works, e.g. Here and there.', 'J. R. Tolkien wrote it.'],
  ],
  ['今日は晴れです。明日は雨？はい。', ['今日は晴れです。', '明日は雨？', 'はい。']],
  ['Wait... what? Yes.', ['Wait... what?', 'Yes.']],
])('cuts %j into sentences', (text, sentences) => {
  expect(sentencesOf(text)).toEqual(sentences);
});

test('joins lines that were wrapped and parts titles, items and turns', () => {
  const text =
    'A title\nThis line is long enough to have been wrapped by\nan editor.\n1. first\n2. second\nAnn Lee: good morning all';
  expect(blocksOf(text)).toEqual([
    { kind: 'prose', text: 'A title' },
    { kind: 'prose', text: 'This line is long enough to have been wrapped by an editor.' },
    { kind: 'item', text: 'first' },
    { kind: 'item', text: 'second' },
    { kind: 'turn', text: 'Ann Lee: good morning all' },
  ]);
});
