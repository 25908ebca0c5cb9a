import { digitOf, luhn, toTen, weighted } from './checks.ts';
import { accepted, between, birth, checked, fill, type Generator, one, pick } from './make.ts';

/** Two digits from two rows of weights, each the rest of 11 turned round, 10 as 0 (Receita Federal). */
const twice = (body: string, first: readonly number[], second: readonly number[]): string => {
  const turned = (sum: number) => (sum % 11 < 2 ? 0 : 11 - (sum % 11));
  const one = turned(weighted(body, first));
  return `${one}${turned(weighted(`${body}${one}`, second))}`;
};
const MBI_LETTERS = 'ACDEFGHJKMNPQRTUVWXY';
const MBI_SIGNS = `${MBI_LETTERS}0123456789`;
const CONSONANTS = 'BCDFGHJKLMNPQRSTVWXYZ';
const STATES = ['AS', 'BC', 'CC', 'CL', 'DF', 'JC', 'MC', 'NL', 'OC', 'PL', 'SP', 'YN'];
const CURP_SIGNS = '0123456789ABCDEFGHIJKLMN\u00d1OPQRSTUVWXYZ';
const RFC_SIGNS = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ \u00d1';

/** Numbers of the Americas, by the published rules of each register. */
export const AMERICAS: Readonly<Record<string, Generator>> = {
  US_SSN: accepted('#########', (number) => /^(?!000|666|9)\d{3}(?!00)\d\d(?!0000)\d{4}$/.test(number)),
  US_ITIN: (random) => `9${fill(random, '##')}${between(random, 70, 88)}${fill(random, '####')}`,
  US_NPI: (random) => checked(`${one(random, ['1', '2'])}########`, (body) => luhn(`80840${body}`))(random),
  ABA_ROUTING_NUMBER: (random) =>
    checked(`${one(random, ['01', '02', '06', '11', '12', '21', '26', '31'])}######`, (body) =>
      toTen(weighted(body, [3, 7, 1])),
    )(random),
  MEDICAL_LICENSE: (random) =>
    checked(
      `${pick(random, 'ABFGM')}${pick(random, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')}######`,
      (body) => weighted(body.slice(2), [1, 2]) % 10,
    )(random),
  US_MBI: (random) =>
    [fill(random, '*'), ...'LSDLSDLLDD'].reduce(
      (made, kind) =>
        `${made}${kind === 'D' ? fill(random, '#') : pick(random, kind === 'L' ? MBI_LETTERS : MBI_SIGNS)}`,
    ),
  CA_SIN: (random) => checked(`${pick(random, '1234567')}#######`, luhn)(random),
  MX_CURP: checked(
    (random) => {
      const { year, yy, mm, dd } = birth(random);
      const [first, vowel, second, third] = [
        pick(random, CONSONANTS),
        pick(random, 'AEIOU'),
        pick(random, CONSONANTS),
        pick(random, CONSONANTS),
      ];
      const inner = Array.from({ length: 3 }, () => pick(random, CONSONANTS)).join('');
      const twin = year < 2000 ? fill(random, '#') : pick(random, 'ABCDE');
      return `${first}${vowel}${second}${third}${yy}${mm}${dd}${pick(random, 'HM')}${one(random, STATES)}${inner}${twin}`;
    },
    (body) => toTen([...body].reduce((sum, sign, index) => sum + CURP_SIGNS.indexOf(sign) * (18 - index), 0)),
  ),
  MX_RFC: checked(
    (random) => {
      const { yy, mm, dd } = birth(random);
      const name = `${pick(random, CONSONANTS)}${pick(random, 'AEIOU')}${pick(random, CONSONANTS)}${pick(random, CONSONANTS)}`;
      return `${name}${yy}${mm}${dd}${pick(random, 'ABCDEFGHIJKLMNPQRSTUVWXYZ123456789')}${pick(random, '123456789ABCD')}`;
    },
    (body) => {
      const sum = [...body].reduce((total, sign, index) => total + RFC_SIGNS.indexOf(sign) * (13 - index), 0);
      const check = 11 - (sum % 11);
      return check === 11 ? '0' : check === 10 ? 'A' : check;
    },
  ),
  MX_CLABE: checked('002180###########', (body) =>
    toTen([...body].reduce((sum, sign, index) => sum + ((Number(sign) * ([3, 7, 1][index % 3] ?? 0)) % 10), 0)),
  ),
  BR_CPF: checked('#########', (body) => twice(body, [10, 9, 8, 7, 6, 5, 4, 3, 2], [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])),
  BR_CNPJ: checked('########0001', (body) =>
    twice(body, [5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2], [6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]),
  ),
  AR_CUIT: (random) =>
    checked(`${one(random, ['20', '23', '27', '30', '33'])}########`, (body) =>
      Math.min(9, (11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11),
    )(random),
  CL_RUT: checked(
    (random) => between(random, 5_000_000, 25_000_000, 8),
    (body) => {
      const check = (11 - (weighted(body, [3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return check === 10 ? 'K' : check;
    },
  ),
  CO_NIT: checked('9########', (body) => {
    const rest = weighted(body, [41, 37, 29, 23, 19, 17, 13, 7, 3]) % 11;
    return rest < 2 ? rest : 11 - rest;
  }),
  PE_RUC: (random) =>
    checked(
      `${one(random, ['10', '20'])}########`,
      (body) => (11 - (weighted(body, [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 10,
    )(random),
  EC_CI: checked((random) => `${between(random, 1, 24, 2)}${pick(random, '012345')}${fill(random, '######')}`, luhn),
  UY_CI: checked('*######', (body) => toTen(weighted(body, [2, 9, 8, 7, 6, 3, 4]))),
  UY_RUT: (random) =>
    checked(`${between(random, 1, 21, 2)}*#####001`, (body) => {
      const check = (11 - (weighted(body, [4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return digitOf(check);
    })(random),
  VE_RIF: (random) => {
    const kind = one(random, [
      ['V', 4],
      ['E', 8],
      ['J', 12],
      ['G', 20],
    ] as const);
    const body = fill(random, '########');
    const check = 11 - ((kind[1] + weighted(body, [3, 2, 7, 6, 5, 4, 3, 2])) % 11);
    return `${kind[0]}${body}${check > 9 ? 0 : check}`;
  },
  DO_CEDULA: checked('001#######', luhn),
};
