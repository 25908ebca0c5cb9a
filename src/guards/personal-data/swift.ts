import { before } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

/** As a word, or as part of a name such as `swift_code` or `bankSwiftCode`. */
const WORD = `(?:(?<![A-Za-z0-9])(?:swift|bic|SWIFT|BIC)|Swift|Bic)(?![a-z])`;
const NAMED = new RegExp(WORD);
const NAMED_BEFORE = new RegExp(`${WORD}[^\\n]{0,24}$`);

/** A bank's code, behind a word for it; it needs no digit. */
export const SWIFT: PersonalDataRule = {
  rule: 'pii/swift-code',
  entity: 'SWIFT_CODE',
  what: 'Code of a bank (SWIFT, BIC)',
  source: 'ISO 9362, countries of ISO 3166-1 and Kosovo',
  examples: [() => 'SWIFT: DEUTDEFF', () => 'BIC DEUTDEFF500', () => 'swift code is NEDSZAJJXXX'],
  lookAlikes: [() => 'DEUTDEFF', () => 'SWIFT: STANDARD', () => 'swift: deutdeff'],
  knownMisses: 'Codes in small letters, or with no word within 32 characters before.',
  anchor: 'global',
  pattern:
    /(?<![A-Za-z0-9])[A-Z]{4}(?:A[DEFGILMOQRSTUWXZ]|B[ABDEFGHIJLMNOQRSTVWYZ]|C[ACDFGHIKLMNORUVWXYZ]|D[EJKMOZ]|E[CEGHRST]|F[IJKMOR]|G[ABDEFGHILMNPQRSTUWY]|H[KMNRTU]|I[DELMNOQRST]|J[EMOP]|K[EGHIMNPRWYZ]|L[ABCIKRSTUVY]|M[ACDEFGHKLMNOPQRSTUVWXYZ]|N[ACEFGILOPRUZ]|OM|P[AEFGHKLMNRSTWY]|QA|R[EOSUW]|S[ABCDEGHIJKLMNORSTVXYZ]|T[CDFGHJKLMNORTVWZ]|U[AGMSYZ]|V[ACEGINU]|W[FS]|XK|Y[ET]|Z[AMW])[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/g,
  check: (_, text, start) => NAMED_BEFORE.test(before(text, start, 32)),
};

/** Whether a text may hold the code of a bank at all. */
export const namesBank = (text: string): boolean => NAMED.test(text);
