import { before } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

/** Months in English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Danish, Norwegian and Swedish. CLDR. */
const MONTHS = [
  'jan(?:\\.|uary|uar|uari|eiro|vier)?|ene(?:ro)?|gen(?:naio)?|stycznia',
  'feb(?:ruary|ruar|ruari|rero|braio)?|février|fevereiro|fev|lutego',
  'mar(?:ch|s|zo|ço|ca)?|märz|mrt|maart',
  'apr(?:il|ile)?|avril|abr(?:il)?|kwietnia',
  'ma[iyj]|mayo|maggio|maio|mei|maja',
  'june?|juni|juin|junio|giugno|junho|czerwca',
  'july?|juli|juillet|julio|luglio|julho|lipca',
  'aug(?:ust|ustus|usti)?|août|ago(?:sto)?|sierpnia',
  'sep(?:t|tember|tembre|tiembre)?|set(?:tembre|embro)?|września',
  'o[ck]t(?:ober|obre|ubre)?|ott(?:obre)?|out(?:ubro)?|października',
  'nov(?:ember|embre|iembre|embro)?|listopada',
  'de[csz](?:ember|embre)?|décembre|dic(?:iembre|embre)?|dezembro|grudnia',
];
const NAME = `(?:${MONTHS.join('|')})`;
const BORN =
  /(?:\b(?:born|birth ?date|date of birth|birthday|d\.?o\.?b\.?|geboren|geburtsdatum|geb\.|né[e]? le|date de naissance|nacid[oa]|fecha de nacimiento|nat[oa] il|data di nascita|nascid[oa]|data de nascimento|geboortedatum|data urodzenia|urodzon[ya]|födelsedatum|född|fødselsdato|født)|生年月日|出生日期|生日|생년월일)[^\d\n]{0,24}$/iu;
/** Right before an age, also as a key. */
const AGED =
  /(?<![\p{L}\p{N}])(?:aged?|age of|is now|alter|edad|âge|età|idade|leeftijd|wiek|ålder|alder)["']?\s{0,2}[:=]?\s{0,2}["']?$/iu;
const TURNED = /\bturn(?:ed|s|ing)? $/i;
/** Degrees, pages and the like, which one may turn as well. */
const THINGS = /^ (?!this\b|years\b)\p{L}{2,12}s\b|^ ?[°%]/iu;
/** Somebody has or is of so many years, where the unit alone may be a span of time. */
const HAS =
  /(?:\b(?:j['’]ai|(?<!il y )a|as|ai|avait|avais|âgée?s? de|homme de|femme de|fille de|garçon de|enfant de|tiene|tengo|tienes|tenía|cumpl\p{L}{1,6}|hombre de|mujer de|niñ[oa] de|chic[oa] de|edad de|ho|hai|ha|aveva|avevo|compi\p{L}{1,6}|uomo di|donna di|ragazz[oa] di|bambin[oa] di|tem|tenho|tinha|complet\p{L}{1,6}|fez|homem de|mulher de|menin[oa] de|idade de)) $/iu;
const UNIT = /^ (?:ans|años|anni|anos)\b/i;
const OLD =
  /^(?:[ -]ye?a?rs?[ -]olds?\b| years? of age\b| ?y\/o\b| ?yo\b| jahre alt\b| jaar oud\b|[ ]?(?:岁|歲|歳|세(?!기)))/i;

/** The name of a month. */
export const MONTH = new RegExp(`(?<!\\p{L})${NAME}(?!\\p{L})`, 'iu');
const MONTH_BEFORE = new RegExp(`(?<![\\p{L}\\p{N}])${NAME}\\.? $`, 'iu');
const JOINED = /[\w./-]/;

/** The words of a name in code, such as `date_of_birth` or `dateOfBirth`, apart. */
const spaced = (text: string): string =>
  /_|[a-z][A-Z]/.test(text) ? text.replace(/_/g, ' ').replace(/([a-z])([A-Z])/g, '$1 $2') : text;

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
    () => 'nacida el 12 de marzo de 1985',
    () => '出生日期：1985年3月12日',
  ],
  lookAlikes: [() => 'on 12/03/1985', () => 'born in 1985', () => 'born on 99/99/1985'],
  knownMisses: 'A year alone; a word behind the date; years of two digits.',
  anchor: 'number',
  startOf(text, digit) {
    const month = text[digit - 1] === ' ' ? MONTH_BEFORE.exec(before(text, digit, 12))?.[0] : undefined;
    return JOINED.test(before(text, digit, 1)) ? undefined : digit - (month?.length ?? 0);
  },
  pattern: new RegExp(
    `(?:(?:19|20)\\d{2}[-/.](?:0?[1-9]|1[0-2])[-/.](?:[0-2]?\\d|3[01])|(?:[0-2]?\\d|3[01])(?:[/.-](?:[0-2]?\\d|3[01])[/.-]|-${NAME}-|(?:st|nd|rd|th|er|º|\\.)? (?:(?:of|de) )?${NAME}\\.?,? (?:del? )?)(?:19|20)\\d{2}|(?:19|20)\\d{2}(?:年|년 ?)(?:0?[1-9]|1[0-2])(?:月|월 ?)(?:[0-2]?\\d|3[01])[日일]|${NAME}\\.? (?:[0-2]?\\d|3[01])(?:st|nd|rd|th)?,? (?:19|20)\\d{2})(?![\\w/-])`,
    'iuy',
  ),
  check: (_, text, start) => BORN.test(spaced(before(text, start, 48))),
};

/** An age in years: the number alone. */
export const AGE: PersonalDataRule = {
  rule: 'pii/age',
  entity: 'AGE',
  what: 'Age of a person in years',
  source: 'CLDR units: year-person',
  examples: [
    () => 'a 34-year-old',
    () => '34 years old',
    () => 'aged 34',
    () => 'she is 58 y/o',
    () => 'turned 53',
    () => '58yo',
  ],
  lookAlikes: [
    () => '34 years ago',
    () => 'turned 1985',
    () => 'page 34',
    () => 'aged 34%',
    () => 'turned 90 degrees',
    () => 'il y a 34 ans',
    () => 'garantía de 2 años',
  ],
  knownMisses: 'Ages in words; numbers without a word of age.',
  anchor: 'number',
  pattern: /(?:1[01]\d|[1-9]?\d)(?!(?!yo\b)[\w%]|[.,:/]\d)/y,
  check: (matched, text, start) =>
    !/[\w.,$€£-]/.test(before(text, start, 1)) &&
    isAge(text.slice(start + matched.length, start + matched.length + 14), spaced(before(text, start, 16))),
};

const isAge = (behind: string, preceding: string): boolean =>
  OLD.test(behind) ||
  AGED.test(preceding) ||
  (UNIT.test(behind) && HAS.test(preceding)) ||
  (TURNED.test(preceding) && !THINGS.test(behind));

/** What may still become one, at the end of a text: a date with its month, a number with its unit. */
export const OPEN_DATES = [
  /(?<=((?<![\w./-])\d{1,4}(?:st|nd|rd|th|er|º|\.)?[ -]?(?:of?|of ?|de?|de ?)?(?:\p{L}{0,12}\.?,?[ -]?(?:del?|del? |d)?\d{0,4})))/iuy,
  /(?<=((?<!\w)\d{4}[年년] ?\d{0,2}(?:[月월] ?\d{0,2})?))/uy,
  new RegExp(`(?<=((?<![\\p{L}\\p{N}])${NAME}\\.? (?:\\d{1,2}(?:st|nd|rd|th)?,? ?\\d{0,4})?))`, 'iuy'),
  /(?<=((?<![\w.,-])\d{1,3}[ -]?[a-zA-Zñ/]{0,6}[ -]?[a-z]{0,4}))/iy,
];
