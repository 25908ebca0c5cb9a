import { asDigits, luhn, restOf, weighted } from './checks.ts';
import { checked, fill, type Generator, one, pick } from './make.ts';

const VIN_SIGNS = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
/** ISO 3779: the value of a letter of a vehicle number. */
const VIN_VALUE = (sign: string): number =>
  /\d/.test(sign) ? Number(sign) : Number('12345678-12345-7-923456789'.charAt(sign.charCodeAt(0) - 65)) || 0;
const VIN_WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Numbers that belong to no country. */
export const ANYWHERE: Readonly<Record<string, Generator>> = {
  // ISO/IEC 7812-1: an issuer range, and Luhn.
  CREDIT_CARD: (random) =>
    checked(
      one(random, ['4##############', '51#############', '34############', '6011###########', '36###########']),
      luhn,
    )(random),
  // ISO 13616-1: check digits from the rest of 97 with the country behind.
  IBAN_CODE: (random) => {
    const [country, shape] = one(random, [
      ['DE', '##################'],
      ['FR', '#######################'],
      ['GB', '@@@@##############'],
      ['NL', '@@@@##########'],
      ['ES', '####################'],
    ] as const);
    const body = fill(random, shape);
    return `${country}${String(98 - restOf(`${body}${country}00`, 97)).padStart(2, '0')}${body}`;
  },
  // 3GPP TS 23.003 section 6.2.1: a reporting body, and Luhn.
  IMEI: (random) => checked(`${one(random, ['35', '86', '01', '99'])}############`, luhn)(random),
  // ISO 3779 and 49 CFR 565.15: the ninth place is the rest of 11.
  VIN: (random) => {
    const signs = Array.from({ length: 17 }, () => pick(random, VIN_SIGNS));
    signs[0] = pick(random, '12345JKLSTVWYZ');
    for (const place of [13, 14, 15, 16]) signs[place] = pick(random, '0123456789');
    const sum = signs.reduce((total, sign, index) => total + VIN_VALUE(sign) * (VIN_WEIGHTS[index] ?? 0), 0);
    signs[8] = sum % 11 === 10 ? 'X' : String(sum % 11);
    return signs.join('');
  },
  // ISO 6166: letters as two digits, and Luhn.
  ISIN: (random) =>
    checked(`${one(random, ['US', 'DE', 'FR', 'GB', 'CH'])}#########`, (body) => luhn(asDigits(body)))(random),
  // ISO 17442 and ISO/IEC 7064 MOD 97-10.
  LEI: checked('####00@@@@@@######', (body) => String(98 - restOf(`${body}00`, 97)).padStart(2, '0')),
  // ISO 2108: EAN-13.
  ISBN: checked('978#########', (body) => (10 - (weighted(body, [1, 3]) % 10)) % 10),
};
