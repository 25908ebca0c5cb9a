import { before, standsFree } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

const WORDS = /\b(?:ssn|ss#|social[ -]security)\b/i;
/** Printed in advertisements, so never valid: SSA, Employer Filing Instructions. */
const ADVERTISED = ['078051120', '219099999', '123456789'];

export const US_SSN: PersonalDataRule = {
  rule: 'pii/us-ssn',
  entity: 'US_SSN',
  what: 'US social security number; without separators only after a word for it',
  source: 'Social Security Administration, POMS RM 10201.030 and RM 10201.035',
  examples: [() => '536-90-4399', () => '536 90 4399', () => 'SSN: 536904399'],
  lookAlikes: [
    () => '000-12-3456',
    () => '666-12-3456',
    () => '912-34-5678',
    () => '536-00-4399',
    () => '536-90-0000',
    () => '078-05-1120',
    () => 'invoice 536904399',
    () => '1536-90-4399',
  ],
  knownMisses: 'Nine bare digits with no word before them; the last four digits alone.',
  anchor: 'digits',
  pattern: /(?!000|666|9)\d{3}([ -]?)(?!00)\d{2}\1(?!0000)\d{4}(?![\w]|[-./]\d)/y,
  check(matched, text, start) {
    if (!standsFree(text, start) || /\d[-./ ]$|[-./]$/.test(before(text, start, 2))) return false;
    const digits = matched.replace(/\D/g, '');
    return !ADVERTISED.includes(digits) && (matched.length > 9 || WORDS.test(before(text, start)));
  },
};
