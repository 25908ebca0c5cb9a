import { expect, test } from 'vitest';
import { question } from '../../src/cli/question.ts';

const TEXTS = [
  { name: 'a.txt', text: 'one' },
  { name: 'b.txt', text: 'two' },
];

test('texts that a question is about are untrusted, under their names', () => {
  expect(question('Why?', TEXTS)).toEqual([
    { type: 'text', text: 'Why?' },
    { type: 'text', text: '\n\none', trust: 'untrusted', source: 'a.txt' },
    { type: 'text', text: '\n\ntwo', trust: 'untrusted', source: 'b.txt' },
  ]);
});

test('without a question the texts are what the user says', () => {
  expect(question(undefined, TEXTS)).toEqual([
    { type: 'text', text: 'one', trust: 'user', source: 'a.txt' },
    { type: 'text', text: '\n\ntwo', trust: 'user', source: 'b.txt' },
  ]);
});
