import { digitOf, luhn, mod11to2, toTen, verhoeff, weighted } from './checks.ts';
import { accepted, between, birth, checked, DIGITS, fill, type Generator, LETTERS, one, pick } from './make.ts';

const GST_SIGNS = `${DIGITS}${LETTERS}`;
const USCC_SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
/** Ministry of the Interior, Taiwan: the number of a county's letter. */
const TAIWAN = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
const NHI_SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ';

/** Numbers of Asia, Australia and New Zealand, by the published rules of each register. */
export const ASIA_PACIFIC: Readonly<Record<string, Generator>> = {
  IN_AADHAAR: (random) => checked(`${pick(random, '23456789')}##########`, verhoeff)(random),
  IN_PAN: (random) => `${fill(random, '@@@')}${pick(random, 'PCHFATBLJG')}${fill(random, '@####@')}`,
  IN_GSTIN: checked(
    (random) => `${between(random, 1, 37, 2)}${fill(random, '@@@')}${pick(random, 'PCHF')}${fill(random, '@####@*')}Z`,
    (body) => {
      const sum = [...body].reduce((total, sign, index) => {
        const value = GST_SIGNS.indexOf(sign) * (index % 2 === 0 ? 1 : 2);
        return total + Math.floor(value / 36) + (value % 36);
      }, 0);
      return GST_SIGNS.charAt((36 - (sum % 36)) % 36);
    },
  ),
  CN_ID: checked((random) => {
    const { year, mm, dd } = birth(random);
    return `${one(random, ['110101', '310104', '440305', '510107', '330106'])}${year}${mm}${dd}${fill(random, '###')}`;
  }, mod11to2),
  CN_USCC: checked('91110108#########', (body) => {
    const sum = [...body].reduce((total, sign, index) => total + USCC_SIGNS.indexOf(sign) * (3 ** index % 31), 0);
    return USCC_SIGNS.charAt((31 - (sum % 31)) % 31);
  }),
  HK_ID: checked('@######', (body) => {
    const sum = 36 * 9 + (Number.parseInt(body.charAt(0), 36) * 8 + weighted(body.slice(1), [7, 6, 5, 4, 3, 2]));
    const check = (11 - (sum % 11)) % 11;
    return check === 10 ? 'A' : check;
  }),
  TW_ID: checked(
    (random) => `${pick(random, TAIWAN)}${pick(random, '12')}${fill(random, '#######')}`,
    (body) => {
      const area = 10 + TAIWAN.indexOf(body.charAt(0));
      return toTen(Math.floor(area / 10) + (area % 10) * 9 + weighted(body.slice(1), [8, 7, 6, 5, 4, 3, 2, 1]));
    },
  ),
  JP_MY_NUMBER: checked('###########', (body) => {
    const rest = weighted(body, [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
    return rest < 2 ? 0 : 11 - rest;
  }),
  JP_CORPORATE_NUMBER: (random) => {
    const body = fill(random, '############');
    return `${9 - (weighted(body, [2, 1]) % 9)}${body}`;
  },
  KR_RRN: checked(
    (random) => {
      const { year, yy, mm, dd } = birth(random);
      return `${yy}${mm}${dd}${year < 2000 ? pick(random, '12') : pick(random, '34')}${between(random, 0, 95, 2)}${fill(random, '###')}`;
    },
    (body) => (11 - (weighted(body, [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11)) % 10,
  ),
  KR_BRN: checked(
    (random) => `${between(random, 101, 999)}${between(random, 1, 99, 2)}${fill(random, '####')}`,
    (body) => toTen(weighted(body, [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((Number(body.charAt(8)) * 5) / 10)),
  ),
  TH_TNIN: (random) =>
    checked(
      `${pick(random, '12345678')}###########`,
      (body) => (11 - (weighted(body, [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 10,
    )(random),
  SG_NRIC_FIN: (random) => {
    const kind = pick(random, 'STFGM');
    const body = fill(random, '#######');
    const sum = weighted(body, [2, 7, 6, 5, 4, 3, 2]) + ({ T: 4, G: 4, M: 3 }[kind] ?? 0);
    const letters = kind === 'M' ? 'XWUTRQPNJLK' : 'ST'.includes(kind) ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK';
    return `${kind}${body}${letters.charAt(sum % 11)}`;
  },
  SG_UEN: (random) => {
    const body = `${between(random, 1990, 2020)}${fill(random, '#####')}`;
    return `${body}${'ZKCMDNERGWH'.charAt(weighted(body, [10, 8, 6, 4, 9, 7, 5, 3, 1]) % 11)}`;
  },
  ID_NPWP: (random) => `${checked('01######', luhn)(random)}${fill(random, '###')}000`,
  VN_MST: (random) =>
    checked(`${one(random, ['01', '03', '31'])}#######`, (body) => {
      const check = 10 - (weighted(body, [31, 29, 23, 19, 17, 13, 7, 5, 3]) % 11);
      return check < 0 || check > 9 ? undefined : check;
    })(random),
  AU_TFN: accepted('*########', (number) => weighted(number, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0),
  AU_ABN: accepted(
    '*##########',
    (number) =>
      weighted(`${Number(number.charAt(0)) - 1}${number.slice(1)}`, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) % 89 === 0,
  ),
  AU_ACN: checked('########', (body) => toTen(weighted(body, [8, 7, 6, 5, 4, 3, 2, 1]))),
  AU_MEDICARE: (random) =>
    `${checked(`${pick(random, '23456')}#######`, (body) => weighted(body, [1, 3, 7, 9, 1, 3, 7, 9]) % 10)(random)}${fill(random, '*')}`,
  NZ_IRD: checked(
    (random) => between(random, 10_000_000, 14_999_999),
    (body) => {
      for (const weights of [
        [3, 2, 7, 6, 5, 4, 3, 2],
        [7, 4, 3, 2, 5, 2, 7, 6],
      ]) {
        const check = (11 - (weighted(body, weights) % 11)) % 11;
        if (check !== 10) return check;
      }
      return undefined;
    },
  ),
  NZ_NHI: checked(
    (random) => `${pick(random, NHI_SIGNS)}${pick(random, NHI_SIGNS)}${pick(random, NHI_SIGNS)}${fill(random, '###')}`,
    (body) => {
      const values = [...body].map((sign) => (/\d/.test(sign) ? Number(sign) : NHI_SIGNS.indexOf(sign) + 1));
      const rest = values.reduce((sum, value, index) => sum + value * (7 - index), 0) % 11;
      return rest === 0 ? undefined : (11 - rest) % 10;
    },
  ),
  IL_ID: checked('########', (body) => luhn(body)),
  IR_NATIONAL_ID: checked('*########', (body) => {
    const rest = weighted(body, [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11;
    return rest < 2 ? rest : 11 - rest;
  }),
  AE_EMIRATES_ID: (random) => checked(`784${birth(random).year}#######`, luhn)(random),
  SA_NATIONAL_ID: (random) => checked(`${pick(random, '12')}########`, luhn)(random),
  TR_NATIONAL_ID: checked('*########', (body) => {
    const odd = weighted(body, [1, 0]);
    const even = weighted(body, [0, 1]);
    const tenth = (((odd * 7 - even) % 10) + 10) % 10;
    return `${tenth}${(odd + even + tenth) % 10}`;
  }),
  KZ_IIN: checked(
    (random) => {
      const { year, yy, mm, dd } = birth(random);
      return `${yy}${mm}${dd}${year < 2000 ? pick(random, '34') : pick(random, '56')}${fill(random, '####')}`;
    },
    (body) => {
      const first = weighted(body, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) % 11;
      return first < 10 ? first : digitOf(weighted(body, [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2]) % 11);
    },
  ),
  ZA_ID_NUMBER: checked((random) => {
    const { yy, mm, dd } = birth(random);
    return `${yy}${mm}${dd}${fill(random, '####')}${pick(random, '01')}8`;
  }, luhn),
};
