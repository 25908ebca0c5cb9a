import { digitOf, luhn, mod11and10, toTen, verhoeff, weighted } from './checks.ts';
import { accepted, between, birth, checked, fill, type Generator, LETTERS, one, pick } from './make.ts';

const DNI_LETTERS = 'TRWAGMYFPDXBNJZSQVHLCKE';
const PPS_LETTERS = 'WABCDEFGHIJKLMNOPQRSTUV';
const GERMAN_SIGNS = 'CFGHJKLMNPRTVWXYZ0123456789';
/** Ministero delle Finanze, DM 23/12/1976: the values of signs in odd places, 0 to 9 and A to Z alike. */
const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
const MONTHS = 'ABCDEHLMPRST';

/** Numbers of western and southern Europe, by the published rules of each register. */
export const EUROPE_WEST: Readonly<Record<string, Generator>> = {
  UK_NHS: checked('*########', (body) => digitOf((11 - (weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11)),
  UK_NINO: (random) =>
    `${one(random, ['AB', 'CE', 'HM', 'JK', 'PR', 'SW', 'YZ'])}${fill(random, '######')}${pick(random, 'ABCD')}`,
  UK_UTR: (random) => {
    const body = fill(random, '#########');
    return `${'21987654321'.charAt(weighted(body, [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11)}${body}`;
  },
  UK_VAT_CODE: (random) =>
    `GB${checked('*######', (body) => String(97 - (weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 97)).padStart(2, '0'))(random)}`,
  IE_PPS: checked('#######', (body) => PPS_LETTERS.charAt(weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 23)),
  FR_NIR: (random) => {
    const { yy, mm } = birth(random);
    const body = `${pick(random, '12')}${yy}${mm}${between(random, 1, 95, 2).replace(/^20$/, '21')}${between(random, 1, 989, 3)}${between(random, 1, 999, 3)}`;
    return `${body}${String(97 - (Number(body) % 97)).padStart(2, '0')}`;
  },
  FR_SIREN: checked('########', luhn),
  FR_SIRET: (random) => checked(`${checked('########', luhn)(random)}0000`, luhn)(random),
  FR_VAT_CODE: (random) => {
    const siren = checked('########', luhn)(random);
    return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`;
  },
  // Of the first ten digits exactly one stands twice or three times.
  DE_TAX_ID: checked(
    accepted('*#########', (body) => {
      const counts = [...'0123456789'].map((digit) => body.split(digit).length - 1);
      return counts.filter((times) => times > 1).length === 1 && Math.max(...counts) <= 3 && !/(.)\1\1/.test(body);
    }),
    mod11and10,
  ),
  DE_VAT_CODE: (random) => `DE${checked('*#######', mod11and10)(random)}`,
  DE_ID_CARD: checked(
    (random) => `${pick(random, 'LMNPRTVWXY')}${Array.from({ length: 8 }, () => pick(random, GERMAN_SIGNS)).join('')}`,
    (body) => weighted(body, [7, 3, 1]) % 10,
  ),
  DE_PASSPORT: checked(
    (random) => `${pick(random, 'CFGHJK')}${Array.from({ length: 8 }, () => pick(random, GERMAN_SIGNS)).join('')}`,
    (body) => weighted(body, [7, 3, 1]) % 10,
  ),
  // Deutsche Rentenversicherung: the letter counts as two digits; digit sums of the products.
  DE_SOCIAL_SECURITY: checked(
    (random) => {
      const { yy, mm, dd } = birth(random);
      return `${one(random, ['65', '12', '53', '38'])}${dd}${mm}${yy}${pick(random, LETTERS)}${fill(random, '##')}`;
    },
    (body) => {
      const spelt = body.replace(/[A-Z]/, (letter) => String(letter.charCodeAt(0) - 64).padStart(2, '0'));
      const weights = [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1];
      return (
        [...spelt].reduce((sum, sign, index) => {
          const product = Number(sign) * (weights[index] ?? 0);
          return sum + Math.floor(product / 10) + (product % 10);
        }, 0) % 10
      );
    },
  ),
  DE_HEALTH_INSURANCE: checked('@########', (body) => {
    const spelt = body.replace(/[A-Z]/, (letter) => String(letter.charCodeAt(0) - 64).padStart(2, '0'));
    return (
      [...spelt].reduce((sum, sign, index) => {
        const product = Number(sign) * (index % 2 === 0 ? 1 : 2);
        return sum + Math.floor(product / 10) + (product % 10);
      }, 0) % 10
    );
  }),
  // The check digit stands fourth.
  AT_SVNR: (random) => {
    for (;;) {
      const { yy, mm, dd } = birth(random);
      const front = between(random, 100, 999);
      const check = weighted(`${front}${dd}${mm}${yy}`, [3, 7, 9, 5, 8, 4, 2, 1, 6]) % 11;
      if (check < 10) return `${front}${check}${dd}${mm}${yy}`;
    }
  },
  AT_VAT_CODE: checked('ATU#######', (body) => (10 - ((luhnSum(body.slice(3)) + 4) % 10)) % 10),
  CH_AHV: checked('756#########', (body) => toTen(weighted(body, [1, 3]))),
  CH_UID: (random) =>
    `CHE${checked('########', (body) => digitOf((11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4]) % 11)) % 11))(random)}`,
  NL_BSN: accepted('*########', (number) => weighted(number, [9, 8, 7, 6, 5, 4, 3, 2, 10]) % 11 === 0),
  BE_NATIONAL_NUMBER: (random) => {
    const { year, yy, mm, dd } = birth(random);
    const body = `${yy}${mm}${dd}${between(random, 1, 997, 3)}`;
    return `${body}${String(97 - (Number(year < 2000 ? body : `2${body}`) % 97)).padStart(2, '0')}`;
  },
  BE_VAT_CODE: (random) =>
    `BE${checked('0*######', (body) => String(97 - (Number(body) % 97)).padStart(2, '0'))(random)}`,
  LU_NATIONAL_ID: (random) => {
    const { year, mm, dd } = birth(random);
    const body = `${year}${mm}${dd}${fill(random, '###')}`;
    return `${body}${luhn(body)}${verhoeff(body)}`;
  },
  ES_NIF: checked('########', (body) => DNI_LETTERS.charAt(Number(body) % 23)),
  ES_NIE: checked(
    (random) => `${pick(random, 'XYZ')}${fill(random, '#######')}`,
    (body) => DNI_LETTERS.charAt(Number(`${'XYZ'.indexOf(body.charAt(0))}${body.slice(1)}`) % 23),
  ),
  ES_CIF: checked(
    (random) => `${pick(random, 'ABEH')}${one(random, ['08', '28', '46', '41'])}${fill(random, '#####')}`,
    (body) => luhn(body.slice(1)),
  ),
  ES_SOCIAL_SECURITY: (random) => {
    const [province, number] = [between(random, 1, 50, 2), between(random, 10_000_000, 99_999_999)];
    return `${province}${number}${String(Number(`${province}${number}`) % 97).padStart(2, '0')}`;
  },
  PT_NIF: (random) =>
    checked(`${pick(random, '1235')}#######`, (body) => {
      const rest = weighted(body, [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return rest < 2 ? 0 : 11 - rest;
    })(random),
  IT_FISCAL_CODE: checked(
    (random) => {
      const { yy } = birth(random);
      const consonants = Array.from({ length: 6 }, () => pick(random, 'BCDFGLMNPRSTVZ')).join('');
      const day = one(random, [between(random, 1, 28, 2), between(random, 41, 68, 2)]);
      return `${consonants}${yy}${pick(random, MONTHS)}${day}${pick(random, 'ABCDEFGHIL')}${between(random, 1, 999, 3)}`;
    },
    (body) => {
      const value = (sign: string) => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65);
      const sum = [...body].reduce(
        (total, sign, i) => total + (i % 2 === 0 ? (ODD[value(sign)] ?? 0) : value(sign)),
        0,
      );
      return LETTERS.charAt(sum % 26);
    },
  ),
  IT_VAT_CODE: (random) => checked(`${fill(random, '#######')}${between(random, 1, 100, 3)}`, luhn)(random),
  GR_AFM: checked('0#######', (body) => (weighted(body, [256, 128, 64, 32, 16, 8, 4, 2]) % 11) % 10),
  GR_AMKA: checked((random) => {
    const { yy, mm, dd } = birth(random);
    return `${dd}${mm}${yy}${fill(random, '####')}`;
  }, luhn),
  DK_CPR: (random) => {
    const { yy, mm, dd } = birth(random);
    return accepted(
      `${dd}${mm}${yy}${pick(random, '0123')}###`,
      (number) => weighted(number, [4, 3, 2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0,
    )(random);
  },
  DK_CVR: accepted('*#######', (number) => weighted(number, [2, 7, 6, 5, 4, 3, 2, 1]) % 11 === 0),
  SE_PERSONNUMMER: checked(
    (random) => {
      const { yy, mm, dd } = birth(random);
      return `${yy}${mm}${dd}-${fill(random, '###')}`;
    },
    (body) => luhn(body.replace('-', '')),
  ),
  SE_ORGANISATIONSNUMMER: (random) =>
    checked(`${pick(random, '2578')}#${pick(random, '23456789')}######`, luhn)(random),
  NO_FODSELSNUMMER: checked(
    (random) => {
      const { year, yy, mm, dd } = birth(random);
      return `${dd}${mm}${yy}${year < 2000 ? between(random, 0, 499, 3) : between(random, 500, 999)}`;
    },
    (body) => {
      const turned = (of: string, weights: readonly number[]) => digitOf((11 - (weighted(of, weights) % 11)) % 11);
      const first = turned(body, [3, 7, 6, 1, 8, 9, 4, 5, 2]);
      const second = first === undefined ? undefined : turned(`${body}${first}`, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]);
      return second === undefined ? undefined : `${first}${second}`;
    },
  ),
  NO_ORGANISASJONSNUMMER: (random) =>
    checked(`${pick(random, '89')}#######`, (body) =>
      digitOf((11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11),
    )(random),
  FI_PERSONAL_IDENTITY_CODE: (random) => {
    const { year, yy, mm, dd } = birth(random);
    const serial = between(random, 2, 899, 3);
    const sign = '0123456789ABCDEFHJKLMNPRSTUVWXY'.charAt(Number(`${dd}${mm}${yy}${serial}`) % 31);
    return `${dd}${mm}${yy}${year < 2000 ? '-' : 'A'}${serial}${sign}`;
  },
  FI_BUSINESS_ID: (random) =>
    `${checked('#######-', (body) => digitOf((11 - (weighted(body.slice(0, 7), [7, 9, 10, 5, 8, 4, 2]) % 11)) % 11))(random)}`,
  IS_KENNITALA: (random) => {
    for (;;) {
      const { year, yy, mm, dd } = birth(random);
      const body = `${dd}${mm}${yy}${between(random, 20, 99)}`;
      const check = digitOf((11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11);
      if (check !== undefined) return `${body}${check}${year < 2000 ? 9 : 0}`;
    }
  },
};

/** The sum of Luhn's digits of a body whose first digit stays as it is. */
function luhnSum(body: string): number {
  return [...body].reduce((sum, sign, index) => {
    const digit = Number(sign) * (index % 2 === 0 ? 1 : 2);
    return sum + (digit > 9 ? digit - 9 : digit);
  }, 0);
}
