import { describe, expect, test } from 'vitest';
import { SECRET_RULES, secrets } from '../../src/guards/secrets.ts';

const rules = (text: string): readonly string[] => secrets.scan(text).map(({ rule }) => rule);
const found = (text: string): readonly string[] => secrets.scan(text).map(({ start, end }) => text.slice(start, end));
const token = (length: number): string => 'q7Zt3Kx9Lm2Vb8Nc4Rw6Ys1Pd5Hf0Gj'.repeat(9).slice(0, length);

describe.each(SECRET_RULES)('$rule', ({ rule, examples, lookAlikes }) => {
  test('finds each example, wherever it stands', () => {
    for (const example of examples)
      for (const text of [example(), `the key is ${example()} today`, `\n${example()}\n`]) {
        expect(rules(text), text).toEqual([rule]);
      }
  });

  test('leaves each look-alike', () => {
    for (const lookAlike of lookAlikes) expect(rules(`see ${lookAlike()} there`), lookAlike()).toEqual([]);
  });
});

test.each([
  ['a git hash', 'commit 3f785abc9d1e2f3a4b5c6d7e8f9012345678abcd'],
  ['a UUID', '123e4567-e89b-42d3-a456-426614174000'],
  [
    'a lock-file line',
    'integrity sha512-nTjqfcBFEipKdXCv4YDQWCfmcLZKm81ldF0pAopTvyrFGVbcR6P/VAAd5G7N+0tTr8QqiU0tFadD6FK4NtJwOA==',
  ],
  ['a stand-in', 'OPENAI_API_KEY=YOUR_API_KEY'],
  ['a masked key', `sk-${'x'.repeat(40)}`],
  ['prose', 'The task-force met in risk-averse Basel: AIza and AKIA are prefixes.'],
])('leaves %s', (_, text) => {
  expect(rules(text)).toEqual([]);
});

test('a match is the secret alone, without its name, quotes or host', () => {
  expect(found(`"aws_secret_access_key": "${token(40)}"`)).toEqual([token(40)]);
  expect(found(`postgres://app:${token(12)}@db.example/main`)).toEqual([`app:${token(12)}`]);
});

test('an Anthropic key is not also an OpenAI key', () => {
  expect(rules(`sk-ant-api03-${token(93)}AA`)).toEqual(['secrets/anthropic-key']);
});

test('a key block counts from its BEGIN line on, also when its end is missing', () => {
  const open = `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${token(64)}\n${token(64)}`;
  expect(found(`a ${open}`)).toEqual([open]);
});

test('two secrets side by side are both found', () => {
  expect(rules(`ghp_${token(36)} ghp_${token(36)}`)).toEqual(['secrets/github-token', 'secrets/github-token']);
});
