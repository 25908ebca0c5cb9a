import { expect, test } from 'vitest';
import { estimateTextTokens, estimateTokens } from '../../src/lib/tokens.ts';
import type { Part } from '../../src/types/message.ts';

const ask = (...content: Part[]) => ({ messages: [{ role: 'user' as const, content }], maxOutputTokens: 0 });
const text = (value: string): Part => ({ type: 'text', text: value });

test.each([
  ['', 0],
  ['cat', 1],
  ['The quick brown fox jumps over the lazy dog', 15], // 9 in o200k
  ['1234567890', 7], // 4 in o200k
  ['{"a":[1]}', 6],
  ['Привет', 8],
  ['你好世界', 5],
  ['👋', 3],
  ['a'.repeat(12), 4],
  ['a'.repeat(120), 76], // a run like a key or base64
])('estimates %j as %i tokens', (value, tokens) => {
  expect(estimateTextTokens(value)).toBe(tokens);
});

test('a longer text never counts less', () => {
  let last = 0;
  const long = 'Words, ключ 你好 0x7f\n'.repeat(20);
  for (let length = 0; length <= long.length; length += 1) {
    const tokens = estimateTextTokens(long.slice(0, length));
    expect(tokens).toBeGreaterThanOrEqual(last);
    last = tokens;
  }
});

test('counts 4 tokens a message and the answer as asked for, or 500', () => {
  expect(estimateTokens(ask(text('cat')))).toBe(5);
  expect(estimateTokens({ ...ask(text('cat')), maxOutputTokens: 100 })).toBe(105);
  expect(estimateTokens({ messages: [] })).toBe(500);
});

test('counts files by kind', () => {
  const file = (mediaType: string, data: Uint8Array | URL): Part => ({ type: 'file', mediaType, data });
  expect(estimateTokens(ask(file('image/png', new Uint8Array(1e6))))).toBe(1_604);
  expect(estimateTokens(ask(file('application/pdf', new URL('https://files.example.com/a.pdf'))))).toBe(1_604);
  expect(estimateTokens(ask(file('text/plain', new Uint8Array(300))))).toBe(104);
  expect(estimateTokens(ask(file('application/pdf', new Uint8Array(3_200))))).toBe(104);
});

test('counts tools, tool calls, their results and the schema of the answer', () => {
  const bare = estimateTokens(ask());
  const parts: Part[] = [
    { type: 'tool-call', id: '1', name: 'find', input: { city: 'Oslo' } },
    { type: 'tool-call', id: '2', name: 'find', input: undefined },
    { type: 'tool-result', id: '1', name: 'find', output: 'rain' },
  ];
  for (const part of parts) expect(estimateTokens(ask(part))).toBeGreaterThan(bare);
  const tools = [{ name: 'find', parameters: { type: 'object' } }];
  expect(estimateTokens({ ...ask(), tools })).toBeGreaterThan(bare);
  expect(estimateTokens({ ...ask(), responseFormat: { name: 'order', schema: {} } })).toBeGreaterThan(bare);
});
