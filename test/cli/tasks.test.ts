import { describe, expect, test } from 'vitest';
import { secureLLM } from './fake-io.ts';

const REVIEW = 'The service was friendly and wonderful. The price is terrible. I bought it in May.';
const ESC = '\u001b';

describe('summarize', () => {
  test('prints the summary and its key points', async () => {
    const { code, out, err } = await secureLLM(['summarize'], { stdin: REVIEW });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^[^\n]+\n\nKey points\n(- [^\n]+\n)+$/);
  });

  test('a headline stands alone, within its words', async () => {
    const { out } = await secureLLM(['summarize', '--format', 'headline', '--max-words', '4'], { stdin: REVIEW });
    expect(out).toMatch(/^[^\n]+\n$/);
    expect(out.trim().split(/\s+/).length).toBeLessThanOrEqual(4);
  });

  test('breaks lines on a terminal and nowhere else', async () => {
    const narrow = await secureLLM(['summarize'], { stdin: REVIEW, isTTY: true, columns: 40 });
    const piped = await secureLLM(['summarize'], { stdin: REVIEW, columns: 40 });
    const longest = (out: string) =>
      Math.max(
        ...out
          .replaceAll(/\u001b\[\d+m/g, '')
          .split('\n')
          .map(({ length }) => length),
      );
    expect(longest(narrow.out)).toBeLessThanOrEqual(40);
    expect(longest(piped.out)).toBeGreaterThan(40);
  });

  test('says once what was removed from the text', async () => {
    const { err } = await secureLLM(['summarize'], { stdin: `${REVIEW} Pa\u200bss, wo\u200brd, x\u202ey.` });
    expect(err).toBe('note: the input: removed unicode/zero-width ×2, unicode/bidi-control\n');
  });
});

describe('sentiment', () => {
  test('prints a row for the text and one for each aspect, in columns', async () => {
    const { code, out, err } = await secureLLM(['sentiment', '--aspects', 'service, price'], { stdin: REVIEW });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const [head, ...rows] = out.trimEnd().split('\n');
    expect(head).toMatch(/^ +label +score +confidence$/);
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 2))).toEqual([
      ['the text', expect.stringMatching(/^(positive|negative|neutral|mixed)$/)],
      ['service', 'positive'],
      ['price', 'negative'],
    ]);
    expect(new Set([head, ...rows].map((line) => line?.length)).size).toBe(1);
  });

  test('with --json prints the result as it is, on several lines for a person', async () => {
    const { out } = await secureLLM(['sentiment', '--json', '--aspects', 'price'], { stdin: REVIEW });
    const shown = await secureLLM(['sentiment', '--json', '--aspects', 'price'], { stdin: REVIEW, isTTY: true });
    const result = JSON.parse(out);
    expect(result).toMatchObject({ label: expect.any(String), aspects: { price: { label: 'negative' } } });
    expect(result.attempts).toHaveLength(1);
    expect(JSON.parse(shown.out)).toMatchObject({ label: result.label, score: result.score });
    expect(shown.out.split('\n').length).toBeGreaterThan(10);
  });
});

test('nothing has a colour unless a terminal reads it and NO_COLOR is unset', async () => {
  const runs = [
    ['chat', '-p', 'price?'],
    ['summarize'],
    ['sentiment'],
    ['sentiment', '--json'],
    ['chat', '--nonsense'],
  ];
  for (const argv of runs) {
    const stdin = `${REVIEW} Pa\u200bss.`;
    const piped = await secureLLM(argv, { stdin });
    const refused = await secureLLM(argv, { stdin, isTTY: true, env: { NO_COLOR: '1' } });
    expect(piped.out + piped.err + refused.out + refused.err).not.toContain(ESC);
  }
  expect((await secureLLM(['sentiment'], { stdin: REVIEW, isTTY: true })).out).toContain(`${ESC}[`);
  expect((await secureLLM(['chat', '--nonsense'], { isTTY: true })).err).toContain(`${ESC}[31m`);
});
