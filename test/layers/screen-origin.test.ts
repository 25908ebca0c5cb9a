import { expect, test } from 'vitest';
import { SecureLLMClient } from '../../src/index.ts';
import { scripted } from '../../src/testing/index.ts';

const mail = (name: string): string => `${name}@example.com`;

test('personal data in an answer says whether the request held it', async () => {
  const provider = scripted([`Ask ${mail('ana')}, ${mail('support')} or ${mail('eve')}.`]);
  const client = new SecureLLMClient({ provider });
  const { findings } = await client.chat(`I am ${mail('ana')}`, { instructions: `We are ${mail('support')}.` });
  const answers = findings.filter(({ stage }) => stage === 'output');
  expect(answers.map(({ origin }) => origin)).toEqual(['input', 'input', 'model']);
  expect(findings.filter(({ stage }) => stage === 'input').every(({ origin }) => origin === undefined)).toBe(true);
});

test('a key in an answer does, too', async () => {
  const key = `gh${'p'}_q7Zt3Kx9Lm2Vb8Nc4Rw6Ys1Pd5Hf0Gj4Tq8Z`;
  const client = new SecureLLMClient({ provider: scripted([`Use ${key}`]) });
  const { findings } = await client.chat('A key, please');
  expect(findings).toMatchObject([{ guard: 'secrets', origin: 'model', action: 'redact' }]);
});

test('a tool that asks for it has the patterns in its arguments reported, and only such a tool', async () => {
  const call = { type: 'tool-call', id: '1', name: 'run', input: { command: 'ls; rm -rf /', note: 'ok' } } as const;
  const run = (inspect?: readonly ('shell' | 'sql' | 'path')[]) =>
    new SecureLLMClient({ provider: scripted([call]) }).chat('go', {
      tools: { run: { input: { type: 'object' }, ...(inspect && { inspect }) } },
    });
  const { findings, toolCalls } = await run(['shell', 'path']);
  expect(findings).toMatchObject([
    { guard: 'tool-input', rule: 'tool-input/shell-command', action: 'warn', path: 'toolCalls[0].input' },
  ]);
  expect(toolCalls).toMatchObject([{ input: call.input }]);
  expect((await run()).findings).toEqual([]);
  await expect(run(['html' as never])).rejects.toThrow(/inspect/);
});
