import { before } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

const NAME =
  '(?:jan(?:uary|uar)?|feb(?:ruary|ruar)?|m(?:ar(?:ch)?|ärz|ars)|apr(?:il)?|ma[iy]|june?|juni|july?|juli|aug(?:ust)?|sep(?:t(?:ember)?)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)';
const BORN =
  /(?:\bborn|\bbirth ?date|\bdate of birth|\bbirthday|\bd\.?o\.?b\.?|\bgeboren|\bgeburtsdatum|\bgeb\.|\bné[e]? le|\bdate de naissance|\bnacid[oa]|\bfecha de nacimiento|\bnato il|\bnata il|\bdata di nascita|\bdata de nascimento|\bgeboortedatum|\bdata urodzenia|\bfödelsedatum|\bfødselsdato|生年月日|出生日期)[^\d\n]{0,24}$/iu;
const AGED =
  /(?:\baged?|\bage of|\bturn(?:ed|s|ing)?|\bis now|\balter|\bedad|\bâge|\betà|\bidade)\s{0,2}[:=]?\s{0,2}$/i;

/** The name of a month. */
export const MONTH = new RegExp(`(?<!\\p{L})${NAME}(?!\\p{L})`, 'iu');
const MONTH_BEFORE = new RegExp(`(?<![\\p{L}\\p{N}])${NAME}\\.? $`, 'iu');
const JOINED = /[\w./-]/;

/** A date of birth, behind a word for it. */
export const DATE_OF_BIRTH: PersonalDataRule = {
  rule: 'pii/date-of-birth',
  entity: 'DATE_OF_BIRTH',
  what: 'Date of birth behind a word for it',
  source: 'ISO 8601; CLDR date formats',
  examples: [
    () => 'born on 12/03/1985',
    () => 'DOB: 1985-03-12',
    () => 'geboren am 12.3.1985',
    () => 'date of birth 12 March 1985',
    () => 'birthday: March 12, 1985',
  ],
  lookAlikes: [() => 'on 12/03/1985', () => 'born in 1985', () => 'born on 99/99/1985'],
  knownMisses: 'A year alone; a word behind the date; years of two digits.',
  anchor: 'number',
  startOf(text, digit) {
    const month = MONTH_BEFORE.exec(before(text, digit, 12))?.[0];
    return JOINED.test(before(text, digit, 1)) ? undefined : digit - (month?.length ?? 0);
  },
  pattern: new RegExp(
    `(?:(?:19|20)\\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\\d|3[01])|(?:[0-2]?\\d|3[01])(?:[/.-](?:[0-2]?\\d|3[01])[/.-]|(?:st|nd|rd|th|\\.)? (?:of )?${NAME}\\.?,? )(?:19|20)\\d{2}|${NAME}\\.? (?:[0-2]?\\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\\d{2})(?![\\w/-])`,
    'iuy',
  ),
  check: (_, text, start) => BORN.test(before(text, start, 48)),
};

/** An age in years: the number alone. */
export const AGE: PersonalDataRule = {
  rule: 'pii/age',
  entity: 'AGE',
  what: 'Age of a person in years',
  source: 'CLDR units: year-person',
  examples: [() => 'a 34-year-old', () => '34 years old', () => 'aged 34', () => 'she is 58 y/o', () => 'turned 53'],
  lookAlikes: [() => '34 years ago', () => 'turned 1985', () => 'page 34', () => 'aged 34%'],
  knownMisses: 'Ages in words; numbers without a word of age.',
  anchor: 'number',
  pattern: /(?:1[01]\d|[1-9]?\d)(?![\w%]|[.,:/]\d)/y,
  check: (matched, text, start) =>
    !/[\w.,$€£-]/.test(before(text, start, 1)) &&
    (/^(?:[ -]years?[ -]olds?\b| years? of age\b| ?y\/o\b| ?yo\b| jahre alt\b| ans\b| años\b| anni\b| anos\b)/i.test(
      text.slice(start + matched.length, start + matched.length + 14),
    ) ||
      AGED.test(before(text, start, 16))),
};

/** What may still become one, at the end of a text: a date with its month, a number with its unit. */
export const OPEN_DATES = [
  /(?<=((?<![\w./-])\d{1,4}(?:st|nd|rd|th|\.)? ?(?:o|of ?)?(?:\p{L}{0,9}\.?,? ?\d{0,4})))/iuy,
  new RegExp(`(?<=((?<![\\p{L}\\p{N}])${NAME}\\.? (?:\\d{1,2}(?:st|nd|rd|th)?,? ?\\d{0,4})?))`, 'iuy'),
  /(?<=((?<![\w.,-])\d{1,3}[ -]?[a-zA-Zñ/]{0,6}[ -]?[a-z]{0,4}))/iy,
];
