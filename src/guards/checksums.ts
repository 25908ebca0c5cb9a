/**
 * Luhn check of a string of digits, as cards use it.
 *
 * @see ISO/IEC 7812-1 annex B
 */
export function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = digits.charCodeAt(digits.length - 1 - index) - 48;
    if (digit < 0 || digit > 9) return false;
    const doubled = digit * 2;
    sum += index % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return digits.length > 1 && sum % 10 === 0;
}

/**
 * Mod 97-10 check of an IBAN without spaces, in either case.
 *
 * @see ISO 13616-1 and ISO/IEC 7064
 */
export function passesMod97(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  let rest = 0;
  for (let index = 0; index < turned.length; index++) {
    const value = Number.parseInt(turned.charAt(index), 36);
    if (Number.isNaN(value)) return false;
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
  }
  return iban.length > 4 && rest === 1;
}
