import { before } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

const STATE =
  /[,\n] {0,2}(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY])\.? {1,2}$/;
const WORD =
  /(?:zip|zip ?code|post(?:al)? ?code|plz|postleitzahl|code postal|postnummer|postnr\.?)["']?(?: is)?\s{0,2}[:=]?\s{0,2}["']?$/i;

/** Five digits behind a comma and a state. */
export const ZIP_BEHIND_STATE: PersonalDataRule = {
  rule: 'pii/zip-behind-state',
  entity: 'ZIP_CODE',
  what: 'US postal code behind a state',
  source: 'USPS Publication 28 section 2 and appendix B',
  examples: [() => 'Austin, TX 78701', () => 'Boston, MA 02108-1234'],
  lookAlikes: [() => 'IN 20000 cases', () => 'Austin, TX 787012', () => 'Berlin, XX 10115'],
  knownMisses: 'A state written out, or with no comma before it.',
  anchor: 'digits',
  pattern: /\d{5}(?:-\d{4})?(?![\w-]|[.,]\d)/y,
  check: (_, text, start) => STATE.test(before(text, start, 8)),
};

/** Four digits right behind a word for a postal code. */
export const POSTCODE_OF_FOUR: PersonalDataRule = {
  rule: 'pii/postcode-of-four-digits',
  entity: 'ZIP_CODE',
  what: 'Postal code of four digits, as in Australia, Switzerland or Denmark',
  source: 'UPU, Postal addressing systems',
  examples: [() => 'postcode: 3910', () => 'PLZ 8001'],
  lookAlikes: [() => 'zip code file of 2024', () => 'the year 2024', () => 'postcode: 391'],
  knownMisses: 'With no word right before it.',
  anchor: 'digits',
  pattern: /\d{4}(?![\w-]|[ .,]\d)/y,
  check: (_, text, start) => WORD.test(before(text, start, 24)),
};
