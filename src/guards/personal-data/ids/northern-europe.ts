import { passesLuhn } from '../../checksums.ts';
import { isDate, isMonthAndDay, weighted } from './check-digits.ts';
import { register } from './register.ts';

/** The last ten digits with a date; 60 is added to the day of a coordination number. */
const isSwedish = (code: string): boolean => {
  const ten = code.slice(-10);
  return isMonthAndDay(Number(ten.slice(2, 4)), Number(ten.slice(4, 6)) % 60) && passesLuhn(ten);
};

const isNorwegian = (code: string): boolean => {
  const turned = (sum: number): number => (11 - (sum % 11)) % 11;
  const first = turned(weighted(code.slice(0, 9), [3, 7, 6, 1, 8, 9, 4, 5, 2]));
  const second = turned(weighted(code.slice(0, 10), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]));
  const isDay = isMonthAndDay(Number(code.slice(2, 4)), Number(code.slice(0, 2)) % 40);
  return isDay && first === Number(code.charAt(9)) && second === Number(code.charAt(10));
};

const FINNISH = '0123456789ABCDEFHJKLMNPRSTUVWXY';

/** The second row of weights counts where the first leaves ten. */
const isBaltic = (code: string): boolean => {
  const first = weighted(code.slice(0, 10), [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weighted(code.slice(0, 10), [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return isDate(code.slice(1, 7), 'YMD') && Number(code.charAt(10)) === (first === 10 ? second % 10 : first);
};

export const NORTHERN_EUROPE = [
  register('SE_PERSONNUMMER', {
    what: 'Swedish personal number',
    source: 'Skatteverket, SKV 704: Luhn',
    words: 'personnummer, personnumret, personnr, pnr, samordningsnummer, personal number, svenskt personnummer',
    valid: ['811218-9876', '19811218-9876', '8112189876'],
    broken: ['811218-9877', '811318-9876'],
    form: /(?:19|20)?\d{6}[-+]?\d{4}/y,
    passes: isSwedish,
    alone: (matched) => matched.includes('-'),
  }),
  register('SE_ORGANISATIONSNUMMER', {
    what: 'Swedish company number',
    source: 'Skatteverket, SKV 709: third digit 2 or more, Luhn',
    words: 'organisationsnummer, orgnr, org nr, org, organisation',
    valid: ['556016-0680', '5560160680'],
    broken: ['556016-0681'],
    form: /\d{2}[2-9]\d{3}-?\d{4}/y,
    passes: passesLuhn,
  }),
  register('NO_FODSELSNUMMER', {
    what: 'Norwegian birth number',
    source: 'Skatteetaten, fødselsnummer: two digits of mod 11',
    words: 'fodselsnummer, fødselsnummer, personnummer, fnr, d nummer, dnummer, national id',
    valid: ['01010112377', '010101 12377'],
    broken: ['01010112378'],
    form: '######-#####',
    passes: isNorwegian,
    alone: () => true,
  }),
  register('DK_CPR_NUMBER', {
    what: 'Danish civil registration number',
    source: 'CPR-kontoret, Personnummeret i CPR; dates only, as mod 11 does not hold since 2007',
    words: 'cpr, cpr nummer, cprnummer, personnummer, civil registration',
    valid: ['211062-5629', '2110625629'],
    broken: ['321062-5629'],
    form: '######-####',
    passes: (code) => isDate(code.slice(0, 6), 'DMY'),
  }),
  register('FI_PERSONAL_IDENTITY_CODE', {
    what: 'Finnish personal identity code',
    source: 'Digital and Population Data Services Agency: rest of 31',
    words:
      'henkilotunnus, henkilotunnuksen, henkilotunnukseni, henkilotunnuksesi, hetu, hetun, sotu, personbeteckning, personal identity code, identity code',
    valid: ['131052-308T', '131052A308T'],
    broken: ['131052-308U', '331052-308T'],
    form: /\d{6}[-+A-FU-Y]\d{3}[0-9A-Y]/iy,
    passes(code) {
      const digits = code.replace(/^(\d{6})[A-Z]/, '$1');
      const date = isDate(digits.slice(0, 6), 'DMY');
      return date && FINNISH.charAt(Number(digits.slice(0, 9)) % 31) === digits.charAt(9);
    },
    alone: () => true,
  }),
  register('EE_PERSONAL_CODE', {
    what: 'Estonian personal code',
    source: 'EVS 585:2007; two rows of weights, mod 11',
    words: 'isikukood, isikukoodi, estonian personal code, personal code, ik',
    valid: ['37605030299'],
    broken: ['37605030298'],
    form: /[1-8]\d{10}/y,
    passes: isBaltic,
  }),
  register('LT_PERSONAL_CODE', {
    what: 'Lithuanian personal code',
    source: 'Gyventojų registro įstatymas; as in Estonia',
    words: 'asmens kodas, asmens kodo, asmens koda, lithuanian personal code',
    valid: ['33309240064'],
    broken: ['33309240065'],
    form: /[1-6]\d{10}/y,
    passes: isBaltic,
  }),
];
