import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pairBorder, splitText } from '../../src/lib/split.ts';

test('cuts behind paragraphs, else sentences, else words', () => {
  expect(splitText('aaaa aaaa.\n\nbbbb bbbb.', 14)).toEqual(['aaaa aaaa.\n\n', 'bbbb bbbb.']);
  expect(splitText('One two three. Four five six.', 20)).toEqual(['One two three. ', 'Four five six.']);
  expect(splitText('aaaaa bbbbb ccccc', 12)).toEqual(['aaaaa bbbbb ', 'ccccc']);
});

test('property: the pieces joined are the text, none is too long, and no pair is torn', () => {
  const text = fc.string({ unit: fc.constantFrom('a', ' ', '. ', '\n\n', '😀', '。'), maxLength: 300 });
  fc.assert(
    fc.property(text, fc.integer({ min: 2, max: 50 }), (text, maxChars) => {
      const pieces = splitText(text, maxChars);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces) {
        expect(piece.length).toBeLessThanOrEqual(maxChars);
        expect(piece.isWellFormed()).toBe(true);
      }
    }),
  );
});

test('a cut inside a pair moves in front of it, and a lone half is left where it is', () => {
  expect(pairBorder('a😀b', 2)).toBe(1);
  expect(pairBorder('a😀b', 3)).toBe(3);
  expect(pairBorder('a😀b', 9)).toBe(9);
  expect(pairBorder('a\ud83d b', 2)).toBe(2);
});
