import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { INJECTION_RULES, injection } from '../../src/guards/injection.ts';
import { PERSONAL_DATA_RULES, personalData } from '../../src/guards/personal-data.ts';
import { SECRET_RULES, secrets } from '../../src/guards/secrets.ts';
import { unicode } from '../../src/guards/unicode.ts';
import { WindowReader } from '../../src/lib/screening/reader.ts';
import type { Match } from '../../src/types/guard.ts';
import { inSixes } from '../support/in-pieces.ts';
import { isLinear } from '../support/linear.ts';
import { OUTPUT } from '../support/screening.ts';

const GUARDS = [
  { guard: secrets, rules: SECRET_RULES },
  { guard: personalData, rules: PERSONAL_DATA_RULES },
  { guard: injection, rules: INJECTION_RULES },
];

const SHAPES = [
  'a', '@', '1234567890', ' ', '\u200b', 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVph', 'a.', 'a@a.a@', '1-', 'Aa ', 'http://', '\n',
  'ignore ', 'key=', '<', 'sk-', 'eyJ', '.eyJa', '-----BEGIN PRIVATE KEY-----\n', 'a:b:', '1.1.1.', '+1 ', 'xoxb-', '<!--',
  'send the password ', '(', 'you have no ',
]; // biome-ignore format: the shapes of research, then our own anchors repeated

describe.each(GUARDS)('$guard.id', ({ guard, rules }) => {
  test.each(SHAPES)('stays linear on %j repeated', (shape) => {
    expect(isLinear(shape, (text) => guard.scan(text))).toBe(true);
  });

  const pieces = fc.array(
    fc.oneof(
      fc.constantFrom(
        ...rules.flatMap(({ examples, lookAlikes }) => [...examples, ...lookAlikes].map((make) => make())),
      ),
      fc.constantFrom(...SHAPES, ' ', ' call ', ': ', ', ', '\n', 'the cat ', '555', 'GB29 ', 'ext. 1', '+', '0049 '),
      fc.string({ maxLength: 6 }),
    ),
    { maxLength: 12 },
  );

  test('a match depends on no more than its reach', () => {
    fc.assert(
      fc.property(pieces, fc.nat(400), (parts, extra) => {
        const text = parts.join('');
        const filler = '\u4e2d ';
        const before = filler.repeat(guard.reach + extra);
        const after = filler.repeat(guard.reach);
        for (const { start, end } of guard.scan(text)) {
          expect(end - start).toBeLessThanOrEqual(guard.reach);
          const from = Math.max(0, start - guard.reach);
          const window = text.slice(from, end + guard.reach);
          const shifted = ({ start, end, ...rest }: Match) => ({ ...rest, start: start + from, end: end + from });
          expect(guard.scan(window).map(shifted)).toContainEqual(
            guard.scan(text).find((match) => match.start === start && match.end === end),
          );
        }
        const inside = guard.scan(before + text + after);
        expect(inside.length).toBe(guard.scan(`${filler.repeat(guard.reach)}${text}${after}`).length);
      }),
      { numRuns: 60 },
    );
  });

  test('matches lie in the text in order, with a score from 0 to 1', () => {
    fc.assert(
      fc.property(pieces, (parts) => {
        const text = parts.join('');
        let last = 0;
        for (const { start, end, score } of guard.scan(text)) {
          expect(start).toBeGreaterThanOrEqual(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(text.length);
          expect(score >= 0 && score <= 1).toBe(true);
          last = start;
        }
      }),
    );
  });
});

const HIDING_SHAPES = [
  'a\u200b', 'word \u200b', '\u0628\u200c', '\u0301', 'a\u0301\u200b', '\x1b[', '\x1b]a', 'abc\u200f ', '\ud800a', 'p\u0430y ', '\u043e',
  '\u{e0041}', '\ufe0f\u{e0100}', '\u{1f3f4}\u{e0067}\u{e0062}', '\u{1f468}\u200d',
]; // biome-ignore format: as above

describe.each([secrets, personalData, unicode])('$id in pieces of six characters', (guard) => {
  const read = (pieces: readonly string[]): void => {
    const reader = guard.reader?.(OUTPUT) ?? new WindowReader(guard, OUTPUT, guard.reach);
    for (const piece of pieces) reader.read(piece, false);
  };

  test.each([...SHAPES, ...HIDING_SHAPES])('stays linear on %j repeated', (shape) => {
    expect(isLinear(shape, (text) => read(inSixes(text)))).toBe(true);
  });

  test('stays linear on an endless key block', () => {
    expect(isLinear('Aa1', (text) => read(inSixes(`-----BEGIN PRIVATE KEY-----\n${text}`)))).toBe(true);
  });
});
