import { crossWeighted, isMonthAndDay, passesMod11And10, weighted } from './check-digits.ts';
import { register } from './register.ts';

/** One digit stands two or three times among the first ten, the others once at most. § 139b AO, BZSt. */
const repeatsOne = (digits: string): boolean => {
  const counts = Array.from({ length: 10 }, (_, digit) => digits.slice(0, 10).split(String(digit)).length - 1);
  const more = counts.filter((count) => count > 1);
  return more.length === 1 && (more[0] ?? 0) <= 3;
};

/** A letter as its two-digit place in the alphabet. */
const place = (letter: string): string => String(letter.charCodeAt(0) - 64).padStart(2, '0');

/** ICAO Doc 9303 part 3 section 4.9: weights 7, 3, 1; only where the check digit is written. */
const passesIcao = (code: string): boolean =>
  code.length < 10 || weighted(code.slice(0, 9), [7, 3, 1]) % 10 === Number(code.at(-1));

export const GERMANY = [
  register('DE_TAX_ID', {
    what: 'German tax identification number',
    source: 'BZSt, §§ 139a and 139b AO; ISO/IEC 7064 MOD 11,10',
    words:
      'steuer id, steuerid, steueridentifikationsnummer, steuer identifikationsnummer, steueridnr, idnr, id nr, identifikationsnummer, tax id, tax identification, tin, steuerliche identifikationsnummer',
    valid: ['86095742719', '86 095 742 719'],
    broken: ['86095742718', '12345678901'],
    form: '##-###-###-###',
    passes: (code) => code.charAt(0) !== '0' && repeatsOne(code) && passesMod11And10(code),
  }),
  register('DE_TAX_NUMBER', {
    what: 'German tax number of a local office',
    source: 'ELSTER, structure of tax numbers; § 139a AO',
    words: 'steuernummer, steuer, stnr, st, st nr, finanzamt, tax number',
    valid: ['21/815/08150', '181/815/08155', '133/8150/8159', '2893081508152'],
    broken: ['21/81/08150'],
    form: /\d{2,3}([/ ])\d{3,4}\1\d{4,5}|\d{5}\/\d{5}|(?:[1-5]\d|9\d)\d{2}0\d{8}/y,
  }),
  register('DE_SOCIAL_SECURITY', {
    what: 'German pension insurance number',
    source: '§ 147 SGB VI, § 2 VKVV',
    words:
      'rentenversicherungsnummer, rentenversicherung, versicherungsnummer, sozialversicherungsnummer, sozialversicherung, rvnr, sv, svnr, social security',
    valid: ['65 170852 B 250', '65170852B250'],
    broken: ['65170852B251', '65990852B250'],
    form: '##-######-A-##-#',
    passes(code) {
      const digits = `${code.slice(0, 8)}${place(code.charAt(8))}${code.slice(9, 11)}`;
      return (
        isMonthAndDay(Number(code.slice(4, 6)), Number(code.slice(2, 4)) % 50) &&
        crossWeighted(digits, [2, 1, 2, 5, 7, 1, 2, 1, 2, 1, 2, 1]) % 10 === Number(code.at(-1))
      );
    },
    alone: () => true,
  }),
  register('DE_HEALTH_INSURANCE', {
    what: 'German health insurance number',
    source: '§ 290 SGB V, GKV-Spitzenverband',
    words:
      'krankenversicherungsnummer, krankenversicherung, krankenversichertennummer, krankenkasse, kvnr, versichertennummer, versicherten, egk, health insurance',
    valid: ['G979959773', 'G 979 959 773'],
    broken: ['G979959774'],
    form: 'A-###-###-###',
    passes: (code) => crossWeighted(`${place(code.charAt(0))}${code.slice(1, 9)}`, [1, 2]) % 10 === Number(code.at(-1)),
  }),
  register('DE_ID_CARD', {
    what: 'German identity card number',
    source: 'PAuswG § 5; ICAO Doc 9303 part 5',
    words:
      'personalausweis, personalausweisnummer, ausweis, ausweisnummer, perso, german identity card, german id card',
    valid: ['L01X00T471', 'L01X00T47', 'T22000129'],
    broken: ['L01X00T472'],
    form: /[LMNPRTV-Z][CFGHJ-NPRTV-Z0-9]{8}\d?/iy,
    passes: passesIcao,
  }),
  register('DE_PASSPORT', {
    what: 'German passport number',
    source: 'PassG § 4; ICAO Doc 9303 part 4',
    words: 'reisepass, reisepassnummer, pass!, passnummer, german passport, passport!, passport number',
    valid: ['C01X00T478', 'C01X00T47'],
    broken: ['C01X00T479', 'B01X00T47'],
    form: /[CFGHJK][CFGHJ-NPRTV-Z0-9]{8}\d?/iy,
    passes: passesIcao,
  }),
  register('DE_VAT_CODE', {
    what: 'German VAT number',
    source: '§ 27a UStG, BZSt; ISO/IEC 7064 MOD 11,10',
    words:
      'ust id, u st id, u st idnr, ustid, ust idnr, ustidnr, umsatzsteuer id, umsatzsteueridentifikationsnummer, umsatzsteuer, vat, vat id, mwst',
    valid: ['DE136695976', 'DE 136 695 976'],
    broken: ['DE136695978'],
    form: 'DE-###-###-###',
    passes: (code) => passesMod11And10(code.slice(2)),
  }),
  register('DE_KFZ', {
    what: 'German licence plate',
    source: 'FZV § 9 and Annex 2',
    words:
      'kennzeichen, kfz, kfz kennzeichen, autokennzeichen, nummernschild, amtliches kennzeichen, license plate, licence plate',
    valid: ['B-AB 1234', 'M XY 12E', 'HH-A 1', 'MÜ-AB 123'],
    broken: ['B-AB 12345'],
    form: /[A-ZÄÖÜ]{1,3}[- ][A-Z]{1,2}[- ]?[1-9]\d{0,3}[EH]?/y,
  }),
  register('DE_HANDELSREGISTER', {
    what: 'German commercial register number',
    source: 'HGB §§ 9 and 14, HRV',
    words: 'handelsregister, amtsgericht, registergericht, registernummer, ag, commercial register',
    valid: ['HRB 12345', 'HRA 98', 'HRB12345', 'HRB 12345 B'],
    broken: ['HRC 12345'],
    form: /HR[AB][ -]?\d{1,6}(?:[ -]?[A-Z]{1,2}(?![A-Za-z0-9]))?/y,
    alone: (matched) => /\d{3}/.test(matched), // HRB up to 100 is a hardness
  }),
  register('DE_PLZ', {
    what: 'German postcode',
    source: 'Deutsche Post, Postleitzahlen; 01001 to 99998',
    words: 'plz, postleitzahl, d plz',
    valid: ['10115', '01067'],
    broken: ['00123'],
    form: /(?!00)\d{5}/y,
  }),
];
