import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { parseJson } from '../../src/lib/json.ts';
import { JsonSeries } from '../../src/lib/json-series.ts';

const chunk = (content: string, more: object = {}) =>
  JSON.stringify({ id: 'a', created: 1, choices: [{ index: 0, delta: { content }, finish_reason: null }], ...more });

const read = (texts: readonly string[]): readonly unknown[] => {
  const series = new JsonSeries();
  return texts.map((text) => series.parse(text));
};

const parsed = (texts: readonly string[]): number => {
  const parse = vi.spyOn(JSON, 'parse');
  try {
    read(texts);
    return parse.mock.calls.filter(([text]) => texts.includes(text)).length;
  } finally {
    parse.mockRestore();
  }
};

test('parses three texts of a kind, and reads the strings of those that follow', () => {
  const texts = Array.from({ length: 50 }, (_, index) =>
    chunk(`word ${index}`, { obfuscation: 'x'.repeat(index % 7) }),
  );
  expect(read(texts)).toEqual(texts.map((text) => JSON.parse(text)));
  expect(parsed(texts)).toBe(3);
});

test('takes the new kind where texts change', () => {
  const words = Array.from({ length: 20 }, (_, index) => String(index));
  const texts = [...words.map((word) => chunk(word)), ...words.map((word) => JSON.stringify({ delta: word }))];
  expect(parsed(texts)).toBe(6);
});

test('no longer looks where nothing is found', () => {
  const texts = Array.from({ length: 1_000 }, (_, index) => JSON.stringify({ index, text: 'a' }));
  const split = vi.spyOn(String.prototype, 'split');
  const values = read(texts);
  const looked = split.mock.calls.length;
  split.mockRestore();
  expect(values).toEqual(texts.map((text) => JSON.parse(text)));
  expect(looked).toBeLessThan(20);
});

test.each([
  ['an escape', '{"a":"x","b":"1"}', '{"a":"x","b":"2"}', '{"a":"x","b":"\\n"}'],
  ['an escaped quote', '{"b":"1"}', '{"b":"2"}', '{"b":"\\"}","b":"3"}'],
  ['a control character', '{"b":"1"}', '{"b":"2"}', '{"b":"\u0001"}'],
  ['a text cut short', '{"b":"1"}', '{"b":"2"}', '{"b":"3'],
  ['more behind it', '{"b":"1"}', '{"b":"2"}', '{"b":"3"}}'],
  ['a string more', '{"b":"1"}', '{"b":"2"}', '{"b":"3","b":"4"}'],
  ['keys that change as their values do', '{"x":"x","y":"y"}', '{"y":"x","x":"y"}', '{"z":"x","w":"y"}'],
  ['keys in an order of their own', '{"2":"a","1":"b"}', '{"2":"b","1":"c"}', '{"2":"d","1":"e"}'],
  ['two strings that change alike', '{"2":"a","1":"a"}', '{"2":"b","1":"b"}', '{"2":"d","1":"e"}'],
  [
    'a string that another hides',
    '{"x":"1","a":{"k":"1"},"a":0}',
    '{"x":"2","a":{"k":"2"},"a":0}',
    '{"x":"3","a":{"k":"4"},"a":0}',
  ],
  ['a changing key', '{"1":0}', '{"2":0}', '{"3":0}'],
  ['a key that comes twice', '{"b":"1","b":"x"}', '{"b":"2","b":"x"}', '{"b":"3","b":"x"}'],
  [
    'a key that reaches a prototype',
    '{"__proto__":"1","b":"1"}',
    '{"__proto__":"2","b":"2"}',
    '{"__proto__":"3","b":"3"}',
  ],
  [
    'a string that looks like a mark',
    '{"*3":0,"b":"1","c":"*3"}',
    '{"*3":0,"b":"2","c":"*3"}',
    '{"*3":0,"b":"*3","c":"*3"}',
  ],
  ['texts that are one string', '"1"', '"2"', '"3"'],
  ['texts that are no JSON', '{"1"}', '{"2"}', '{"3"}'],
])('reads as JSON does: %s', (_, ...texts) => {
  const all = ['{}', ...texts]; // the third is the first that is compared
  expect(read(all)).toEqual(all.map(parseJson));
});

test('hands out values of their own', () => {
  const texts = ['1', '2', '3', '4'].map((word) => chunk(word));
  const values = read(texts);
  expect(values.map((value) => JSON.stringify(value))).toEqual(texts); // also those before the last
});

const leaf = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.string({ unit: 'binary', maxLength: 3 }),
  fc.constantFrom('"', '\\', '*', '*1', '"}', '","b":"', '\u0000', '__proto__', '\ud800'),
);
const piece = fc.oneof(
  leaf.map((string) => JSON.stringify(string)),
  leaf.map((string) => `"${string}"`), // may be no JSON
  fc.integer({ max: 99 }).map(String),
);
const template = fc.constantFrom(
  (one: string, other: string) => `{"a":${one},"b":[${other},{"c":null}]}`,
  (one: string, other: string) => `{"a":${one},"a":${other}}`,
  (one: string, other: string) => `{${one}:1,"b":${other}}`,
  (one: string, other: string) => `[[${one}],"*1",${other} ,"*3"]`,
  (one: string, other: string) => `{"__proto__":{"x":${one}},"y":${other}}`,
  (one: string) => one,
);
const text = fc.tuple(template, piece, piece).map(([made, one, other]) => made(one, other));
const series = fc.oneof(
  fc.array(text, { maxLength: 12 }),
  fc
    .tuple(template, fc.array(fc.tuple(piece, piece), { maxLength: 12 }))
    .map(([made, all]) => all.map((each) => made(...each))),
);

test('gives what parsing gives, whatever comes in which order', () => {
  fc.assert(
    fc.property(series, (texts) => {
      const values = read(texts);
      for (const [at, text] of texts.entries()) {
        const value = parseJson(text);
        expect(values[at]).toEqual(value);
        expect(JSON.stringify(values[at])).toBe(JSON.stringify(value)); // in the same order
      }
    }),
    { numRuns: 5_000 },
  );
});
