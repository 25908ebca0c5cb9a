import { weighted } from './check-digits.ts';
import { register } from './register.ts';

/** The check digit of an NHS number: mod 11 over the first nine, weights 10 to 2. */
function isNhsNumber(digits: string): boolean {
  const check = 11 - (weighted(digits.slice(0, 9), [10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11);
  return check !== 10 && (check === 11 ? 0 : check) === Number(digits.at(-1));
}

export const UK = [
  register('UK_NHS', {
    what: 'UK NHS number',
    source: 'NHS Data Model and Dictionary, NHS NUMBER',
    words: 'nhs, national health service, patient, patient identifier',
    valid: ['943 476 5919', '943-476-5919', '9434765919'],
    broken: ['943 476 5918'],
    form: '###-###-####',
    passes: isNhsNumber,
  }),
  register('UK_NINO', {
    what: 'UK national insurance number',
    source: 'HMRC, National Insurance Manual NIM39110',
    words: 'national insurance, nino, ni, insurance',
    valid: ['AB 12 34 56 C', 'AB123456C'],
    broken: ['BG 12 34 56 A', 'AB 12 34 56 E', 'DA123456A'],
    form: /(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:([ -]?)\d{2}\1\d{2}\1\d{2}\1|[ -]\d{6}[ -]?)[A-D]/iy,
    knownMisses: 'Without its last letter; with no word for it within 64 characters before.',
  }),
  register('UK_UTR', {
    what: 'UK unique taxpayer reference',
    source: 'HMRC, Corporation Tax online filing: check of a UTR',
    words: 'utr, unique taxpayer reference, self assessment, taxpayer reference',
    valid: ['4640543259', '46405 43259'],
    broken: ['4640543258'],
    form: '#####-#####',
    passes: (code) =>
      '21987654321'.charAt(weighted(code.slice(1), [6, 7, 8, 9, 10, 5, 4, 3, 2]) % 11) === code.charAt(0),
  }),
  register('UK_DRIVING_LICENCE', {
    what: 'UK driving licence number',
    source: 'DVLA, INF1D; 16 characters from name and date of birth',
    words: 'driving licence, driving license, driver licence, driver license, driver s licence, dvla, licence',
    valid: ['MORGA657054SM9IJ', 'MORGA 657054 SM9IJ'],
    broken: ['MORGA693054SM9IJ'],
    form: /[A-Z9]{5}[ ]?\d(?:[05][1-9]|[16][0-2])(?:0[1-9]|[12]\d|3[01])\d[ ]?[A-Z9]{2}[A-Z0-9][A-Z]{2}/iy,
  }),
  register('UK_PASSPORT', {
    what: 'UK passport number',
    source: 'HM Passport Office, Basic passport checks',
    words: 'uk passport, british passport, gbr passport, passport!, passport number',
    valid: ['AB1234567', '925665416'],
    broken: ['AB123456'],
    form: 'AA#######|#########',
  }),
  register('UK_VEHICLE_REGISTRATION', {
    what: 'UK vehicle registration number',
    source: 'DVLA, INF104 Vehicle registration numbers and number plates',
    words:
      'vehicle registration, registration!, registration number, number plate, plate, reg!, vrm, vehicle!, licence plate, license plate',
    valid: ['AB12 CDE', 'AB12CDE', 'A123 BCD', 'ABC 123D'],
    broken: ['AB1 CDEF'],
    form: /[A-Z]{2}\d{2}[ ]?[A-Z]{3}|[A-Z]\d{1,3}[ ]?[A-Z]{3}|[A-Z]{3}[ ]?\d{1,3}[A-Z]/y,
  }),
  register('UK_POSTCODE', {
    what: 'UK postcode',
    source: 'Royal Mail, Programmers Guide: PAF; BS 7666',
    words: 'postcode, post code, postal code, address, zip',
    valid: ['SW1A 1AA', 'M1 1AE', 'CR2 6XH', 'EC1A1BB'],
    broken: ['SW1A 1AC', 'QA1 1AA'],
    form: /(?![QVX])[A-Z](?![IJZ])[A-Z]?\d[A-Z\d]?[ ]?\d[ABD-HJLNP-UW-Z]{2}|(?![qvx])[a-z](?![ijz])[a-z]?\d[a-z\d]?[ ]\d[abd-hjlnp-uw-z]{2}/y,
  }),
];
