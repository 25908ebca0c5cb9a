import { passesMod97 } from '../checksums.ts';
import type { PersonalDataRule } from './rule.ts';

/** Country and length of its IBANs. SWIFT IBAN Registry, release 99. */
const TABLE =
  'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 FI18 ' +
  'FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 ' +
  'LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 ' +
  'SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30';
const LENGTHS: ReadonlyMap<string, number> = new Map(
  TABLE.split(' ').map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

export const IBAN: PersonalDataRule = {
  rule: 'pii/iban',
  entity: 'IBAN_CODE',
  what: 'International bank account number: country, its length, and check digits',
  source: 'ISO 13616-1, SWIFT IBAN Registry',
  examples: [
    () => 'GB29 NWBK 6016 1331 9268 19',
    () => 'DE89370400440532013000',
    () => 'nl91abna0417164300',
    () => 'NO93 8601 1117 947',
  ],
  lookAlikes: [() => 'GB29 NWBK 6016 1331 9268 18', () => 'ZZ29370400440532013000', () => 'DE8937040044053201300'],
  knownMisses: 'Groups that are not of four; countries that join the registry later.',
  anchor: 'digits',
  startOf(text, at) {
    const isLetter = (index: number) => /[A-Za-z]/.test(text.charAt(index));
    return isLetter(at - 1) && isLetter(at - 2) && LENGTHS.has(text.slice(at - 2, at).toUpperCase())
      ? at - 2
      : undefined;
  },
  pattern:
    /(?<![\p{L}\p{N}_])[A-Za-z]{2}\d{2}(?:[A-Za-z0-9]{11,29}|([ -])(?:[A-Za-z0-9]{4}\1){2,7}[A-Za-z0-9]{1,4})(?![\p{L}\p{N}_])/uy,
  check(matched) {
    const iban = matched.replace(/[ -]/g, '');
    return LENGTHS.get(iban.slice(0, 2).toUpperCase()) === iban.length && passesMod97(iban);
  },
};
