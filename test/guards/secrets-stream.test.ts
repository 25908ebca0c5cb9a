import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SECRET_RULES, secrets } from '../../src/guards/secrets.ts';
import { cutTexts, inSixes, readInPieces } from '../support/in-pieces.ts';
import { OUTPUT } from '../support/screening.ts';

const made = SECRET_RULES.flatMap(({ examples, lookAlikes }) => [...examples, ...lookAlikes].map((make) => make()));
const TOKEN = 'q7Zt3Kx9Lm2Vb8Nc4Rw6Ys1Pd5Hf0Gj'.repeat(3);
const HEADER = btoa('{"alg":"dir"}');
const longer = [
  ...made.map((text) => `${text}A7`),
  `${HEADER}.${TOKEN}.${TOKEN}.${TOKEN}.${TOKEN}`,
  `secret key is${TOKEN.slice(0, 38)} `,
  `secretkey=${TOKEN.slice(0, 41)}`,
  `redis://app:${TOKEN.slice(0, 12)}@10.0.1:6379`,
  `redis://app:${TOKEN.slice(0, 12)}@10.10.10.`,
  'pkg://npm:lodash@4.17.21-db.example',
];
const halves = made.map((text) => text.slice(0, text.length >> 1));
const signs = [
  ' ',
  ', ',
  '\n',
  '\\n',
  '\r\n',
  '"',
  "'",
  '@',
  ':',
  '-',
  '.',
  '/',
  '_',
  '=',
  '+',
  'a',
  '7',
  'é',
  '我',
  '\u{1f600}',
  '\u200b',
  'ß',
];
const words = [
  'secret ',
  'secretkey',
  'Secret_Access_Key',
  ' is ',
  ' = "',
  'sk-',
  'xoxe',
  '-----BEGIN',
  ' PRIVATE KEY-----',
  '://',
  'https://user:',
  'eyJ',
];
const runs = [
  'q7Zt3Kx9Lm2Vb8Nc4Rw6Ys1Pd5Hf0Gj',
  'Aa1'.repeat(200),
  'word '.repeat(20),
  '\n'.repeat(9),
  'sk-'.repeat(80),
];
const part = fc.oneof(
  fc.constantFrom(...made, ...longer),
  fc.constantFrom(...halves),
  fc.constantFrom(...signs, ...words, ...runs),
  fc.string({ maxLength: 6 }),
); // biome-ignore format: one kind a line

test('a text in pieces gives the matches of the whole', () => {
  fc.assert(
    fc.property(cutTexts(part), (pieces) => {
      expect(readInPieces(secrets, pieces).matches).toEqual(secrets.scan(pieces.join(''), OUTPUT));
    }),
    { numRuns: 2_000 },
  );
});

test('no secret is shown before it is found, wherever the text is cut', () => {
  for (const text of [...made, ...longer]) {
    const whole = `see ${text} there`;
    for (let at = 1; at < whole.length; at++)
      expect(readInPieces(secrets, [whole.slice(0, at), whole.slice(at)]).matches).toEqual(secrets.scan(whole));
  }
});

test('a key block gives the matches of the whole, whatever paragraphs follow', () => {
  const begin = `-----BEGIN RSA PRIVATE ${'KEY'}-----\n${TOKEN.slice(0, 64)}`;
  const after = fc.constantFrom(
    '\n',
    '\n\n',
    '\r\n\r\n',
    '\\n\\n',
    ' ',
    'Then we go',
    ' on',
    'A7',
    '.',
    ',',
    ':',
    '-',
    '\\',
    '!',
    "'s ",
  );
  const filled = fc.constantFrom('', '\n', 'a'.repeat(7_700), 'a'.repeat(7_790), 'a'.repeat(7_820));
  const texts = fc.tuple(filled, fc.array(after, { maxLength: 30 }), fc.integer({ min: 1, max: 40 }));
  fc.assert(
    fc.property(texts, ([filling, parts, size]) => {
      const text = begin + filling + parts.join('');
      const pieces = text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];
      expect(readInPieces(secrets, pieces).matches).toEqual(secrets.scan(text));
    }),
    { numRuns: 1_000 },
  );
});

describe('what is held at the end of a piece', () => {
  test.each([
    ['nothing of prose', 'We met on Tuesday', 0],
    ['nothing of a word with an anchor in it', 'risk-averse task-force', 0],
    ['nothing of a hash', 'commit 3f785abc9d1e2f3a4b5c6d7e8f9012345678abcd', 0],
    ['the beginning of an anchor', 'key: sk', 2],
    ['what an anchor opens', 'key: sk-proj-abc', 11],
    ['nothing behind what is no secret', 'key: sk-proj-abc ', 0],
    ['nothing of a name', 'aws_secret_access_key = ', 0],
    ['a value behind a name', 'aws_secret_access_key = "abc', 3],
    ['what may be a user', 'see https://exam', 4],
    ['nothing of a path', 'see https://example.com/', 0],
    ['a key block from its line on', '-----BEGIN PRIVATE KEY-----\nMIIE', 32],
    ['nothing of a certificate', '-----BEGIN CERTIFICATE-----\nMIIE', 0],
  ])('is %s', (_, text, held) => {
    expect(readInPieces(secrets, [text]).held).toEqual([held]);
  });

  test('is nearly nothing, in the documents', () => {
    for (const name of ['README.md', 'docs/guide.md']) {
      const { held } = readInPieces(secrets, inSixes(readFileSync(name, 'utf8')));
      const waited = held.filter((held) => held > 0).length;
      expect(waited / held.length).toBeLessThan(0.25);
    }
  });
});

describe('a chain of tokens, each over the beginning of the next', () => {
  const HEADER = btoa('{"alg":"HS256"}');
  const chain = (length: number): string => `${HEADER}.`.repeat(Math.ceil(length / HEADER.length)).slice(0, length);
  const mixed = `xoxb-1234567890-A7b%${HEADER}.x.-`.repeat(40);

  test('is held no longer than a few of them', () => {
    expect(Math.max(...readInPieces(secrets, inSixes(chain(16_384))).held)).toBeLessThan(512);
  });

  test('is held no longer than a while where rules take turns', () => {
    expect(Math.max(...readInPieces(secrets, inSixes(mixed.repeat(8))).held)).toBeLessThan(4_096);
  });

  test('is covered without a gap, by matches that do not overlap', () => {
    const text = chain(4_096);
    let end = 0;
    for (const match of secrets.scan(text)) {
      expect(match.start).toBe(end);
      end = match.end;
    }
    expect(end).toBe(text.length);
  });

  test('gives the matches of the whole in pieces, also where rules take turns', () => {
    const part = fc.constantFrom(`${HEADER}.`, `${HEADER}.x.-`, mixed.slice(0, 24), '%', '.', '-', ' ', TOKEN);
    fc.assert(
      fc.property(cutTexts(part, 40), (pieces) => {
        expect(readInPieces(secrets, pieces).matches).toEqual(secrets.scan(pieces.join(''), OUTPUT));
      }),
      { numRuns: 500 },
    );
    const long = mixed.repeat(8);
    expect(readInPieces(secrets, inSixes(long)).matches).toEqual(secrets.scan(long));
    expect(readInPieces(secrets, long.match(/[\s\S]{1,1000}/g) ?? []).matches).toEqual(secrets.scan(long));
  });

  test('a match of one rule is not cut behind a match of another, which may be let through', () => {
    const [first, second] = secrets.scan(mixed);
    expect(first?.rule).not.toBe(second?.rule);
    expect(second?.start).toBeLessThan(first?.end ?? 0);
  });
});
