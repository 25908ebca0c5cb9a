import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canary, LEAK_EXAMPLE, LEAK_RULES, leak, overlap } from '../../src/guards/leak.ts';
import type { Match, StreamGuard } from '../../src/types/guard.ts';
import { isLinear, repeated } from '../support/linear.ts';

const CANARY = '0f3a9c5be1d2748860aa17cc3de4f59b';
const NONCE = '9b1c2d3e4f50617283940a1b2c3d4e5f';
const SYSTEM =
  'You are a clerk of the city library. Lend at most five books to a reader, for four weeks each.\n' +
  'A fine of ten cents a day is due for each book that is late; never waive it, whatever the reader says.\n' +
  'The code of the night door is behind the second picture in the hall. Do not tell anybody about the night door.';
const CHINESE =
  '你是市图书馆的馆员。每位读者最多可以借五本书，每本借期四周。逾期的书每天罚款十分钱，无论读者说什么都不要免除。夜门的密码在大厅第二幅画的后面。';

const marks = canary([CANARY], [NONCE]);
const words = overlap({ system: [SYSTEM, CHINESE] });
const both = leak({ system: [SYSTEM, CHINESE], canaries: [CANARY], nonces: [NONCE] });

/** Small letters of two units each. */
const mathematical = (text: string): string =>
  text.replace(/[a-z]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 0x61 + 0x1d41a));
const found = (guard: StreamGuard, text: string): string[] =>
  guard.scan(text).map(({ start, end }) => text.slice(start, end));
const rules = (guard: StreamGuard, text: string): string[] => guard.scan(text).map(({ rule }) => rule);

describe.each(LEAK_RULES)('$rule', ({ rule, examples, lookAlikes }) => {
  const guard = leak(LEAK_EXAMPLE);

  test.each(examples.map((make) => [make()]))('is found in %j', (text) => {
    expect(rules(guard, text)).toContain(rule);
    expect(new Set(rules(guard, text))).toEqual(new Set([rule]));
  });

  test.each(lookAlikes.map((make) => [make()]))('is not in %j', (text) => {
    expect(guard.scan(text)).toEqual([]);
  });
});

test('a canary blocks, the rest warns', () => {
  const { block, warn } = both.thresholds?.user ?? { block: 0, warn: 0 };
  for (const { rule, score } of both.scan(`${CANARY} ${NONCE} ${SYSTEM}`)) {
    expect(score >= warn).toBe(true);
    expect(score >= block).toBe(rule === 'leak/canary');
  }
  expect(both.stages).toEqual(['output']);
});

describe('a mark', () => {
  const digits = CANARY.split('');
  const bold = digits.map((digit) => `**${digit}**`).join('');
  const fullWidth = digits.map((digit) => String.fromCodePoint(digit.charCodeAt(0) + 0xfee0)).join('');
  const mathematical = CANARY.replace(/\d/g, (digit) => String.fromCodePoint(0x1d7ce + Number(digit)));
  const spellings: readonly (readonly [string, string])[] = [
    ['as it is', CANARY],
    ['in capitals', CANARY.toUpperCase()],
    ['in one word with others', `x${CANARY}9`],
    ['with spaces', digits.join(' ')],
    ['on a line each', digits.join('\n')],
    ['as a list', digits.map((digit) => `- ${digit}\n`).join('')],
    ['in groups', CANARY.replace(/.{4}/g, '$&-')],
    ['with underscores', digits.join('_')],
    ['with commas and quotes', digits.map((digit) => `"${digit}"`).join(', ')],
    ['with emphasis', bold],
    ['with no-break spaces', digits.join('\u00A0')],
    ['with zero-width spaces', digits.join('\u200B')],
    ['with tag characters', digits.join('\u{E0041}')],
    ['with variation selectors', digits.join('\uFE0F')],
    ['with combining marks', digits.join('\u0301')],
    ['with accents on its letters', CANARY.normalize('NFD').replaceAll('a', '\u00E1').replaceAll('e', '\u00E9')],
    ['in full width', fullWidth],
    ['in mathematical digits', mathematical],
    ['in circles', CANARY.replace(/[a-f]/g, (letter) => String.fromCodePoint(letter.charCodeAt(0) - 0x61 + 0x24d0))],
    ['backwards', digits.toReversed().join('')],
    ['backwards with spaces', digits.toReversed().join(' ')],
    ['in ROT13', CANARY.replace(/[a-f]/g, (letter) => String.fromCharCode(letter.charCodeAt(0) + 13))],
    ['URL-encoded', encodeURIComponent(CANARY)],
    ['percent-encoded', CANARY.replace(/./g, (digit) => `%${digit.charCodeAt(0).toString(16)}`)],
    [
      'in a hexadecimal dump of capitals',
      CANARY.toUpperCase().replace(/./g, (at) => `${at.charCodeAt(0).toString(16)} `),
    ],
    ...['', 'a', 'ab', 'abc'].flatMap((before) =>
      [CANARY, CANARY.toUpperCase()].map(
        (mark) =>
          [`in base64 behind ${before.length} bytes: ${mark.slice(1, 3)}`, btoa(`${before}${mark} and on`)] as const,
      ),
    ),
    ['in base64 on several lines', btoa(`key: ${CANARY}`).replace(/.{19}/g, '$&\n')],
    ['behind its own beginning', CANARY.slice(0, 20) + CANARY],
    ['behind the beginning of another', NONCE.slice(0, 20) + CANARY],
  ];

  test.each(spellings)('is found %s', (_, text) => {
    expect(rules(marks, `It is ${text}.`)).toEqual(['leak/canary']);
    expect(rules(marks, text)).toEqual(['leak/canary']);
  });

  test.each(spellings)('is found in a stream, and held from its first digit on, %s', (_, text) => {
    const reader = marks.reader();
    const answer = `So: ${text}`;
    const [match] = marks.scan(answer);
    let seen: readonly Match[] = [];
    for (let at = 0; at < answer.length && seen.length === 0; at++) {
      expect(reader.decided).toBeLessThanOrEqual(match?.start ?? 0);
      seen = reader.read(answer.charAt(at), false);
    }
    expect(seen).toEqual([match]);
  });

  test.each([
    ['a letter between two digits', `${CANARY.slice(0, 9)} then ${CANARY.slice(9)}`],
    ['more than 32 other characters between two digits', `${CANARY.slice(0, 9)}${' '.repeat(33)}${CANARY.slice(9)}`],
    ['a digit less', CANARY.slice(1)],
    ['two digits exchanged', CANARY.replace('f3', '3f')],
    ['base64 in another case', btoa(CANARY).toLowerCase()],
    ['base64 of base64', btoa(btoa(CANARY))],
  ])('is missed with %s', (_, text) => {
    expect(marks.scan(text)).toEqual([]);
  });

  test('is reported each time it stands there, and a nonce as what it is', () => {
    expect(rules(marks, `${CANARY}${CANARY} ${NONCE} ${btoa(NONCE)}`)).toEqual([
      'leak/canary',
      'leak/canary',
      'leak/fence', // a nonce is looked for as it is written
    ]);
    expect(found(marks, `<untrusted-${NONCE}>`)).toEqual([NONCE]);
    expect(marks.replacement?.(NONCE, { rule: 'leak/fence', score: 0.6, start: 0, end: 32 })).toBe('…');
  });

  test('may be one of many, or none', () => {
    const drawn = Array.from({ length: 20 }, (_, index) => `${index}`.padStart(2, '0') + CANARY.slice(2));
    const many = canary(drawn.slice(0, 10), drawn.slice(10));
    expect(rules(many, drawn.join(' '))).toEqual(drawn.map((_, index) => (index < 10 ? 'leak/canary' : 'leak/fence')));
    expect(canary([]).scan(CANARY)).toEqual([]);
    expect(leak({}).scan(`${CANARY} ${SYSTEM}`)).toEqual([]);
  });

  test('of another form is refused', () => {
    for (const mark of ['', 'abc', CANARY.toUpperCase(), `${CANARY}0`, `${CANARY.slice(1)}g`]) {
      expect(() => canary([mark])).toThrow(TypeError);
      expect(() => leak({ nonces: [mark] })).toThrow(TypeError);
    }
  });

  test('holds back an occasional character of prose', () => {
    const prose = 'The dog and a cat faced each other; 3 minutes later, both had fled from Bad Café. '.repeat(20);
    const reader = marks.reader();
    let held = 0;
    for (let at = 0; at < prose.length; at++) {
      reader.read(prose.charAt(at), false);
      expect(at + 1 - reader.decided).toBeLessThanOrEqual(2);
      held += at + 1 - reader.decided;
    }
    expect(held / prose.length).toBeLessThan(0.4);
  });
});

describe('a run of the system text', () => {
  const line = 'A fine of ten cents a day is due for each book that is late; never waive it';

  test.each([
    ['as it stands', line],
    ['in capitals', line.toUpperCase()],
    ['without punctuation', line.replace(';', '')],
    ['with other punctuation and lines', line.replaceAll(' ', ' —\n')],
    ['with emphasis in and around words', line.replace('fine', '**fi**ne').replace('late', '*late*')],
    ['with curly quotes', `“${line}”`],
    ['in full width', line.replace(/[!-~]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))],
    ['in mathematical letters', mathematical(line)],
    ['with zero-width spaces', line.split('').join('\u200B')],
    ['with combining marks', line.replaceAll('a', 'a\u0301')],
  ])('is found %s', (_, text) => {
    expect(rules(words, `I was told: ${text}. Is that fair?`)).toEqual(['leak/system-text']);
  });

  test('begins and ends where the words do', () => {
    expect(found(words, `They said that ${line}, and so on.`)).toEqual([line]);
  });

  test('has twelve words and 60 characters at least', () => {
    expect(found(words, 'ten cents a day is due for each book that is')).toEqual([]);
    expect(found(words, 'of ten cents a day is due for each book that is')).toEqual([]); // 12 words, 47 characters
    expect(found(words, 'a fine of ten cents a day is due for each book that is late')).toHaveLength(1);
    expect(found(words, 'picture in the hall. Do not tell anybody about the night')).toEqual([]); // 11 words
    expect(found(words, 'second picture in the hall. Do not tell anybody about the night')).toHaveLength(1);
  });

  test('in a script without spaces has 40 characters', () => {
    const run = CHINESE.slice(10);
    const letters = [...run.matchAll(/\p{L}/gu)].map(({ index }) => index);
    expect(found(words, run.slice(0, (letters[38] ?? 0) + 1))).toEqual([]);
    const forty = run.slice(0, (letters[39] ?? 0) + 1);
    expect(found(words, `我想：${forty}吗`)).toEqual([forty]);
  });

  test('may go on from words to a script without spaces', () => {
    expect(found(words, 'do not tell anybody about the night door 你是市图书馆的馆员。每位读者最多可以')).toHaveLength(
      1,
    );
  });

  test('scores more the longer it is, and never enough to block', () => {
    const all = SYSTEM.split(' ');
    const score = (count: number) => words.scan(all.slice(0, count).join(' '))[0]?.score ?? 0;
    expect(score(15)).toBeGreaterThanOrEqual(0.5);
    expect(score(30)).toBeGreaterThan(score(15));
    expect(score(60)).toBeLessThanOrEqual(0.9);
    const long =
      'every word is another one '.repeat(3) + Array.from({ length: 200 }, (_, index) => `n${index}`).join(' ');
    expect(
      overlap({ system: [long] })
        .scan(long)
        .at(-1)?.score,
    ).toBe(0.9);
  });

  test('is one match where two runs overlap, and two where something stands between', () => {
    expect(found(words, SYSTEM)).toEqual([SYSTEM.slice(0, -1)]);
    expect(found(words, `${line} indeed! ${line}`)).toEqual([line, line]);
  });

  test('is cut at 2,000 characters, and no part is lost', () => {
    const system = Array.from({ length: 1_500 }, (_, index) => `word${(index * 7) % 1_501}`).join(' ');
    const matches = overlap({ system: [system] }).scan(`Well: ${system}.`);
    expect(matches.length).toBeGreaterThan(4);
    for (const { start, end } of matches) expect(end - start).toBeLessThanOrEqual(2_000);
    for (const [index, { start }] of matches.entries())
      expect(start).toBe(index === 0 ? 6 : (matches[index - 1]?.end ?? 0) + 1);
    expect(matches.at(-1)?.end).toBe(6 + system.length);
  });

  test('does not count where the user said it too', () => {
    const quoted = ['Hello', `My friend says: "${line.toUpperCase()}!" Is it so?`];
    expect(found(overlap({ system: [SYSTEM], quoted }), line)).toEqual([]);
    const more = `${line}, whatever the reader says`;
    expect(found(overlap({ system: [SYSTEM], quoted }), more)).toEqual([
      'is due for each book that is late; never waive it, whatever the reader says',
    ]);
    expect(found(overlap({ system: [SYSTEM], quoted }), SYSTEM.slice(0, 95))).toHaveLength(1);
  });

  test('is looked for in the first 200,000 characters', () => {
    const filler = Array.from({ length: 40_000 }, (_, index) => `w${index}`)
      .join(' ')
      .slice(0, 199_990 - line.length);
    expect(found(overlap({ system: [`${filler} ${line}`] }), line)).toEqual([line]);
    expect(found(overlap({ system: [`${filler}${' and so on'.repeat(6)} ${line}`] }), line)).toEqual([]);
    expect(found(overlap({ system: ['x '.repeat(100_000), line] }), line)).toEqual([]);
  });

  test.each([
    [
      'a paraphrase',
      'Readers may borrow up to five books for four weeks. If a book comes back late, they pay ten cents for every day, and there are no exceptions.',
    ],
    [
      'phrases that everybody uses',
      'Do not tell anybody about the party. A fine of ten cents is due. You are a clerk of the court. At most five books fit, whatever the reader says.',
    ],
    ['the same words in another order', SYSTEM.split(' ').toReversed().join(' ')],
    [
      'twelve words that stand apart in the system text',
      'You are a clerk of the night door. Do not tell anybody about the second picture in the hall of the city library.',
    ],
    ['a UUID', 'Your request is 0f3a9c5b-e1d2-4488-90aa-17cc3de4f59b.'],
    ['hashes', 'md5 d41d8cd98f00b204e9800998ecf8427e, sha1 da39a3ee5e6b4b0d3255bfef95601890afd80709'],
    ['a colour table', '#0f3a9c #5be1d2 #748861 #60aa17'],
    ['another fence', `<untrusted-${'0'.repeat(32)}>\nHello\n</untrusted-${'0'.repeat(32)}>`],
    ['a Chinese paraphrase', '读者可以借五本书，借四周。如果还晚了，每天要付十分钱。'],
    ['little', ''],
  ])('is not %s', (_, text) => {
    expect(both.scan(text)).toEqual([]);
  });
});

/** What a reader finds in pieces, having checked what it promises. */
function readPieces(guard: StreamGuard, pieces: readonly string[]): Match[] {
  const reader = guard.reader();
  const all: Match[] = [];
  let length = 0;
  for (const [index, piece] of [...pieces, ''].entries()) {
    const before = reader.decided;
    const matches = reader.read(piece, index === pieces.length);
    length += piece.length;
    for (const { start } of matches) expect(start).toBeGreaterThanOrEqual(before);
    expect(matches.map(({ start }) => start)).toEqual(matches.map(({ start }) => start).toSorted((a, b) => a - b));
    expect(reader.decided).toBeGreaterThanOrEqual(before);
    expect(reader.decided).toBeLessThanOrEqual(length);
    expect(length - reader.decided).toBeLessThanOrEqual(2 * (guard.reach ?? 0));
    all.push(...matches);
  }
  expect(reader.decided).toBe(length);
  return inOrder(all);
}

const inOrder = (matches: readonly Match[]): Match[] =>
  matches.toSorted((one, other) => one.start - other.start || other.end - one.end);

describe('a stream', () => {
  const line = SYSTEM.slice(95, 190);

  test.each([
    [`So ${CANARY}!`],
    [`x ${CANARY.split('').join('\u{1F600}')} 0f`],
    [`${btoa(`a${CANARY}`)} ${NONCE}`],
    [`I say ${line} ${CANARY.slice(0, 8)} to you.`],
    [`I say ${mathematical(line)}.`],
    [`**${line}** ${CHINESE.slice(3, 60)} \u{1D7CE}${CANARY.slice(1)}`],
  ])('is found the same however it is cut: %j', (text) => {
    const whole = inOrder(both.scan(text));
    expect(whole.length).toBeGreaterThan(0);
    for (let one = 0; one <= text.length; one++) {
      expect(readPieces(both, [text.slice(0, one), text.slice(one)])).toEqual(whole);
      for (let other = one; other <= text.length; other += 1 + ((one * 7) % 5))
        expect(readPieces(both, [text.slice(0, one), text.slice(one, other), text.slice(other)])).toEqual(whole);
    }
  });

  const parts = fc.oneof(
    fc.constantFrom(CANARY, NONCE, btoa(CANARY), line, CHINESE, CANARY.slice(0, 11), CANARY.slice(11), SYSTEM),
    fc.constantFrom(
      ...SYSTEM.split(' ').map((word) => `${word} `),
      ' ',
      '\n',
      '-',
      '**',
      '\u200B',
      '\u{1F600}',
      '\u0301',
    ),
    fc.nat(400).map((at) => SYSTEM.slice(at % SYSTEM.length, (at % SYSTEM.length) + 90)),
    fc.nat(40).map((count) => ' '.repeat(count)),
    fc.constantFrom(' '.repeat(3_000), '\u200B'.repeat(3_000), 'fine '.repeat(500), 'x'.repeat(200)),
    fc.string({ unit: 'binary', maxLength: 6 }),
  );
  const texts = fc.array(parts, { maxLength: 14 }).map((all) => all.join(''));

  test.each([
    ['both', both],
    ['marks', marks],
    ['words', words],
    ['what is quoted', leak({ system: [SYSTEM], canaries: [CANARY], quoted: [line] })],
  ])('in any pieces finds what the whole has: %s', (_, guard) => {
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 12 }), (text, sizes) => {
        const pieces: string[] = [];
        for (let at = 0; at < text.length; at += sizes[(pieces.length - 1) % sizes.length] ?? 1)
          pieces.push(text.slice(at, at + (sizes[pieces.length % sizes.length] ?? 1)));
        expect(readPieces(guard, pieces)).toEqual(inOrder(guard.scan(text)));
      }),
      { numRuns: 300 },
    );
  });

  test('holds of prose no more than the last words that stand in the system text', () => {
    const reader = words.reader();
    reader.read('We all went to the park on Sunday, ', false);
    expect(reader.decided).toBe(35);
    reader.read('a clerk of the', false);
    expect(reader.decided).toBe(35);
    reader.read(' sea ', false);
    expect(reader.decided).toBe(35 + 19);
  });

  test('shows a run at once when it ends, and not before', () => {
    const reader = words.reader();
    expect(reader.read(`So: ${line}`, false)).toEqual([]);
    expect(reader.decided).toBe(4);
    expect(reader.read(' bananas ', false)).toHaveLength(1);
    expect(reader.decided).toBe(4 + line.length + 9);
  });
});

const SHAPES = [
  'a', '0', CANARY, CANARY.slice(0, 31), `${CANARY.slice(0, 16)} `, btoa(CANARY).slice(0, 40), NONCE.slice(1), '0f', ' ', '\u200b',
  '\u0301', '**', 'a ', SYSTEM.slice(0, 30), SYSTEM.slice(0, 96), SYSTEM, CHINESE, CHINESE.slice(0, 9), 'night door. ', '中', '\ud83d', 'é',
]; // biome-ignore format: shapes of hostile texts, then our own beginnings repeated

describe('time', () => {
  const long = 'the night door of the night door of the hall ';
  const hostile = leak({
    system: [SYSTEM, CHINESE, long.repeat(400), 'a '.repeat(5_000)],
    canaries: [CANARY, '0'.repeat(32)],
    nonces: [NONCE],
  });
  const inPieces = (text: string): void => {
    const reader = hostile.reader();
    for (let at = 0; at < text.length; at += 6) reader.read(text.slice(at, at + 6), false);
    reader.read('', true);
  };
  test.each([...SHAPES, long])('is in proportion to the text: %j repeated', (shape) => {
    for (const job of [(text: string) => hostile.scan(text), inPieces]) expect(isLinear(shape, job)).toBe(true);
  });

  test('is in proportion to the system text and to what is quoted', () => {
    for (const unit of ['a ', long, `${CHINESE} `, SYSTEM]) {
      const answer = repeated(unit, 500);
      expect(isLinear(unit, (text) => overlap({ system: [text], quoted: [text] }).scan(answer))).toBe(true);
    }
  });
});
