/** The sum of the digits (0 to 9, then A = 10 and so on) with their weights; the weights begin again where they end. */
export const weighted = (body: string, weights: readonly number[]): number =>
  [...body].reduce((sum, sign, index) => sum + Number.parseInt(sign, 36) * (weights[index % weights.length] ?? 0), 0);

/** The digit that brings a sum to a multiple of ten. */
export const toTen = (sum: number): number => (10 - (sum % 10)) % 10;

/** The rest of eleven as a digit; undefined where it is ten. */
export const digitOf = (rest: number): number | undefined => (rest === 10 ? undefined : rest);

/** ISO/IEC 7812-1 annex B: the check digit behind a body. */
export const luhn = (body: string): number =>
  toTen(
    [...body].reverse().reduce((sum, sign, index) => {
      const digit = Number(sign) * (index % 2 === 0 ? 2 : 1);
      return sum + (digit > 9 ? digit - 9 : digit);
    }, 0),
  );

/** ISO/IEC 7064 MOD 11,10. */
export function mod11and10(body: string): number {
  let product = 10;
  for (const sign of body) {
    const sum = (Number(sign) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

/** ISO/IEC 7064 MOD 11-2: a digit or X. */
export function mod11to2(body: string): string {
  let rest = 0;
  for (const sign of body) rest = ((rest + Number(sign)) * 2) % 11;
  const check = (12 - rest) % 11;
  return check === 10 ? 'X' : String(check);
}

/** The rest of a long decimal number; letters count as two digits from A = 10. */
export function restOf(number: string, modulus: number): number {
  let rest = 0;
  for (const sign of number) {
    const value = Number.parseInt(sign, 36);
    rest = (rest * (value > 9 ? 100 : 10) + value) % modulus;
  }
  return rest;
}

/** The multiplication of the symmetries of a pentagon: what Verhoeff's check is made of. */
const times = (one: number, other: number): number => {
  if (one < 5) return other < 5 ? (one + other) % 5 : 5 + ((one + other) % 5);
  return other < 5 ? 5 + ((one - other) % 5) : (5 + one - other) % 5;
};
const TURN = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
const INVERSE = [0, 4, 3, 2, 1, 5, 6, 7, 8, 9];

/** J. Verhoeff, Error Detecting Decimal Codes, 1969. */
export function verhoeff(body: string): number {
  let check = 0;
  for (const [index, sign] of [...body].reverse().entries()) {
    let turned = Number(sign);
    for (let turn = 0; turn <= index % 8; turn++) turned = TURN[turned] ?? 0;
    check = times(check, turned);
  }
  return INVERSE[check] ?? 0;
}

/** Letters as two digits, from A = 10. ISO 6166. */
export const asDigits = (text: string): string => [...text].map((sign) => Number.parseInt(sign, 36)).join('');
