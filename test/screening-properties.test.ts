import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { check, cleanUnicode, PlaceholderTable, unicode } from '../src/guards/index.ts';
import { PERSONAL_DATA_RULES } from '../src/guards/personal-data.ts';
import { RULES } from '../src/guards/rules.ts';
import { outputSafeguards } from '../src/guards/safeguards.ts';
import { SECRET_RULES } from '../src/guards/secrets.ts';
import { screenWhole } from '../src/lib/screening/whole.ts';
import { fetchable, RENDERERS } from './guards/links-oracle.ts';
import { cut, OUTPUT, rethrow, screenPieces } from './support/screening.ts';

/** What any renderer makes of a text that is off the list; a fence keeps HTML from no page, so that only Markdown counts there. */
const renderedFetchable = (text: string, allowed: (host: string) => boolean): readonly string[] =>
  Object.entries(RENDERERS).flatMap(([name, render]) =>
    name === 'html' && /^(?:```|~~~)/m.test(text) ? [] : fetchable(render(text), allowed),
  );

/** What an answer may be screened by: the defaults, and with everything replaced that can be. */
const DEFAULT = outputSafeguards({ mode: 'enforce', allowedHosts: ['docs.example.com'] });
const ALL = outputSafeguards({
  mode: 'enforce',
  pii: { IP_ADDRESS: 'redact', untrusted: 'redact' } as never,
});

const examples = Object.values(RULES)
  .flat()
  .flatMap((rule) => [...rule.examples, ...rule.lookAlikes].map((make) => make()))
  .filter(({ length }) => length < 1_000);
const joints = [
  '',
  ' ',
  '\n',
  '\n\n',
  '. ',
  ', ',
  '(',
  ')',
  '](',
  '![',
  '`',
  '\n```\n',
  '<',
  '>',
  '"',
  '\u200b',
  '\ufe0f',
  'é',
  '😀',
  '\r\n',
  '\ud83d',
  'the cat sat ',
  'h',
  '/',
  '//',
  ':',
  '@',
  '1',
];
const documents = fc
  .array(fc.tuple(fc.constantFrom(...joints), fc.oneof(fc.constantFrom(...examples), fc.constantFrom(...joints))), {
    maxLength: 8,
    size: 'max',
  })
  .map((each) => each.flat().join(''));
const cuts = fc.array(fc.nat(), { maxLength: 16, size: 'max' });

describe.each([
  ['by default', DEFAULT],
  ['with personal data replaced', ALL],
])('an answer, screened %s', (_, safeguards) => {
  test('shows on a stream what it shows as a whole, whatever it holds and wherever it is cut', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(documents, cuts, async (text, at) => {
        const whole = await screenWhole(text, safeguards, OUTPUT, rethrow);
        const { shown, text: streamed } = await screenPieces(cut(text, at), safeguards);
        expect(streamed).toBe(whole.text);
        let soFar = '';
        for (const piece of shown) {
          soFar += piece;
          expect(whole.text.startsWith(soFar)).toBe(true);
        }
      }),
      { numRuns: 400 },
    );
  });

  test('holds nothing that a renderer fetches or links, whatever the other guards make of it', {
    timeout: 60_000,
  }, async () => {
    await fc.assert(
      fc.asyncProperty(documents, async (text) => {
        const { text: shown } = await screenWhole(text, safeguards, OUTPUT, rethrow);
        expect(renderedFetchable(shown, (host) => host === 'docs.example.com')).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });
});

test.each([
  ['a link', 'KEY(javascript:alert(1))'],
  ['an image', '!KEY(data:text/html,x)'],
  ['a definition', '\n\nKEY: javascript:alert(1)\n\n[AWS_ACCESS_KEY]'],
])('the label of a key makes no %s of what follows it', async (_, text) => {
  const key = ['AKIA', 'TJR7VQ35C7GG7BMA'].join('');
  const { text: shown, sightings } = await screenWhole(text.replace('KEY', key), DEFAULT, OUTPUT, rethrow);
  expect(shown).toContain('[AWS_ACCESS_KEY]');
  expect(renderedFetchable(shown, () => false)).toEqual([]);
  const own = sightings.filter(({ guard }) => guard === 'links');
  expect(own.length).toBeGreaterThan(0);
  for (const { start, end } of own) expect(end - start).toBeLessThan(key.length + 4); // in the text as it came
});

/** URLs, UUIDs and ages stay unless a table names them. */
const ASKED = PERSONAL_DATA_RULES.filter(({ entity }) => !['URL', 'UUID', 'AGE'].includes(entity));

describe('SE-04: a value in an answer', () => {
  const values = [...SECRET_RULES, ...ASKED].flatMap(({ rule, examples }) =>
    examples.map((make) => [rule, make()] as const),
  );

  test.each(values)('of %s is shown in no part, cut in two at every place', async (_, value) => {
    const text = `It is ${value} and that is all. `;
    const { text: whole } = await screenWhole(text, ALL, OUTPUT, rethrow);
    expect(whole).not.toContain(value);
    for (let at = 1; at < text.length; at += Math.max(1, text.length >> 9)) {
      const { shown } = await screenPieces([text.slice(0, at), text.slice(at)], ALL);
      expect(shown.join('')).toBe(whole);
      expect(whole.startsWith(shown[0] ?? '')).toBe(true);
    }
  });

  test('is shown in no part, cut in three at every two places', { timeout: 60_000 }, async () => {
    for (const [, value] of values.filter(([, { length }]) => length < 30)) {
      const text = `is ${value} ok. `;
      const { text: whole } = await screenWhole(text, ALL, OUTPUT, rethrow);
      for (let one = 0; one < text.length; one++)
        for (let two = one; two < text.length; two++) {
          const { shown } = await screenPieces([text.slice(0, one), text.slice(one, two), text.slice(two)], ALL);
          if (shown.join('') !== whole || !whole.startsWith(`${shown[0]}${shown[1]}`))
            expect([value, one, two]).toEqual([]);
        }
    }
  });
});

describe('an input', () => {
  const values = ASKED.flatMap(({ examples }) => examples.map((make) => make())).filter(
    (value) => !value.includes('://'), // in a URL nothing comes back
  );
  const words = [
    'see',
    'and',
    '.',
    'The',
    '\n',
    'x',
    '[EMAIL_ADDRESS_1]',
    '[email address 2]',
    '【CREDIT_CARD_1】',
    '\\[IP\\_ADDRESS\\_1\\]',
    '😀',
    'שלום',
    'e\u0301',
    '\u200b',
    '\r\n',
  ];
  const texts = fc
    .array(fc.oneof(fc.constantFrom(...values), fc.constantFrom(...words)), { maxLength: 12, size: 'max' })
    .map((each) => each.join(' and '));
  const policy = { pii: { IP_ADDRESS: 'redact' }, secrets: false, injection: false } as const;

  test('comes back as it was, less what hid in it, when its placeholders are restored', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const placeholders = new PlaceholderTable();
        const { text: sent } = await check(text, { placeholders, policy });
        expect(placeholders.restore(sent)).toBe(cleanUnicode(text, unicode.scan(text)));
      }),
      { numRuns: 1_000 },
    );
  });

  test('leaves without any of the values', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (text) => {
        const { text: sent } = await check(text, { policy });
        for (const value of values) expect(sent).not.toContain(value);
      }),
    );
  });

  test('leaves well formed, whatever it is made of, with findings that point at what was given', async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(documents, fc.string({ unit: 'binary', maxLength: 60 })), async (text) => {
        const { text: sent, findings } = await check(text);
        expect(sent.isWellFormed()).toBe(true);
        for (const { start, end } of findings) expect(start < end && end <= text.length).toBe(true);
        const starts = findings.map(({ start }) => start);
        expect(starts).toEqual(starts.toSorted((one, other) => one - other));
      }),
      { numRuns: 500 },
    );
  });
});
