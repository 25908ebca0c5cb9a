import { before, standsFree } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

/** E.164 country codes that are assigned. ITU-T E.164 Annex, list of 2016 with later changes. */
const COUNTRY =
  /^(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|2[1-69]\d|35\d|37\d|38\d|42[0-3]|5[09]\d|6[78]\d|69\d|80[08]|85\d|87\d|88\d|9[679]\d)/;
/** Words for a phone, in the languages of most who write. Those of scripts without spaces, or with case endings, count anywhere. */
const NAMES =
  'phones?|telephones?|tel|mobile|mob|cell|cellphone|handset|landline|fax|whatsapp|signal|telegram|sms|hotline|helpline|toll[- ]free|pager|dial|' +
  'telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|rufnummer|festnetz|durchwahl|telefax|' +
  'telefono|teléfono|tlf|tfno|móvil|movil|celular|cel|llámame|llame|fijo|whats|zap|fone|' +
  'téléphone|télephone|tél|portable|fixe|gsm|telefone|telemóvel|telemovel|cellulare|' +
  'telefoon|mobiel|telefoonnummer|komórka|kom|telefonu|puhelin|puh|matkapuhelin|telefón|cep|mobiltelefon|telepon|telp|hp|sđt|di động|điện thoại';
const SPOKEN =
  '(?:call|dial|ring|text|reach|contact|answering|message) (?:me|us|him|her|them|back|at|on)|call|my number is|' +
  'erreichbar unter|ruf(?:en)? (?:sie )?(?:mich|uns) an|llama(?:me)? al|appelez(?:-moi)? (?:au|le)|joindre au|chiama(?:mi)? al|liga(?:r|ue)? para|bel me op|ring(?:a)? (?:mig|meg|på)';
const ANYWHERE =
  '电话|電話|手机|手機|传真|傳真|携帯|连络|联系方式|전화|휴대폰|연락처|팩스|телефон|тел\\.|моб|факс|звон|фон|τηλ|κινητό|فاكس|هاتف|جوال|موبايل|تلفن|טלפון|נייד|फ़?ोन|फोन|मोबाइल|दूरभाष|โทร|มือถือ';
const WORDS = new RegExp(
  `(?:(?<!\\p{L})(?:${NAMES}|${SPOKEN})(?!\\p{L})|${ANYWHERE})[^\\d]{0,24}$|(?<!\\p{L})(?:office|desk|direct|registered)[^\\p{L}\\d]{1,4}$`,
  'iu',
);
const DATE =
  /^(?:\(?\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}([-./ ])\d{1,2}\1(?:19|20)\d\d|\d{1,2}([-./])\d{1,2}\2\d{2}(?![-./\d]))/;
const EXTENSION = String.raw`(?:[ ]?(?:x|ext\.?|#)[ ]?\d{1,6})?`;
const END = String.raw`(?![\w@%]|[-./:]\d|°)`;
/**
 * The next group of digits, whole, behind a separator or a bracket. No two groups touch without one, so that a row of digits
 * can be read in one way only: with several, a row that fails at its end would be tried in all of them.
 */
const GROUP = String.raw`(?:[ ]?[.\-/][ ]?|[ ]{1,3}|(?=\()|(?<=\)))\(?\d{1,12}(?!\d)\)?`;
const sticky = (source: string): RegExp => new RegExp(`${source}${EXTENSION}${END}`, 'iy');
const number = (text: string): string => text.replace(/[ ]?(?:x|ext|#).*$/i, '').replace(/\D/g, '');

/** The sign or bracket that opens a number, where one does. */
function opening(text: string, digits: number): number {
  if (!'(+'.includes(text.charAt(digits - 1) || ' ')) return digits;
  let start = digits;
  if (text.charAt(start - 1) === '(') start--;
  if (text.charAt(start - 1) === '+') start--;
  if (text.charAt(start - 1) === '(') start--;
  const closes = text.slice(start, start + 8).includes(')'); // else the bracket holds the whole number
  return text.startsWith('((', start) || (text.charAt(start) === '(' && !closes) ? start + 1 : start;
}

/** Not the tail of another number, word, path or amount. A sign or bracket of its own may stand behind a comma or hyphen. */
function opens(text: string, start: number): boolean {
  const tail = /^[+(]/.test(text.charAt(start))
    ? /[\w)][./+]$|\d[- ,:]$|[./]$|\d\)[ ]?$/
    : /[\w)][-./+]$|\d[ ,:]$|[-./,\\]$|\d\)[ ]?$/;
  return standsFree(text, start) && !tail.test(before(text, start, 3));
}

/** A closing bracket that was opened before the number is not of it. */
const lengthOf = (matched: string): number =>
  matched.endsWith(')') && !matched.includes('(') ? matched.length - 1 : matched.length;

const shared = {
  entity: 'PHONE_NUMBER',
  lengthOf,
  anchor: 'digits',
  startOf: opening,
} as const;

export const PHONES: readonly PersonalDataRule[] = [
  {
    ...shared,
    rule: 'pii/phone-international',
    what: 'Phone number with its country code, after + or 00',
    source: 'ITU-T E.164, E.123',
    examples: [
      () => '+44 20 7946 0958',
      () => '+1 (212) 555-0123',
      () => '+31(0)6 12345678',
      () => '0049 30 1234567',
      () => '+33 1 99 00 12 34',
      () => '+1-604-555-0172x565',
      () => '(+31)(6) 12234567',
    ],
    lookAlikes: [
      () => '+1',
      () => '5+12345678901234567',
      () => '+2026-11-23',
      () => '2026-11-23T10:00:00+0100',
      () => '000123456789012',
    ],
    knownMisses: 'Numbers shorter than 8 digits with their code.',
    pattern: sticky(String.raw`(?:\(?\+|(?:\(?00(?=[1-9( ])))[ ]?\(?\d{1,16}(?!\d)\)?(?:${GROUP}){0,7}`),
    check(matched, text, start) {
      const digits = number(matched);
      const subscriber = /^\(?\+/.test(matched) ? digits : digits.slice(2);
      if (!opens(text, start) || !COUNTRY.test(subscriber) || /^\+\d{4}[-./]\d{1,2}[-./]\d{1,2}(?!\d)/.test(matched))
        return false;
      if (/^00(?: \d\d)+$/.test(matched)) return false; // bytes in hexadecimal
      return subscriber.length >= 8 && subscriber.length <= 16;
    },
  },
  {
    ...shared,
    rule: 'pii/phone-north-america',
    what: 'Ten-digit number in the groups of the North American plan',
    source: 'North American Numbering Plan, NANPA: area and exchange begin with 2 to 9; made-up numbers often do not',
    examples: [
      () => '(212) 555-0123',
      () => '212-555-0123',
      () => '1 212 555 0123',
      () => '212.555.0123 ext. 12',
      () => '123.456.7890x123',
    ],
    lookAlikes: [
      () => '112 555 0123',
      () => '012-555-0123',
      () => '2125550123',
      () => '212-555-01234',
      () => '10.212.555.0123',
    ],
    knownMisses: 'Ten bare digits with no word before them.',
    pattern: sticky(
      String.raw`(?:1[-. ]?(?=\()|1[-. ])?(?:\(\d{3}\)[-. ]?\d{3}|[2-9]\d{2}([-. ])[2-9]\d{2}|[1-9]\d{2}([-.])\d{3})[-. ]\d{4}`,
    ),
    check: (_, text, start) => opens(text, start),
  },
  {
    ...shared,
    rule: 'pii/phone-area-code',
    what: 'Number of 9 to 11 digits that begins with an area code in brackets',
    source: 'ITU-T E.123 section 2.2',
    examples: [() => '(11) 91234-5678', () => '(495) 123-45-67', () => '(02) 9876 5432'],
    lookAlikes: [() => '(12) 345-367', () => '(1998) 1234-1244', () => '(20) 1234567', () => '(123) 456'],
    knownMisses: 'A number of one group behind its area code.',
    pattern: sticky(String.raw`(?:[178][ ])?\(\d{2,5}\)[ ]?\d{2,5}(?:[ -]\d{2,5}){1,3}`),
    check(matched, text, start) {
      const { length } = number(matched);
      return length >= 9 && length <= 11 && opens(text, start);
    },
  },
  {
    ...shared,
    rule: 'pii/phone-china',
    what: 'Mobile number of China in a text in Chinese: 11 digits from 13 to 19',
    source: 'MIIT, Numbering Plan of Telecommunications Networks (2017)',
    examples: [() => '会所：13604779660', () => '或13604770960'],
    lookAlikes: [() => 'order 13604779660', () => '编号：12604779660', () => '编号：136047796601'],
    knownMisses: 'In a text without Chinese characters within 20 before it.',
    pattern: sticky(String.raw`1[3-9]\d{9}`),
    check: (_, text, start) => opens(text, start) && /\p{sc=Han}/u.test(before(text, start, 20)),
  },
  {
    ...shared,
    rule: 'pii/phone-national',
    what: 'National number of 9 to 11 digits that begins with the trunk prefix 0, with separators',
    source: 'ITU-T E.123 section 2.2',
    examples: [
      () => '020 7946 0958',
      () => '01 99 00 12 34',
      () => '(030) 1234567',
      () => '0171/1234567',
      () => '0341 8387176',
    ],
    lookAlikes: [
      () => '01.02.2026',
      () => '01-02-2026 10',
      () => '09:30 10:45',
      () => '0.1234 5678',
      () => '01 02 2026 1200',
    ],
    knownMisses: 'Countries without a trunk prefix, and bare digits, with no word before them.',
    pattern: sticky(String.raw`(?:\(0[1-9]\d{0,4}\)[ ]?|0[1-9]\d{0,4}[ .\-/])\d{2,8}(?:[ .\-/]\d{2,8}){0,4}`),
    check(matched, text, start) {
      const { length } = number(matched);
      return (
        length >= 9 &&
        length <= 11 &&
        !/^\d{3}([- ])\d{2}\1\d{4}$/.test(matched) &&
        opens(text, start) &&
        !DATE.test(matched)
      );
    },
  },
  {
    ...shared,
    rule: 'pii/phone-after-word',
    what: 'Seven to 15 digits in any grouping after a word such as phone, tel, call or mobile',
    source: 'ITU-T E.164 section 6.2.1: at most 15 digits',
    examples: [
      () => 'phone: 5403926876',
      () => 'call me at 467 3395',
      () => 'Tel. 92 434 14 557',
      () => 'mobile (72) 754-186',
    ],
    lookAlikes: [
      () => 'the call on 2026-11-23',
      () => 'call site [0 / 2026-11-23]',
      () => 'call 12345',
      () => 'phone 13 costs 999',
      () => 'build 5403926876',
      () => 'created 1700000000',
    ],
    knownMisses: 'A word that stands after the number, more than 24 characters before it, or in another language.',
    pattern: sticky(String.raw`\(?\d{1,15}(?!\d)\)?(?:${GROUP}){0,7}`),
    check(matched, text, start) {
      const { length } = number(matched);
      if (length < 7 || length > 15 || !standsFree(text, start) || DATE.test(matched)) return false;
      if (/\d{4}-\d{2}-\d{2}/.test(matched)) return false; // behind a version or a count
      return WORDS.test(before(text, start));
    },
  },
];
