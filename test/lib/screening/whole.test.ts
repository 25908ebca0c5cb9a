import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { settle } from '../../../src/lib/screening/edits.ts';
import type { Safeguard } from '../../../src/lib/screening/safeguard.ts';
import { screenWhole } from '../../../src/lib/screening/whole.ts';
import { always, OUTPUT, patternGuard, rethrow } from '../../support/screening.ts';

const hidden = always(patternGuard('hidden', /[\u200b\u202e]/y, 1, ''), 'redact', { cleans: true });
const halves = always(patternGuard('halves', /\0/y, 1, '\ufffd'), 'redact', { cleans: true });
const words = (pattern: RegExp, id = 'words') => always(patternGuard(id, pattern, 16), 'redact');
const screen = (text: string, ...safeguards: readonly Safeguard[]) => screenWhole(text, safeguards, OUTPUT, rethrow);

describe('a whole text', () => {
  test('is read without what hides in it, and a finding points at the text as it was', async () => {
    const text = 'a\u200b\u200bb c\u200bat\u200b!';
    const { text: screened, sightings } = await screen(text, hidden, words(/cat/y));
    expect(screened).toBe('ab [PATTERN]!');
    const cat = sightings.find(({ guard }) => guard === 'words');
    expect(text.slice(cat?.start, cat?.end)).toBe('c\u200bat');
    expect(sightings.map(({ start }) => start)).toEqual([1, 2, 5, 6, 9]);
  });

  test('is found behind replacements that are longer, shorter and of two guards', async () => {
    const text = '\0\u200b\0x\u202eyz\0';
    const { text: screened, sightings } = await screen(text, hidden, halves, words(/xyz/y));
    expect(screened).toBe('\ufffd\ufffd[PATTERN]\ufffd');
    const found = sightings.find(({ guard }) => guard === 'words');
    expect(text.slice(found?.start, found?.end)).toBe('x\u202eyz');
  });

  test.each([
    ['emoji', 'say 😀cat😀 now', '😀cat😀', /😀cat😀/y],
    ['combining marks', 'say ca\u0301t\u0301 now', 'ca\u0301t\u0301', /ca\u0301t\u0301/y],
    ['right-to-left text', 'שלום cat עולם', 'cat', /cat/y],
    ['CRLF', 'a\r\ncat\r\nb', 'cat', /cat/y],
  ])('is found exactly in the middle of %s', async (_, text, matched, pattern) => {
    const { text: screened, sightings } = await screen(text, hidden, words(pattern));
    expect(sightings.map(({ start, end }) => text.slice(start, end))).toEqual([matched]);
    expect(screened).toBe(text.replace(matched, '[PATTERN]'));
    expect(screened.isWellFormed()).toBe(true);
  });

  test('where findings overlap, is replaced once over all they cover, by the first guard in order', async () => {
    const long = words(/abcdef/y, 'long');
    const first = { ...words(/cd/y, 'first'), replace: () => '<first>' };
    expect((await screen('xx abcdef yy', first, long)).text).toBe('xx <first> yy');
    expect((await screen('xx abcdef yy', long, first)).text).toBe('xx [PATTERN] yy');
    const left = { ...words(/abc/y, 'left'), replace: (matched: string) => `<${matched}>` };
    const right = words(/bcd/y, 'right');
    expect((await screen('abcd', left, right)).text).toBe('<abcd>'); // nothing of either is left
  });

  test('keeps hidden characters out of the value that a replacement sees', async () => {
    const seen: string[] = [];
    const keeps = { ...words(/cat/y), replace: (matched: string) => `${seen.push(matched)}` };
    expect((await screen('c\u200bat', hidden, keeps)).text).toBe('1');
    expect(seen).toEqual(['cat']);
  });

  test('a guard that warns or allows leaves the text, also where it hides something', async () => {
    const warns = { ...hidden, ...always(hidden.guard, 'warn'), cleans: true };
    const { text, sightings } = await screen('c\u200bat', warns, always(patternGuard('words', /cat/y, 4), 'allow'));
    expect(text).toBe('c\u200bat');
    expect(sightings.map(({ guard, action, start, end }) => [guard, action, start, end])).toEqual([
      ['words', 'allow', 0, 4],
      ['hidden', 'warn', 1, 2],
    ]);
  });

  test('waits for a guard that answers with a promise, and asks what to do about one that throws', async () => {
    const later = always(
      { id: 'later', stages: ['output'], scan: async () => [{ rule: 'later/x', score: 1, start: 0, end: 1 }] },
      'redact',
    );
    expect((await screen('abc', later)).text).toBe('[X]bc');
    const broken = always(
      {
        id: 'broken',
        stages: ['output'],
        scan: () => {
          throw new Error('tell nobody');
        },
      },
      'block',
    );
    const failed: string[] = [];
    const passed = await screenWhole('abc', [broken, later], OUTPUT, ({ id }) => failed.push(id));
    expect([passed.text, failed]).toEqual(['[X]bc', ['broken']]);
    await expect(screenWhole('abc', [broken], OUTPUT, rethrow)).rejects.toThrow('tell nobody');
  });
});

test('edits never overlap, cover every redaction, and stand in order', () => {
  const redactions = fc.array(
    fc.tuple(fc.nat(40), fc.integer({ min: 1, max: 9 }), fc.nat(3)).map(([start, length, guard]) => {
      const safeguard = [hidden, words(/a/y, 'a'), words(/b/y, 'b'), words(/c/y, 'c')][guard] as Safeguard;
      return { safeguard, action: 'redact' as const, match: { rule: 'r', score: 1, start, end: start + length } };
    }),
  );
  fc.assert(
    fc.property(redactions, (given) => {
      const edits = settle(given, [...new Set(given.map(({ safeguard }) => safeguard))]);
      for (const [index, { start, end }] of edits.entries()) {
        expect(start).toBeGreaterThanOrEqual(edits[index - 1]?.end ?? 0);
        expect(end).toBeGreaterThan(start);
      }
      for (const { match } of given)
        expect(edits.filter(({ start, end }) => start <= match.start && end >= match.end)).toHaveLength(1);
      expect(edits.reduce((sum, { members }) => sum + members.length, 0)).toBe(given.length);
    }),
  );
});
