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

describe('a key block without its end', () => {
  const open = `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${token(64)}\n${token(30)}`;
  const json = open.replaceAll('\n', '\\n');

  test.each([
    ['a paragraph', open, '\n\nIt ends with a line. Then we go on, for a while'],
    ['a paragraph of a file with carriage returns', open.replaceAll('\n', '\r\n'), '\r\n\r\nThen, we go on.'],
    ['a paragraph in a string of JSON', json, '\\n\\nThen we go on.'],
    ['two empty lines and a paragraph', open, '\n \n\n  Then we go on.'],
  ])('stops at %s', (_, key, prose) => {
    expect(found(`see ${key}${prose}`)).toEqual([key]);
  });

  test.each([
    ['headers and an empty line', `Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,${token(32)}\n\n${token(64)}`],
    [
      'a header of many words',
      `Comment: made for the test\nVersion: 1\n\n${token(64)}\n\nComment: it goes on here\n\nabc`,
    ],
    ['spaces for line ends', `${token(64)}  ${token(64)} ${token(9)}`],
    ['empty lines between its lines', `${token(64)}\n\n${token(64)}\n\nabcdefgh\n\nabcd efgh\nA8cd`],
    ['an empty line and blocks of eight', `${token(64)}\n\nabcdefgh ABcdEfgH abcdef9h abcdefgh`],
  ])('is covered as a whole with %s', (_, body) => {
    const key = `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${body}`;
    expect(found(`see ${key}`)).toEqual([key]);
  });
});

test('two secrets side by side are both found', () => {
  expect(rules(`ghp_${token(36)} ghp_${token(36)}`)).toEqual(['secrets/github-token', 'secrets/github-token']);
});

test.each(['10.0.0.12:6379', '10.0.1:6379/0', '10.0.1/0', '4.17.21-db.example', '1.2.3.example', 'sha256.example'])(
  'a password before the host %s is found',
  (host) => {
    expect(found(`redis://app:${token(12)}@${host}`)).toEqual([`app:${token(12)}`]);
  },
);
