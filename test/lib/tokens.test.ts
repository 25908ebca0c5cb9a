import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { fence, freshNonce } from '../../src/lib/fence.ts';
import { estimateTokens, inputTokens } from '../../src/lib/tokens.ts';
import type { Part, Trust } from '../../src/types/message.ts';

const ask = (...content: Part[]) => ({ messages: [{ role: 'user' as const, content }], maxOutputTokens: 0 });
const text = (value: string): Part => ({ type: 'text', text: value });

test('counts 4 tokens a message and the answer as asked for, or 500', () => {
  expect(estimateTokens(ask(text('cat')))).toBe(6);
  expect(estimateTokens({ ...ask(text('cat')), maxOutputTokens: 100 })).toBe(106);
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

test('counts the fence around untrusted text, and the canary behind system text, no lower than they are', () => {
  const canary = freshNonce([]);
  const messages = (trust: Trust) => [
    { role: 'system' as const, content: [text('You sum up mails.')] },
    { role: 'user' as const, content: [{ type: 'text' as const, text: 'Dear all', trust, source: 'mail' }] },
  ];
  const request = { messages: messages('untrusted') };
  const sent = fence(request, { mode: 'delimit', nonce: freshNonce([canary]), canary });
  const texts = sent.messages.flatMap(({ content }) => content.map((part) => (part.type === 'text' ? part.text : '')));
  expect(inputTokens(request, countTokens)).toBeGreaterThanOrEqual(texts.map((each) => countTokens(each)).reduce(sum));
  expect(estimateTokens(request)).toBeGreaterThan(estimateTokens({ messages: messages('user') }));
});

const sum = (one: number, other: number) => one + other;
