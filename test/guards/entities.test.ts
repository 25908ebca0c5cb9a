import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ENTITY_RULES } from '../../src/guards/entities/rules.ts';
import { entities } from '../../src/guards/entities.ts';
import { check } from '../../src/guards/index.ts';
import { SecureLLMClient } from '../../src/index.ts';
import { WindowReader } from '../../src/lib/screening/reader.ts';
import { scripted } from '../../src/testing/index.ts';
import type { ScanContext } from '../../src/types/guard.ts';
import { cutTexts, readInPieces } from '../support/in-pieces.ts';
import { isLinear } from '../support/linear.ts';

const rules = (text: string): readonly string[] => entities.scan(text).map(({ rule }) => rule);
const found = (text: string): readonly string[] => entities.scan(text).map(({ start, end }) => text.slice(start, end));

describe.each(ENTITY_RULES)('$rule', ({ rule, examples, lookAlikes }) => {
  test('finds each example', () => {
    for (const example of examples) expect(rules(`So: ${example()}.`), example()).toContain(rule);
  });

  test('leaves each look-alike', () => {
    for (const lookAlike of lookAlikes) expect(rules(lookAlike()), lookAlike()).not.toContain(rule);
  });
});

test.each([
  ['without its title', 'Ask Dr. Ana Kowalska today', ['Ana Kowalska']],
  ['without a possessive', "This is Tomás Novák's car", ['Tomás Novák']],
  ['with its initial and particle', 'by John F. van der Berg.', ['John F. van der Berg']],
])('a name is found %s', (_, text, names) => {
  expect(found(text)).toEqual(names);
});

test.each([
  'The Quick Start Guide is in Section Three of the Manual.',
  'Import React from the package, then call useState in your Component.',
  'On Monday we learn Python, in July we learn Spanish.',
  'MERGE INTO Table SET Column = Value',
])('ordinary capitals are left: %s', (text) => {
  expect(found(text)).toEqual([]);
});

test('names stay unless a table names them', async () => {
  const text = 'My name is Ana Kowalska.';
  expect((await check(text)).findings).toEqual([]);
  expect((await check(text, { policy: { pii: 'block' } })).findings).toEqual([]);
  expect((await check(text, { policy: { pii: { PERSON: 'redact' } } })).text).toBe('My name is [PERSON_1].');
  const provider = scripted(['Hello [PERSON_1]!']);
  const client = new SecureLLMClient({
    provider,
    sanitize: { pii: { untrusted: { PERSON: 'redact' }, PERSON: 'redact' } },
  });
  expect((await client.chat(text)).text).toBe('Hello Ana Kowalska!');
  expect(JSON.stringify(provider.requests)).not.toContain('Kowalska');
});

test.each(['Ana ', 'A. ', 'Mr ', 'Ana de ', '12 Main ', '1 ', 'Rue de ', 'Hauptstraße', "O'", 'Ana-', 'United ', 'a'])(
  'stays linear on %j repeated',
  (unit) => {
    expect(isLinear(unit, (text) => entities.scan(text))).toBe(true);
  },
);

test('a text in pieces gives the matches of the whole, also of runs of capitals without end', () => {
  const made = ENTITY_RULES.flatMap(({ examples, lookAlikes }) => [...examples, ...lookAlikes].map((make) => make()));
  const run = fc
    .array(fc.constantFrom('Ana', 'Kowalska', 'John', 'Smith', 'of', 'Paris', 'Street', 'and', 'Inc', 'Report'), {
      minLength: 40,
      maxLength: 120,
    })
    .map((words) => ` ${words.join(' ')} `);
  const part = fc.oneof(
    fc.constantFrom(...made),
    fc.constantFrom(' ', '. ', '\n', ', ', ' the cat ', 'Ana', '7'),
    run,
    fc.constant(' plain words and nothing else'.repeat(12)),
  );
  const windowed = { ...entities, reader: (context: ScanContext) => new WindowReader(entities, context, 512) };
  fc.assert(
    fc.property(cutTexts(part, 10), (pieces) => {
      expect(readInPieces(windowed, pieces).matches).toEqual(entities.scan(pieces.join('')));
    }),
    { numRuns: 300 },
  );
});
