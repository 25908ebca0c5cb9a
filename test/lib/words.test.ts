import fc from 'fast-check';
import { expect, test } from 'vitest';
import { limitWords, wordCount } from '../../src/lib/words.ts';

test('words are counted between white space, and by Unicode where none is written', () => {
  expect(wordCount('one two  three\nfour')).toBe(4);
  expect(wordCount("don't well-known 3.5")).toBe(3);
  expect(wordCount('')).toBe(0);
  expect(wordCount('私は学生です')).toBeGreaterThan(2);
});

test('a text within the limit stays as it is', () => {
  expect(limitWords('One two. Three.', 3)).toBe('One two. Three.');
});

test('cuts behind a sentence where that keeps at least half, else behind a word', () => {
  expect(limitWords('One two three. Four five six.', 4)).toBe('One two three.');
  expect(limitWords('One. Two three four five six seven.', 5)).toBe('One. Two three four five…');
  expect(limitWords('- one two,\n- three four', 2)).toBe('- one…');
});

test('property: never more words than asked for, never more text than there was', () => {
  const word = fc.oneof(fc.stringMatching(/^[a-z.,!?]{1,8}$/), fc.constantFrom('漢字を読む', 'สวัสดีครับ', '…', '-'));
  fc.assert(
    fc.property(fc.array(word, { maxLength: 40 }), fc.integer({ min: 1, max: 20 }), (words, maxWords) => {
      const limited = limitWords(words.join(' '), maxWords);
      expect(wordCount(limited)).toBeLessThanOrEqual(maxWords);
      expect(limited.length).toBeLessThanOrEqual(words.join(' ').length + 1);
    }),
    { numRuns: 1_000 },
  );
});

test('what stands before the cut goes, and nothing within the text', () => {
  expect(limitWords('one,;: –- two', 1)).toBe('one…');
  expect(limitWords('one,, ,two three', 2)).toBe('one,, ,two…');
});

test('a long run of commas is cut in linear time', () => {
  const cut = (count: number) => limitWords(`a ${','.repeat(count)}x b c d`, 3);
  const best = (count: number) =>
    Math.min(
      ...Array.from({ length: 5 }, () => {
        const start = performance.now();
        cut(count);
        return performance.now() - start;
      }),
    );
  expect(cut(3)).toBe('a ,,,x b…');
  best(2_000);
  expect(best(32_000) / best(2_000)).toBeLessThan(80); // 16 times the text; squared it would be 256
});

test('a long text without spaces is read no further than it is needed', () => {
  const text = '漢字を読む'.repeat(20_000);
  let pulled = 0;
  const { segment } = Intl.Segmenter.prototype;
  Intl.Segmenter.prototype.segment = function (given: string) {
    const segments = segment.call(this, given);
    return {
      containing: segments.containing.bind(segments),
      *[Symbol.iterator]() {
        for (const data of segments) {
          pulled++;
          yield data;
        }
      },
    } as Intl.Segments;
  };
  try {
    expect(limitWords(text, 10)).toMatch(/^漢字を読む.*…$/);
  } finally {
    Intl.Segmenter.prototype.segment = segment;
  }
  expect(pulled).toBeLessThan(100);
});
