import { describe, expect, test } from 'vitest';
import { passesLuhn } from '../../src/guards/checksums.ts';
import { PERSONAL_DATA_RULES, personalData } from '../../src/guards/personal-data.ts';

const rules = (text: string): readonly string[] => personalData.scan(text).map(({ rule }) => rule);
/** Without the URL that holds an address, or the address that a URL holds. */
const rulesLike = (entity: string, text: string): readonly string[] =>
  personalData
    .scan(text)
    .filter((match) => (match.entity === 'URL') === (entity === 'URL'))
    .map(({ rule }) => rule);
const found = (text: string): readonly string[] =>
  personalData.scan(text).map(({ start, end }) => text.slice(start, end));

describe.each(PERSONAL_DATA_RULES)('$rule', ({ rule, entity, examples, lookAlikes }) => {
  test('finds each example, wherever it stands', () => {
    for (const example of examples)
      for (const text of [example(), `see ${example()} there`, `(${example()})`, `\n${example()}.\n`]) {
        expect(rulesLike(entity, text), text).toEqual([rule]);
        expect(personalData.scan(text).find((match) => match.rule === rule)?.entity).toBe(entity);
      }
  });

  test('leaves each look-alike', () => {
    for (const lookAlike of lookAlikes) expect(rules(`see ${lookAlike()} there`), lookAlike()).not.toContain(rule);
  });
});

test.each([
  ['a date', 'on 2026-11-23 or 23.11.2026 or 11/23/2026'],
  ['a timestamp', 'at 1700000000, 1700000000000 or 2026-11-23T10:15:00.000Z'],
  ['a version', 'node v24.21.0 and Chrome version 120.0.6099.129'],
  ['an order number', 'order 1234567890, invoice 20261123001'],
  ['a time', 'from 12:30:45 to 23:59:59'],
  ['a hash', '3f785abc9d1e2f3a4b5c6d7e8f9012345678abcd'],
  ['a package', 'npm install react@19.2.0 @types/node@24'],
  ['an amount', 'EUR 1,234,567.89 and $ 2 345 678'],
])('leaves %s', (_, text) => {
  expect(found(text)).toEqual([]);
});

test('spans are exact', () => {
  expect(found('mail jane@example.com, card 4111-1111-1111-1111; IBAN GB29 NWBK 6016 1331 9268 19.')).toEqual([
    'jane@example.com',
    '4111-1111-1111-1111',
    'GB29 NWBK 6016 1331 9268 19',
  ]);
});

test('a number in a script without spaces is found beside its letters', () => {
  expect(found('我的电话号是+33 (0) 644444444。')).toEqual(['+33 (0) 644444444']);
});

test('of two readings of one span the stronger counts', () => {
  expect(rules('call 4111 1111 1111 1111')).toEqual(['pii/credit-card']);
  expect(rules('call 192.168.1.100')).toEqual(['pii/ipv4']);
});

test('a card is no number of a register by chance', () => {
  const luhn = (body: string): string =>
    Array.from('0123456789', (digit) => body + digit).find((number) => passesLuhn(number)) ?? '';
  for (let index = 0; index < 2_000; index++) {
    const card = luhn(`37${String((index * 7_919_117_431) % 1e12).padStart(12, '0')}`);
    expect(rules(`charged to ${card} today`), card).toEqual(['pii/credit-card']);
  }
});
