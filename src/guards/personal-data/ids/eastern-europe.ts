import { passesLuhn } from '../../checksums.ts';
import { endsWith, isDate, isMonthAndDay, passesMod11And10, weighted } from './check-digits.ts';
import { register } from './register.ts';

/** Months of other centuries are raised by 20, 40, 60 or 80. */
const isPesel = (code: string): boolean => {
  const isDay = isMonthAndDay(Number(code.slice(2, 4)) % 20, Number(code.slice(4, 6)));
  const sum = weighted(code.slice(0, 10), [1, 3, 7, 9]);
  return isDay && endsWith(code, 10 - (sum % 10));
};

/** Months of women are raised by 50, and since 2004 by 20 more where the numbers of a day run out; nine digits until 1953. */
const isCzech = (code: string): boolean => {
  const year = Number(code.slice(0, 2));
  const month = Number(code.slice(2, 4)) % 50;
  const isRaised = code.length === 10 && month > 20 && year >= 4 && year < 54;
  const isDay = isMonthAndDay(isRaised ? month - 20 : month, Number(code.slice(4, 6)));
  if (code.length === 9) return isDay && year < 54;
  return isDay && (Number(code) % 11 === 0 || (Number(code.slice(0, 9)) % 11 === 10 && code.endsWith('0')));
};

const isEgn = (code: string): boolean => {
  const isDay = isMonthAndDay(Number(code.slice(2, 4)) % 20, Number(code.slice(4, 6)));
  return isDay && endsWith(code, (weighted(code.slice(0, 9), [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10);
};

/** The number of Yugoslavia and the states after it. */
const isJmbg = (code: string): boolean => {
  const rest = weighted(code.slice(0, 12), [7, 6, 5, 4, 3, 2]) % 11;
  const isDay = isMonthAndDay(Number(code.slice(2, 4)), Number(code.slice(0, 2)));
  return rest !== 1 && isDay && endsWith(code, rest === 0 ? 0 : 11 - rest);
};

const isTurkish = (code: string): boolean => {
  const digit = (at: number): number => Number(code.charAt(at));
  const odd = digit(0) + digit(2) + digit(4) + digit(6) + digit(8);
  const even = digit(1) + digit(3) + digit(5) + digit(7);
  const tenth = (((odd * 7 - even) % 10) + 10) % 10;
  return digit(9) === tenth && (odd + even + tenth) % 10 === digit(10);
};

const REGON = [8, 9, 2, 3, 4, 5, 6, 7];
const LONG_REGON = [2, 4, 8, 5, 0, 9, 7, 3, 6, 1, 2, 4, 8];

export const EASTERN_EUROPE = [
  register('PL_PESEL', {
    what: 'Polish PESEL number',
    source: 'Ustawa o ewidencji ludności art. 15; gov.pl, PESEL',
    words: 'pesel, numer pesel',
    valid: ['44051401359', '44051401458'],
    broken: ['44051401358', '44991401359'],
    form: '###########',
    passes: isPesel,
  }),
  register('PL_NIP', {
    what: 'Polish tax number',
    source: 'Ustawa o zasadach ewidencji podatników; mod 11',
    words: 'nip, numer identyfikacji podatkowej, vat',
    valid: ['123-456-32-18', '1234563218', '123-45-63-218', 'PL1234563218'],
    broken: ['1234563219'],
    form: /(?:PL[ -]?)?\d{3}[ -]?\d{2}[ -]?\d[ -]?\d[ -]?\d[ -]?\d{2}/iy,
    passes: (code) => weighted(code.slice(-10, -1), [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(code.at(-1)),
  }),
  register('PL_REGON', {
    what: 'Polish business register number',
    source: 'GUS, REGON; mod 11',
    words: 'regon, numer regon',
    valid: ['123456785', '12345678512347'],
    broken: ['123456786', '12345678512348'],
    form: /\d{3}[ -]?\d{3}[ -]?\d{3}(?:[ -]?\d{5})?/y,
    passes: (code) =>
      endsWith(code.slice(0, 9), (weighted(code.slice(0, 8), REGON) % 11) % 10) &&
      (code.length === 9 || endsWith(code, (weighted(code.slice(0, 13), LONG_REGON) % 11) % 10)),
  }),
  register('PL_ID_CARD', {
    what: 'Polish identity card number',
    source: 'Rozporządzenie MSWiA, dowód osobisty; weights 7, 3, 1',
    words: 'dowod osobisty, dowodu osobistego, dowod, numer dowodu, dowodu',
    valid: ['ABA300000', 'ABA 300000'],
    broken: ['ABA400000'],
    form: 'AAA-######',
    passes: (code) =>
      weighted(code.slice(0, 3) + code.slice(4), [7, 3, 1, 7, 3, 1, 7, 3]) % 10 === Number(code.charAt(3)),
  }),
  register('CZ_BIRTH_NUMBER', {
    what: 'Czech or Slovak birth number',
    source: 'Zákon č. 133/2000 Sb. § 13; divisible by 11',
    words: 'rodne cislo, rodneho cisla, rodnym cislem, rodnemu cislu, r c, rc, birth number',
    valid: ['736028/5163', '7360285163', '495228/516'],
    broken: ['736028/5164', '739928/5163'],
    form: /\d{6}\/?\d{3,4}/y,
    passes: isCzech,
    alone: (matched) => /\/\d{4}/.test(matched),
  }),
  register('RO_CNP', {
    what: 'Romanian personal number',
    source: 'Legea 105/1996; weights 279146358279, mod 11',
    words: 'cnp, cod numeric personal',
    valid: ['1800101221144'],
    broken: ['1800101221145'],
    form: /[1-9]\d{12}/y,
    passes(code) {
      const rest = weighted(code.slice(0, 12), [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
      return isDate(code.slice(1, 7), 'YMD') && Number(code.at(-1)) === (rest === 10 ? 1 : rest);
    },
  }),
  register('BG_EGN', {
    what: 'Bulgarian civil number',
    source: 'GRAO, Единен граждански номер; mod 11',
    words: 'egn, егн, единен граждански номер',
    valid: ['7523169263', '7501020018'],
    broken: ['7523169262'],
    form: '##########',
    passes: isEgn,
  }),
  register('HR_OIB', {
    what: 'Croatian personal number',
    source: 'Zakon o OIB-u; ISO/IEC 7064 MOD 11,10',
    words: 'oib, osobni identifikacijski broj',
    valid: ['94577403194', 'HR94577403194'],
    broken: ['94577403195'],
    form: /(?:HR)?\d{11}/iy,
    passes: (code) => passesMod11And10(code.replace('HR', '')),
  }),
  register('SI_EMSO', {
    what: 'Personal number of Slovenia and its neighbours (EMŠO, JMBG)',
    source: 'Zakon o centralnem registru prebivalstva; mod 11',
    words: 'emso, jmbg, maticni broj, enotna maticna stevilka',
    valid: ['0101006500006'],
    broken: ['0101006500007'],
    form: '#############',
    passes: isJmbg,
  }),
  register('HU_TAX_ID', {
    what: 'Hungarian tax number of a person',
    source: '1996. évi XX. törvény; weights 1 to 9, mod 11',
    words: 'adoazonosito, adoazonosito jel, adoszam',
    valid: ['8071592153'],
    broken: ['8071592154'],
    form: /8\d{9}/y,
    passes: (code) => weighted(code.slice(0, 9), [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11 === Number(code.at(-1)),
  }),
  register('GR_AMKA', {
    what: 'Greek social security number',
    source: 'ΗΔΙΚΑ, ΑΜΚΑ: date and Luhn',
    words: 'amka, αμκα',
    valid: ['01013099997'],
    broken: ['01013099998'],
    form: '###########',
    passes: (code) => isDate(code.slice(0, 6), 'DMY') && passesLuhn(code),
  }),
  register('GR_AFM', {
    what: 'Greek tax number',
    source: 'ΑΑΔΕ, ΑΦΜ: powers of two, mod 11',
    words: 'afm, αφμ, α φ μ, tax number greece',
    valid: ['094259216', 'EL094259216'],
    broken: ['094259217'],
    form: /(?:EL)?\d{9}/iy,
    passes: (code) =>
      endsWith(code, (weighted(code.replace('EL', '').slice(0, 8), [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10),
  }),
  register('TR_NATIONAL_ID', {
    what: 'Turkish identity number',
    source: 'Nüfus ve Vatandaşlık İşleri, T.C. kimlik numarası',
    words: 'tc kimlik, t c kimlik, tckn, kimlik, kimlik numarasi, kimlik numaram, kimlik numaraniz, tc, tc no',
    valid: ['10000000146'],
    broken: ['10000000147', '00000000146'],
    form: /[1-9]\d{10}/y,
    passes: isTurkish,
  }),
  register('TR_LICENSE_PLATE', {
    what: 'Turkish licence plate',
    source: 'Karayolları Trafik Kanunu art. 23; provinces 01 to 81',
    words: 'plaka, plakasi, plaka numarasi, license plate',
    valid: ['34 ABC 123', '06 AB 1234', '34ABC123'],
    broken: ['82 ABC 123'],
    form: /(?:0[1-9]|[1-7]\d|8[01])[ ]?[A-PR-VYZ]{1,3}[ ]?\d{2,4}/iy,
  }),
];
