import { digitOf, mod11and10, toTen, weighted } from './checks.ts';
import { between, birth, checked, fill, type Generator, one, pick } from './make.ts';

/** Estonia and Lithuania: the rest of 11 with one row of weights, and with another where it is ten. */
const baltic = (body: string): number => {
  const first = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 1]) % 11;
  const second = weighted(body, [3, 4, 5, 6, 7, 8, 9, 1, 2, 3]) % 11;
  return first < 10 ? first : second % 10;
};
const balticBody: Generator = (random) => {
  const { year, yy, mm, dd } = birth(random);
  return `${pick(random, year < 2000 ? '34' : '56')}${yy}${mm}${dd}${fill(random, '###')}`;
};
/** The unique master citizen number of Yugoslavia and after. */
const jmbg = (regions: readonly string[]): Generator =>
  checked(
    (random) => {
      const { year, mm, dd } = birth(random);
      return `${dd}${mm}${String(year).slice(1)}${one(random, regions)}${fill(random, '###')}`;
    },
    (body) => {
      const check = 11 - (weighted(body, [7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return check === 10 ? undefined : check % 11;
    },
  );
/** Czechoslovakia and after: ten digits that 11 divides; 50 is added to the month of women. */
const rodneCislo: Generator = (random) => {
  for (;;) {
    const { year, yy, mm, dd } = birth(random);
    if (year < 1954) continue;
    const body = `${yy}${one(random, [mm, String(Number(mm) + 50)])}${dd}${fill(random, '###')}`;
    if (Number(body) % 11 < 10) return `${body}${Number(body) % 11}`;
  }
};
const polishMonth = (year: number, mm: string): string => (year < 2000 ? mm : String(Number(mm) + 20));

/** Numbers of central and eastern Europe, by the published rules of each register. */
export const EUROPE_EAST: Readonly<Record<string, Generator>> = {
  EE_PERSONAL_CODE: checked(balticBody, baltic),
  LT_PERSONAL_CODE: checked(balticBody, baltic),
  LV_PERSONAL_CODE: checked(
    (random) => {
      const { year, yy, mm, dd } = birth(random);
      return `${dd}${mm}${yy}${year < 2000 ? 1 : 2}${fill(random, '###')}`;
    },
    (body) => {
      const check = (1101 - weighted(body, [1, 6, 3, 7, 9, 10, 5, 8, 4, 2])) % 11;
      return digitOf(check);
    },
  ),
  PL_PESEL: checked(
    (random) => {
      const { year, yy, mm, dd } = birth(random);
      return `${yy}${polishMonth(year, mm)}${dd}${fill(random, '####')}`;
    },
    (body) => toTen(weighted(body, [1, 3, 7, 9])),
  ),
  PL_NIP: checked('*########', (body) => digitOf(weighted(body, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11)),
  PL_REGON: checked('########', (body) => (weighted(body, [8, 9, 2, 3, 4, 5, 6, 7]) % 11) % 10),
  // The check digit stands fourth: letters as 10 to 35.
  PL_ID_CARD: (random) => {
    const [series, number] = [`A${fill(random, '@@')}`, fill(random, '#####')];
    const check = (weighted(series, [7, 3, 1]) + weighted(number, [7, 3, 1, 7, 3])) % 10;
    return `${series}${check}${number}`;
  },
  CZ_BIRTH_NUMBER: rodneCislo,
  SK_BIRTH_NUMBER: rodneCislo,
  CZ_ICO: checked('#######', (body) => (11 - (weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 11)) % 10),
  HU_TAJ: checked('########', (body) => weighted(body, [3, 7]) % 10),
  HU_TAX_ID: checked('8########', (body) => digitOf(weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9]) % 11)),
  RO_CNP: checked(
    (random) => {
      const { year, yy, mm, dd } = birth(random);
      return `${pick(random, year < 2000 ? '12' : '56')}${yy}${mm}${dd}${between(random, 1, 46, 2)}${between(random, 1, 999, 3)}`;
    },
    (body) => {
      const rest = weighted(body, [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9]) % 11;
      return rest === 10 ? 1 : rest;
    },
  ),
  RO_CUI: checked('*#######', (body) => ((weighted(body, [5, 3, 2, 1, 7, 5, 3, 2]) * 10) % 11) % 10),
  BG_EGN: checked(
    (random) => {
      const { year, yy, mm, dd } = birth(random);
      return `${yy}${year < 2000 ? mm : Number(mm) + 40}${dd}${fill(random, '###')}`;
    },
    (body) => (weighted(body, [2, 4, 8, 5, 10, 9, 7, 3, 6]) % 11) % 10,
  ),
  BG_EIK: checked('*#######', (body) => {
    const first = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8]) % 11;
    return first < 10 ? first : (weighted(body, [3, 4, 5, 6, 7, 8, 9, 10]) % 11) % 10;
  }),
  HR_OIB: checked('##########', mod11and10),
  SI_EMSO: jmbg(['50']),
  SI_TAX_NUMBER: checked('*######', (body) => {
    const check = 11 - (weighted(body, [8, 7, 6, 5, 4, 3, 2]) % 11);
    return check === 11 ? undefined : check % 10;
  }),
  RS_JMBG: jmbg(['71', '72', '73', '74', '75']),
  BA_JMBG: jmbg(['10', '15', '17', '19']),
  MK_EMBG: jmbg(['41', '42', '45', '47']),
  ME_JMBG: jmbg(['21', '22', '26', '29']),
  RS_PIB: checked((random) => between(random, 10_000_001, 99_999_999), mod11and10),
  UA_RNTRC: checked(
    '*########',
    (body) => ((((weighted(body, [0, 5, 7, 9, 4, 6, 10, 5, 7]) - Number(body.charAt(0))) % 11) + 11) % 11) % 10,
  ),
  UA_EDRPOU: checked('4######', (body) => {
    const first = weighted(body, [7, 1, 2, 3, 4, 5, 6]) % 11;
    return first < 10 ? first : (weighted(body, [9, 3, 4, 5, 6, 7, 8]) % 11) % 10;
  }),
  RU_INN: (random) =>
    one(random, [
      checked('77#######', (body) => (weighted(body, [2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10),
      checked('77########', (body) => {
        const first = (weighted(body, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10;
        return `${first}${(weighted(`${body}${first}`, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10}`;
      }),
    ])(random),
  RU_SNILS: checked('1########', (body) =>
    String((weighted(body, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101) % 100).padStart(2, '0'),
  ),
  RU_OGRN: checked(
    (random) => `1${between(random, 2, 23, 2)}77${fill(random, '#######')}`,
    (body) => (Number(body) % 11) % 10,
  ),
  BY_UNP: checked('1#######', (body) => digitOf(weighted(body, [29, 23, 19, 17, 13, 7, 5, 3]) % 11)),
  MD_IDNO: checked('100#########', (body) => weighted(body, [7, 3, 1]) % 10),
  TR_TAX_NUMBER: checked('*########', (body) =>
    toTen(
      [...body].reduce((sum, sign, index) => {
        const shifted = (Number(sign) + 9 - index) % 10;
        if (shifted === 0) return sum;
        return sum + ((shifted * 2 ** (9 - index)) % 9 || 9);
      }, 0),
    ),
  ),
};
