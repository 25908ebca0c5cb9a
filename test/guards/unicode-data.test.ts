import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dataSource, factsIn } from '../../scripts/unicode/source.ts';
import * as data from '../../src/guards/unicode/data.ts';
import { lookAlike, unmasked } from '../../src/guards/unicode/look-alikes.ts';
import { isMixedScript } from '../../src/guards/unicode/mixed-script.ts';

test('data.ts is what the script makes of its facts under this Node, of the same version of Unicode', () => {
  expect(dataSource(factsIn(data))).toBe(readFileSync('src/guards/unicode/data.ts', 'utf8'));
  expect(data.UNICODE_VERSION.startsWith(`${process.versions.unicode}.`)).toBe(true);
});

test.each([
  ['Cyrillic', '\u0440\u0430\u0443\u0440\u0430\u04cf', 'paypal'],
  ['Greek', '\u0391\u039f\u03a1 \u03b1\u03bf\u03c1', 'AOP aop'],
  ['Armenian', '\u0570\u0585\u057d\u0578', 'houn'],
  ['Cherokee', '\u13e2\u13aa\u13bd', 'PAY'],
  ['Lisu', '\ua4ee\ua4d0\ua4da', 'ABC'],
  ['Latin with other shapes', '\u0261\u0131\u0251\u217c\u2113', 'giall'],
  ['small capitals', '\u1d00\u0299\u1d04\u1d05\u1d07\u0493\u0262\u029c\u026a\u1d0a\u1d0b\u029f\u1d0d\u0274', 'abcdefghijklmn'],
  ['mathematical', '\u{1d422}\u{1d420} \u{1d6fc}\u210b\u{1d7d8}', 'ig aH0'],
  ['full width', '\uff29\uff47\uff10', 'Ig0'],
  ['circled, boxed and bracketed', '\u24d8\u{1f156}\u{1f172}\u{1f130}\u249c\u2776\u24ff', 'igcAa10'],
  ['raised and lowered', '\u2071\u1d4d\u2099\u00b2\u00aa', 'ign2a'],
  ['capital and small I', '\u0406\u04c0\u04cf', 'IIl'],
])('%s letters are read as the Latin ones they are drawn like', (_, text, read) => {
  expect(unmasked(text)).toBe(read);
}); // biome-ignore format: one script a line

test('ASCII, letters with marks, ligatures, other letters and code points out of range look like nothing', () => {
  for (const text of ['a', '1', ' ', '\u00e9', '\ufb01', '\u0436', '\u4e2d', '\u{1f600}', '\u{20000}', '\u{e0041}'])
    expect(lookAlike(text.codePointAt(0) ?? 0), text).toBeUndefined();
  expect(lookAlike(-1)).toBeUndefined();
  expect(lookAlike(0x110000)).toBeUndefined();
});

test('every entry is one ASCII letter or digit', () => {
  for (let code = 0; code <= 0x10ffff; code++) expect(lookAlike(code) ?? 'a').toMatch(/^[0-9A-Za-z]$/);
});

test.each([
  ['p\u0430ypal', true],
  ['\u03b1lph\u0251', true],
  ['b\u0430\u043d\u043a', true],
  ['paypal', false],
  ['caf\u00e9', false],
  ['\u0440\u0430\u0443', false],
  ['USB\u0436', false],
  ['x1', false],
  ['', false],
])('%j mixes scripts to imitate a Latin word: %s', (word, mixes) => {
  expect(isMixedScript(word)).toBe(mixes);
});
