import type { CodeRule } from '../rule.ts';

/** The check digit of an NHS number: mod 11 over the first nine, weights 10 to 2. NHS Data Dictionary, NHS NUMBER. */
export function isNhsNumber(digits: string): boolean {
  let sum = 0;
  for (let index = 0; index < 9; index++) sum += Number(digits.charAt(index)) * (10 - index);
  const check = 11 - (sum % 11);
  return digits.length === 10 && check !== 10 && (check === 11 ? 0 : check) === Number(digits.charAt(9));
}

export const UK: readonly CodeRule[] = [
  {
    rule: 'pii/uk-nhs',
    entity: 'UK_NHS',
    what: 'UK NHS number',
    source: 'NHS Data Model and Dictionary, NHS NUMBER',
    examples: [() => 'NHS number: 943 476 5919', () => 'nhsNumber=9434765919'],
    lookAlikes: [() => 'NHS number: 943 476 5918', () => 'reference 9434765919'],
    knownMisses: 'A number with no word for it within 64 characters before.',
    anchor: 'code',
    context: ['nhs', 'national health service', 'patient', 'health service'],
    pattern: /\d{3}([ -]?)\d{3}\1\d{4}/y,
    check: (matched) => isNhsNumber(matched.replace(/\D/g, '')),
  },
  {
    rule: 'pii/uk-nino',
    entity: 'UK_NINO',
    what: 'UK national insurance number',
    source: 'HMRC, National Insurance Manual NIM39110',
    examples: [() => 'NI number AB 12 34 56 C', () => 'national insurance AB123456C'],
    lookAlikes: [() => 'BG 12 34 56 A', () => 'AB 12 34 56 E', () => 'DA123456A'],
    knownMisses: 'Without its last letter.',
    anchor: 'code',
    context: ['nino', 'national insurance', 'ni', 'insurance'],
    pattern: /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]([ -]?)\d{2}\1\d{2}\1\d{2}\1[A-D]/iy,
  },
];
