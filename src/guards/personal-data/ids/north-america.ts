import { passesLuhn } from '../../checksums.ts';
import { weighted } from './check-digits.ts';
import { register } from './register.ts';

const DRIVING =
  'driver license, driver s license, drivers license, driving license, driver licence, driver s licence, drivers licence, dl, license number';

export const NORTH_AMERICA = [
  register('US_ITIN', {
    what: 'US individual taxpayer number',
    source: 'IRS, Internal Revenue Manual 3.21.263: 9, then 50-65, 70-88, 90-92, 94-99',
    words: 'itin, individual taxpayer, taxpayer identification, tax id, taxpayer id, tin',
    valid: ['912-70-1234', '912701234', '900 88 1234'],
    broken: ['912-66-1234', '812-70-1234'],
    form: /9\d{2}[ -]?(?:5\d|6[0-5]|7\d|8[0-8]|9[0-24-9])[ -]?\d{4}/y,
  }),
  register('US_MBI', {
    what: 'US Medicare beneficiary identifier',
    source: 'CMS, Understanding the Medicare Beneficiary Identifier Format',
    words: 'medicare, mbi, beneficiary, medicare beneficiary, medicare id',
    valid: ['1EG4-TE5-MK73', '1EG4TE5MK73'],
    broken: ['1EG4-TE5-MKA3', '0EG4-TE5-MK73'],
    form: /[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[ -]?[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[ -]?[AC-HJKMNP-RT-Y]{2}\d{2}/iy,
  }),
  register('US_NPI', {
    what: 'US national provider identifier',
    source: 'CMS, 45 CFR 162.406: Luhn with 80840 before it',
    words: 'npi, national provider, provider identifier, provider number',
    valid: ['1234567893', '1245319599'],
    broken: ['1234567890'],
    form: /[12]\d{9}/y,
    passes: (code) => passesLuhn(`80840${code}`),
  }),
  register('MEDICAL_LICENSE', {
    what: 'US licence to prescribe (DEA number)',
    source: 'DEA Diversion Control Division, registration number: check digit',
    words: 'dea, dea number, medical license, medical licence, certificate, prescriber, license',
    valid: ['AP5836727', 'BB1388568'],
    broken: ['AP5836728'],
    form: /[A-HJ-MPRSTUX][A-Z9]\d{7}/iy,
    passes: (code) => weighted(code.slice(2, 8), [1, 2]) % 10 === Number(code.at(-1)),
  }),
  register('ABA_ROUTING_NUMBER', {
    what: 'US bank routing number',
    source: 'ABA Routing Number Policy: weights 3, 7, 1',
    words: 'routing, routing number, aba, rtn, transit, routing transit',
    valid: ['021000021', '111000025'],
    broken: ['021000022'],
    form: /(?:0\d|1[0-2]|2[1-9]|3[0-2]|6[1-9]|7[0-2]|80)\d{7}/y,
    passes: (code) => Number(code) > 0 && weighted(code, [3, 7, 1]) % 10 === 0,
  }),
  register('US_BANK_NUMBER', {
    what: 'US bank account number',
    source: 'NACHA Operating Rules: account number of up to 17 digits',
    words:
      'account number, account!, account no, account num, bank account, acct, bank number, checking account, savings account, checking!, savings!',
    valid: ['945456787654', '12345678', '1234-5678-9012'],
    broken: ['1234567'],
    form: /\d{8,17}|\d{4}-\d{4}-\d{4}/y,
  }),
  register('US_PASSPORT', {
    what: 'US passport number',
    source: 'US Department of State, Foreign Affairs Manual 8 FAM 403',
    words: 'passport number, passport!, passport no, us passport, american passport, travel document',
    valid: ['A12345678', '912803456'],
    broken: ['A1234567890'],
    form: /[A-Z]\d{8}|\d{9}/iy,
  }),
  register('US_DRIVER_LICENSE', {
    what: 'US driver licence number',
    source: 'AAMVA DL/ID Card Design Standard; formats of the states',
    words: DRIVING,
    valid: ['H12234567', '6940579', 'U62928788557186', '2270-66-1551', 'F255-921-50-094-0', 'B6199 00662 76512'],
    broken: ['12'],
    form: /[A-Z][ -]?\d{3,5}(?:[ -]\d{2,5}){1,4}(?:[ -]\d)?|\d{2,4}[ -]\d{2,3}[ -]\d{3,4}|[A-Z]{1,2}\d{3,14}[A-Z]?|\d{7,14}/iy,
  }),
  register('US_EIN', {
    what: 'US employer identification number',
    source: 'IRS, How EINs are assigned and valid EIN prefixes',
    words:
      'ein, employer identification, employer id, federal tax id, tax id, taxpayer identification, taxpayer id, tin, fein',
    valid: ['12-3456789'],
    broken: ['12-345678'],
    form: /\d{2}-\d{7}/y,
  }),
  register('ZIP_CODE', {
    what: 'Postal code of a country of digits',
    source: 'USPS Publication 28; UPU, Postal addressing systems',
    words:
      'zip, zip code, zipcode, postal code, postal!, postcode, post code, code postal, codigo postal, codice postale, cep, postnummer, pin code, pincode',
    valid: ['94105', '94105-1234', '840 24'],
    broken: ['12'],
    form: /\d{5}-\d{4}|\d{3}[ ]\d{2,3}|\d{5}-\d{3}|\d{5,6}/y,
    knownMisses: 'Behind the name of a place alone; with no word for it within 64 characters before.',
  }),
  register('CA_SIN', {
    what: 'Canadian social insurance number',
    source: 'ESDC, Social Insurance Number Code of Practice: Luhn; 0 and 8 are not issued',
    words: 'sin, social insurance, nas, numero d assurance sociale, assurance sociale',
    valid: ['130 692 544', '130-692-544', '130692544'],
    broken: ['130 692 545', '046 454 286'],
    form: /[1-79]\d{2}[ -]?\d{3}[ -]?\d{3}/y,
    passes: passesLuhn,
  }),
  register('CA_POSTAL_CODE', {
    what: 'Canadian postal code',
    source: 'Canada Post, Addressing Guidelines',
    words: 'postal code, postal!, code postal, address, adresse, canada, zip',
    valid: ['K1A 0B1', 'M5V3L9', 'H0H-0H0'],
    broken: ['D1A 0B1', 'K1A 0O1'],
    form: /[ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z][ -]?\d[ABCEGHJ-NPRSTV-Z]\d/iy,
  }),
];
