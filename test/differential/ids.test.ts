import { stdnum } from 'stdnum';
import { describe, expect, test } from 'vitest';
import { GENERATORS } from '../../scripts/eval/ids/index.ts';
import { seeded } from '../../scripts/eval/ids/make.ts';
import { STDNUM } from '../../scripts/eval/ids/oracle.ts';
import { coined, shapesOf, spelt } from '../../scripts/eval/ids/shapes.ts';
import type { PersonalDataRule } from '../../src/guards/personal-data/rule.ts';
import { PERSONAL_DATA_RULES, personalData } from '../../src/guards/personal-data.ts';

type Validator = { validate(number: string): { readonly isValid: boolean } };

const oracleOf = (entity: string): Validator | undefined => {
  const [country = '', name = ''] = STDNUM[entity] ?? [];
  return (stdnum as Readonly<Record<string, Readonly<Record<string, Validator>>>>)[country]?.[name];
};
const isValid = (entity: string, number: string): boolean => oracleOf(entity)?.validate(number).isValid ?? false;

const RULES_OF: readonly PersonalDataRule[] = PERSONAL_DATA_RULES;
const wordsOf = (rule: PersonalDataRule): readonly string[] =>
  'context' in rule && Array.isArray(rule.context) ? rule.context : [];

test('every oracle that is named exists, and has a maker of numbers', () => {
  const entities = Object.keys(STDNUM);
  expect(entities.filter((entity) => !oracleOf(entity))).toEqual([]);
  expect(entities.filter((entity) => !(entity in GENERATORS))).toEqual([]);
});

/** What an oracle refuses beyond the published check digits: dates to come, and lists of words, offices or banks. */
const STRICTER = new Set(['MX_RFC', 'DK_CPR', 'HK_ID', 'CN_USCC', 'AU_ABN']);

describe('numbers made here are valid there', () => {
  test.each(Object.keys(STDNUM))('%s', (entity) => {
    const random = seeded(7);
    const made = Array.from({ length: 200 }, () => GENERATORS[entity]?.(random) ?? '');
    const refused = made.filter((number) => !isValid(entity, number));
    expect(refused.length, refused.slice(0, 5).join(', ')).toBeLessThanOrEqual(STRICTER.has(entity) ? 40 : 0);
  });
});

/** Where ours takes more on purpose: what the oracle knows of beside the published rule. */
const LOOSER = new Set([
  'CL_RUT', // it wants eight digits; older numbers have seven
  'CZ_BIRTH_NUMBER', // it knows from which year on months are raised
  'DE_PASSPORT', // it wants the check digit, which is often left out
  'ES_NIF', // it takes no full stops
  'KR_RRN', // numbers since 2020 have no check digit
  'PL_PESEL', // it refuses dates to come
  'SG_UEN', // it knows the kinds of the newest form
]);

/** Entities that a rule finds behind a word, and that an oracle knows. */
const SHARED = [...new Set(RULES_OF.filter((rule) => wordsOf(rule).length > 0).map(({ entity }) => entity))].filter(
  (entity) => entity in STDNUM,
);

describe.skipIf(SHARED.length === 0)('what a rule finds behind a word is what the oracle takes', () => {
  test.each(SHARED)('%s', (entity) => {
    const rules = RULES_OF.filter((rule) => rule.entity === entity);
    const [word = ''] = rules.flatMap(wordsOf);
    const shapes = rules.flatMap((rule) => shapesOf(rule));
    const random = seeded(11);
    const found = (number: string) =>
      personalData
        .scan(`${word}: ${number}`)
        .some((match) => match.entity === entity && match.start === word.length + 2);

    const valid = Array.from({ length: 100 }, (_, turn) => spelt(GENERATORS[entity]?.(random) ?? '', shapes, turn));
    const missed = valid.filter((number) => isValid(entity, number) && !found(number));
    expect(missed.length, `missed: ${missed.slice(0, 5).join(', ')}`).toBeLessThanOrEqual(2);

    const shaped = Array.from({ length: 2_000 }, (_, turn) => coined(shapes[turn % shapes.length] ?? '', random));
    const wrong = shaped.filter((number) => found(number) && !isValid(entity, number));
    if (LOOSER.has(entity)) return;
    expect(wrong.length, `found: ${wrong.slice(0, 5).join(', ')}`).toBeLessThanOrEqual(10); // one in 200: ours may know less of dates
  });
});
