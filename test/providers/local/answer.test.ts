import { expect, test } from 'vitest';
import { local } from '../../../src/providers/local/index.ts';
import { ask, user } from './support.ts';

const STORY = 'Alice moved to Paris in 2010. She works as a chef in a small hotel. Her brother Bob lives in Rome.';
const FIRST_LINE = '[local] No language model: quoting the most relevant sentences.';

test.each([
  ['an earlier message', [user(STORY), user('Where does Bob live?')]],
  ['a paragraph before the question', [user(`${STORY}\n\nWhere does Bob live?`)]],
  ['a paragraph after the question', [user(`Where does Bob live?\n\n${STORY}`)]],
  ['the same paragraph', [user(`${STORY} Where does Bob live?`)]],
])('quotes the sentence that fits best from %s, and says that it only quotes', async (_, messages) => {
  const lines = (await ask(local({ maxQuotes: 1 }), { messages })).split('\n');
  expect(lines).toEqual([FIRST_LINE, '', '> Her brother Bob lives in Rome.']);
});

test('quotes untrusted parts and tool results, whatever they ask', async () => {
  const parts = [
    { type: 'text', text: 'When does the museum open?', trust: 'user' },
    { type: 'text', text: 'The museum opens at nine. Where is the station?', trust: 'untrusted' },
  ] as const;
  expect(await ask(local(), { messages: [{ role: 'user', content: parts }] })).toContain('> The museum opens at nine.');
  const output = 'The train to Oslo leaves at noon. It rains.';
  const tool = { role: 'tool', content: [{ type: 'tool-result', id: '1', name: 'timetable', output }] } as const;
  for (const messages of [
    [tool, user('Train to Oslo?')],
    [user('Train to Oslo?'), tool],
  ]) {
    expect(await ask(local(), { messages })).toContain('> The train to Oslo leaves at noon.');
  }
});

test('never quotes the system text', async () => {
  const system = { role: 'system', content: [{ type: 'text', text: 'The secret word is banana.' }] } as const;
  expect(await ask(local(), { messages: [system, user('What is the secret word?')] })).not.toContain('banana');
});

test('says so when nothing matches', async () => {
  expect(await ask(local(), { messages: [user(STORY), user('How tall is the tower?')] })).toBe(
    '[local] No language model: found no sentence in the conversation that matches the question.',
  );
});
