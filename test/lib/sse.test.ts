import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { sseParser } from '../../src/lib/sse.ts';

const feedAll = (pieces: readonly string[], maxEventBytes = 1_000): string[] => {
  const parser = sseParser(maxEventBytes);
  const events = pieces.flatMap((piece) => [...parser.feed(piece)]);
  const tail = parser.end();
  return tail === undefined ? events : [...events, tail];
};

const cut = (text: string, at: readonly number[]): string[] => {
  const points = [0, ...at.map((each) => each % (text.length + 1)).sort((one, other) => one - other), text.length];
  return points.slice(1).map((end, index) => text.slice(points[index], end));
};

describe('sseParser', () => {
  test.each(['\n', '\r\n', '\r'])('reads lines that end with %j', (end) => {
    expect(feedAll([`data: a${end}data: b${end}${end}data:c${end}${end}`])).toEqual(['a\nb', 'c']);
  });

  test('leaves out comments, names, ids and unknown fields', () => {
    expect(feedAll([': ping\n\n: ping\n\nevent: x\nid: 1\nretry: 5\nnonsense\ndata: a\n\n'])).toEqual(['a']);
  });

  test('keeps U+2028, which ends a line in JavaScript but not here', () => {
    expect(feedAll(['data: a\u2028b\u2029c\u0085d\n\n'])).toEqual(['a\u2028b\u2029c\u0085d']);
  });

  test('leaves out one byte order mark at the start', () => {
    expect(feedAll(['\uFEFFdata: a\n\n'])).toEqual(['a']);
  });

  test('hands over at the end what no empty line closed', () => {
    const parser = sseParser(100);
    expect(parser.feed('data: a\n\ndata: b')).toEqual(['a']);
    expect(parser.end()).toBe('b');
    expect(parser.end()).toBeUndefined();
  });

  test('gives the same events however the text is cut', () => {
    const line = fc.constantFrom(
      'data: x',
      'data:y€😀',
      'data',
      ': ping',
      'event: e',
      'id: 7',
      'data: {"a":"b"}',
      'other',
    );
    const end = fc.constantFrom('\n', '\r\n', '\r', '\n\n', '\r\n\r\n', '\r\r');
    fc.assert(
      fc.property(fc.array(fc.tuple(line, end)), fc.array(fc.nat(400), { maxLength: 12 }), (lines, at) => {
        const text = lines.flat().join('');
        expect(feedAll(cut(text, at))).toEqual(feedAll([text]));
      }),
    );
  });

  test.each([
    ['a long line in one piece', [`data: ${'x'.repeat(101)}\n\n`]],
    ['a long line in many pieces', ['data: ', ...Array.from({ length: 101 }, () => 'x'), '\n\n']],
    ['many lines of one event', Array.from({ length: 60 }, () => 'data: x\n')],
    ['characters of three bytes', [`data: ${'€'.repeat(34)}\n\n`]],
  ])('stops at an event above the limit: %s', (_, pieces) => {
    const parser = sseParser(100);
    const before = parser.feed('data: first\n\n');
    const after = pieces.flatMap((piece) => [...parser.feed(piece)]);
    expect([before, after, parser.overflowed]).toEqual([['first'], [], true]);
    expect(parser.feed('data: later\n\n')).toEqual([]);
  });

  test.each([`data: ${'x'.repeat(100)}\n\n`, `data: ${'€'.repeat(33)}\n\n`])(
    'takes an event that just fits',
    (text) => {
      const parser = sseParser(100);
      expect(parser.feed(text)).toHaveLength(1);
      expect(parser.overflowed).toBe(false);
    },
  );

  test.each(['data:\n', ': ping\n\n', 'event: x\n'])(
    'FA-08 stops at endless %j, which never becomes an event',
    (line) => {
      const parser = sseParser(100_000);
      let fed = 0;
      for (; !parser.overflowed && fed < 10_000_000; fed += line.length * 100)
        expect(parser.feed(line.repeat(100))).toEqual([]);
      expect(parser.overflowed).toBe(true);
      expect(fed).toBeLessThan(200_000);
    },
  );

  test('counts from one event to the next, so a long stream of events with comments is read', () => {
    const parser = sseParser(1_000);
    for (let round = 0; round < 20; round++)
      expect(parser.feed(`${': ping\n\n'.repeat(1_000)}data: a\n\n`)).toEqual(['a']);
    expect(parser.overflowed).toBe(false);
  });
});
