import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { printable } from '../../src/cli/terminal/printable.ts';
import { table } from '../../src/cli/terminal/table.ts';
import { shorten, width } from '../../src/cli/terminal/width.ts';
import { wrap } from '../../src/cli/terminal/wrap.ts';

const words = fc.array(fc.stringMatching(/^[a-zé漢👍]{1,12}$/u), { minLength: 1, maxLength: 40 });

describe('printable', () => {
  test('gives the same for a text and for its pieces, and leaves nothing that commands a terminal', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary' })), (pieces) => {
        const whole = printable(pieces.join(''));
        expect(pieces.map(printable).join('')).toBe(whole);
        expect(whole).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
      }),
    );
  });

  test('leaves text, tabs and line feeds as they are', () => {
    expect(printable('Grüße,\t世界 👍🏽\n')).toBe('Grüße,\t世界 👍🏽\n');
  });
});

test('ideographs and emoji are two columns wide, marks and colours none', () => {
  expect(['abc', '漢字', '👍', 'e\u0301', '\u001b[31mred\u001b[39m'].map(width)).toEqual([3, 4, 2, 1, 3]);
});

describe('wrap', () => {
  test('keeps every word in order, and no line is wider than asked unless one word is', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 60 }), (given, columns) => {
        const lines = wrap(given.join(' '), columns);
        expect(lines.join(' ')).toBe(given.join(' '));
        for (const line of lines) expect(width(line) <= columns || !line.includes(' ')).toBe(true);
      }),
    );
  });

  test('keeps line feeds', () => {
    expect(wrap('one two\n\nthree', 5)).toEqual(['one', 'two', '', 'three']);
  });
});

describe('shorten', () => {
  test('never takes more columns than asked, and marks what was cut', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 2, max: 60 }), (given, columns) => {
        const text = given.join(' ');
        const short = shorten(text, columns);
        expect(width(short)).toBeLessThanOrEqual(columns);
        expect(short === text || (short.endsWith('…') && text.startsWith(short.slice(0, -1)))).toBe(true);
      }),
    );
  });

  test('cuts behind a word', () => {
    expect(shorten('one two\n three', 10)).toBe('one two…');
  });
});

test('a table lines its columns up, whatever is coloured, with no blanks at the end', () => {
  expect(
    table(
      [
        ['a', '\u001b[1m10\u001b[22m', 'x'],
        ['漢', '5', ''],
        ['bbb', '', ''],
      ],
      ['left', 'right'],
    ),
  ).toEqual(['a    \u001b[1m10\u001b[22m  x', '漢    5', 'bbb']);
});
