/** The sum of the digits, or letters from A = 10, each times its weight; the weights begin again where they end. */
export const weighted = (code: string, weights: readonly number[]): number =>
  Array.from(code).reduce((sum, sign, at) => sum + Number.parseInt(sign, 36) * (weights[at % weights.length] ?? 0), 0);

/** The same with the digits of each product added up. */
export const crossWeighted = (code: string, weights: readonly number[]): number =>
  Array.from(code).reduce((sum, sign, at) => {
    const product = Number(sign) * (weights[at % weights.length] ?? 0);
    return sum + Math.floor(product / 10) + (product % 10);
  }, 0);

/** Whether the last digit is the rest, ten counted as zero. */
export const endsWith = (code: string, rest: number): boolean => Number(code.at(-1)) === rest % 10;

/** The rest of a decimal number of any length. */
export function restOf(digits: string, modulus: number): number {
  let rest = 0;
  for (const digit of digits) rest = (rest * 10 + Number(digit)) % modulus;
  return rest;
}

/** ISO/IEC 7064 MOD 11,10 over all digits with the check digit last. */
export function passesMod11And10(digits: string): boolean {
  let product = 10;
  for (const digit of digits.slice(0, -1)) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (product + Number(digits.at(-1))) % 10 === 1;
}

/** ISO/IEC 7064 MOD 11-2 with a check digit or X last. */
export function passesMod11To2(code: string): boolean {
  let rest = 0;
  for (const digit of code.slice(0, -1)) rest = ((rest + Number(digit)) * 2) % 11;
  const check = (12 - rest) % 11;
  return code.at(-1) === (check === 10 ? 'X' : String(check));
}

const TURN = [1, 5, 7, 6, 2, 8, 3, 0, 9, 4];
/** The product of two symmetries of a pentagon. */
function times(one: number, other: number): number {
  if (one < 5) return other < 5 ? (one + other) % 5 : 5 + ((one + other) % 5);
  return other < 5 ? 5 + ((one - other) % 5) : (5 + one - other) % 5;
}

/** J. Verhoeff, Error Detecting Decimal Codes, 1969; the check digit is last. */
export function passesVerhoeff(digits: string): boolean {
  let check = 0;
  for (let index = 0; index < digits.length; index++) {
    let turned = Number(digits.at(-1 - index));
    for (let turn = 0; turn < index % 8; turn++) turned = TURN[turned] ?? 0;
    check = times(check, turned);
  }
  return check === 0;
}

/** Registers raise either for other centuries, sexes or kinds of numbers; here they are as in a calendar. */
export const isMonthAndDay = (month: number, day: number): boolean =>
  month >= 1 && month <= 12 && day >= 1 && day <= 31;

/** Whether six digits are a date in an order such as `YMD`, whatever the century. */
export function isDate(digits: string, order: 'YMD' | 'DMY'): boolean {
  const [year, middle, last] = [digits.slice(0, 2), digits.slice(2, 4), digits.slice(4, 6)];
  const [month, day] = order === 'YMD' ? [middle, last] : [middle, year];
  return isMonthAndDay(Number(month), Number(day));
}
