import { passesLuhn } from '../checksums.ts';
import { before } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

/** Issuer ranges and the lengths they use. ISO/IEC 7812-1; the networks' own tables. */
const ISSUERS: readonly (readonly [prefix: RegExp, lengths: readonly number[]])[] = [
  [/^4/, [13, 16, 19]], // Visa
  [/^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, [16]], // Mastercard
  [/^3[47]/, [15]], // American Express
  [/^(?:30[0-5]|309|36|38|39)/, [14, 16, 19]], // Diners Club
  [/^(?:6011|64[4-9]|65)/, [16, 19]], // Discover
  [/^35/, [16, 17, 18, 19]], // JCB: 3528 to 3589; the rest of 35 is not assigned, and taken with it
  [/^(?:1800|2131)/, [15]], // JCB, older
  [/^62/, [16, 17, 18, 19]], // UnionPay
  [/^(?:50|5[6-8]|6304|67)/, [12, 13, 14, 15, 16, 17, 18, 19]], // Maestro
  [/^220[0-4]/, [16, 17, 18, 19]], // Mir
  [/^(?:60|81|82|508)/, [16]], // RuPay
];
const WORDS = /\b(?:card|visa|master ?card|maestro|amex|credit|debit|pan|cc)\b/i;

export const CARD: PersonalDataRule = {
  rule: 'pii/credit-card',
  entity: 'CREDIT_CARD',
  what: 'Payment card number: issuer range, length and Luhn digit',
  source: 'ISO/IEC 7812-1',
  examples: [
    () => '4111 1111 1111 1111',
    () => '5555-5555-5555-4444',
    () => '378282246310005',
    () => '3782 822463 10005',
    () => '6011111111111117',
    () => '3056 930902 5904',
  ],
  lookAlikes: [
    () => '4111 1111 1111 1112',
    () => '1700000000000',
    () => 'order 1234567890123456',
    () => '550e8400-e29b-41d4-a716-446655440000',
    () => '41111111111111111111111',
  ],
  knownMisses: 'Digits split in other ways, or one a line. One number in ten of an issuer passes the check by chance.',
  anchor: 'digits',
  pattern:
    /(?:\d{12,19}|\d{4}([ -])\d{4}\1\d{4}\1\d{1,4}(?:\1\d{3})?|\d{4}([ -])\d{6}\2\d{4,5})(?![\w]|[-.,]\d| \d{4}(?!\d))/y,
  check(matched, text, start) {
    if (/[\w.#$-]$/.test(before(text, start, 1)) && !/(?:^|[^\w])[a-zA-Z]{1,12}-$/.test(before(text, start, 14)))
      return false;
    const digits = matched.replace(/\D/g, '');
    const known = ISSUERS.some(([prefix, lengths]) => prefix.test(digits) && lengths.includes(digits.length));
    return known && passesLuhn(digits) && (digits.length > 12 || WORDS.test(before(text, start)));
  },
};
