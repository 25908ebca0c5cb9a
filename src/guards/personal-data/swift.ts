import { before } from './context.ts';
import type { PersonalDataRule } from './rule.ts';

/** A bank's code, behind a word for it; it needs no digit. */
export const SWIFT: PersonalDataRule = {
  rule: 'pii/swift-code',
  entity: 'SWIFT_CODE',
  what: 'Code of a bank (SWIFT, BIC)',
  source: 'ISO 9362',
  examples: [() => 'SWIFT: DEUTDEFF', () => 'BIC DEUTDEFF500', () => 'swift code is NEDSZAJJXXX'],
  lookAlikes: [() => 'DEUTDEFF', () => 'SWIFT: STANDARD', () => 'swift: deutdeff'],
  knownMisses: 'Codes in small letters, or with no word within 32 characters before.',
  anchor: 'global',
  pattern:
    /(?<![A-Za-z0-9])[A-Z]{4}(?:A[DELORTUZ]|B[AEGHRY]|C[AHLNOYZ]|D[EK]|E[EGS]|F[IRO]|G[BEIRT]|H[KRU]|I[DELNST]|J[OP]|K[RWZ]|L[BITUV]|M[ACDEKTUXY]|N[GLOZ]|OM|P[AEHKLT]|QA|R[OSU]|S[AEGIK]|T[HRW]|U[AS]|V[GN]|ZA)[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])/g,
  check: (_, text, start) => /\b(?:swift|bic)\b[^\n]{0,24}$/i.test(before(text, start, 32)),
};

/** Whether a text may hold the code of a bank at all. */
export const namesBank = (text: string): boolean => /\b(?:swift|bic)\b/i.test(text);
