import { passesLuhn } from '../../checksums.ts';
import { isDate, weighted } from './check-digits.ts';
import { register } from './register.ts';

const isAbn = (code: string): boolean =>
  (weighted(code, [10, 1, 3, 5, 7, 9, 11, 13, 15, 17, 19]) - 10) % 89 === 0 && code.charAt(0) !== '0';

const isIrd = (code: string): boolean => {
  const digits = code.padStart(9, '0');
  const turned = (sum: number): number => (sum % 11 === 0 ? 0 : 11 - (sum % 11));
  const first = turned(weighted(digits.slice(0, 8), [3, 2, 7, 6, 5, 4, 3, 2]));
  const second = turned(weighted(digits.slice(0, 8), [7, 4, 3, 2, 5, 2, 7, 6]));
  return (first === 10 ? second : first) === Number(digits.charAt(8));
};

export const SOUTHERN_HEMISPHERE = [
  register('AU_TFN', {
    what: 'Australian tax file number',
    source: 'ATO, Tax file number algorithm; mod 11',
    words: 'tfn, tax file, tax file number',
    valid: ['123 456 782', '123456782'],
    broken: ['123 456 783'],
    form: '###-###-###',
    passes: (code) => weighted(code, [1, 4, 3, 7, 5, 8, 6, 9, 10]) % 11 === 0,
  }),
  register('AU_ABN', {
    what: 'Australian business number',
    source: 'ABR, Format of the ABN; mod 89',
    words: 'abn, australian business, business number',
    valid: ['51 824 753 556', '51824753556'],
    broken: ['51 824 753 557'],
    form: '##-###-###-###',
    passes: isAbn,
  }),
  register('AU_ACN', {
    what: 'Australian company number',
    source: 'ASIC, Australian Company Number digit check',
    words: 'acn, australian company, company number',
    valid: ['004 085 616', '004085616'],
    broken: ['004 085 617'],
    form: '###-###-###',
    passes: (code) =>
      (10 - (weighted(code.slice(0, 8), [8, 7, 6, 5, 4, 3, 2, 1]) % 10)) % 10 === Number(code.charAt(8)),
  }),
  register('AU_MEDICARE', {
    what: 'Australian Medicare number',
    source: 'Services Australia; weights 1, 3, 7, 9',
    words: 'medicare, medicare card, medicare number',
    valid: ['2123 45670 1', '2123456701'],
    broken: ['2123 45671 1', '7123 45670 1'],
    form: /[2-6]\d{3}[ -]?\d{5}[ -]?\d(?:[ /-]?\d)?/y,
    passes: (code) => weighted(code.slice(0, 8), [1, 3, 7, 9]) % 10 === Number(code.charAt(8)),
  }),
  register('NZ_IRD', {
    what: 'New Zealand tax number',
    source: 'Inland Revenue, RWT and NRWT specification; mod 11',
    words: 'ird, inland revenue, ird number',
    valid: ['49-091-850', '049091850', '136410132'],
    broken: ['49-091-851'],
    form: /\d{2,3}[ -]?\d{3}[ -]?\d{3}/y,
    passes: isIrd,
  }),
  register('ZA_ID_NUMBER', {
    what: 'South African identity number',
    source: 'Identification Act 68 of 1997; date and Luhn',
    words: 'id number, identity number, south african id, sa id, rsa id, identity document',
    valid: ['8001015009087', '800101 5009 087'],
    broken: ['8001015009088', '8013015009087'],
    form: '######-####-###',
    passes: (code) => isDate(code.slice(0, 6), 'YMD') && /[012]/.test(code.charAt(10)) && passesLuhn(code),
    alone: (matched) => /^\d{6} ?\d/.test(matched),
  }),
  register('ZA_PASSPORT', {
    what: 'South African passport number',
    source: 'Department of Home Affairs; A, D, M or T and eight digits',
    words: 'south african passport, sa passport, passport!, passport number',
    valid: ['A01234567', 'M98765432'],
    broken: ['B01234567'],
    form: /[ADMT]\d{8}/iy,
  }),
  register('ZA_INCOME_TAX_NUMBER', {
    what: 'South African income tax number',
    source: 'SARS, tax reference numbers',
    words: 'tax reference, income tax number, income tax reference, sars, tax number',
    valid: ['0123456789', '9012345678'],
    broken: ['4123456789'],
    form: /[01239]\d{9}/y,
  }),
  register('ZA_VAT_NUMBER', {
    what: 'South African VAT number',
    source: 'SARS, VAT registration: begins with 4',
    words: 'vat, vat number, vat registration',
    valid: ['4123456789'],
    broken: ['5123456789'],
    form: /4\d{9}/y,
  }),
  register('ZA_DRIVER_LICENSE', {
    what: 'South African driving licence number',
    source: 'National Road Traffic Regulations, eNaTIS',
    words: 'south african driver s licence, licence number, driver s licence, driving licence, enatis',
    valid: ['60460006N3CL', '4024000103YY'],
    broken: ['60460006'],
    form: /\d{8,10}[A-Z\d]{2,4}(?<=[A-Z][A-Z\d]{0,3})/iy,
  }),
  register('ZA_COMPANY_REGISTRATION', {
    what: 'South African company registration number',
    source: 'CIPC, enterprise numbers',
    words: 'company registration, registration number, cipc, ck, reg, enterprise',
    valid: ['2015/123456/07'],
    broken: ['2015/12345/07'],
    form: /(?:19|20)\d{2}\/\d{6}\/\d{2}/y,
  }),
  register('ZA_TRAFFIC_REGISTER_NUMBER', {
    what: 'South African traffic register number',
    source: 'National Road Traffic Regulations, eNaTIS: 13 signs for those without an identity number',
    words: 'traffic register, trn, traffic registration',
    valid: ['8001015009234'],
    broken: ['80010150092'],
    form: '#############',
  }),
  register('ZA_LICENSE_PLATE', {
    what: 'South African licence plate',
    source: 'National Road Traffic Regulations, reg. 27',
    words: 'license plate, licence plate, number plate, plate, vehicle registration, vehicle!',
    valid: ['KD93GKGP', 'DK 28 LF GP', 'CA 123456', 'ND 123456'],
    broken: ['KD93GKXX'],
    form: /[A-Z]{2}[ ]?\d{2}[ ]?[A-Z]{2}[ ]?(?:GP|MP|NW|EC|NC|FS|LP|ZN|WC|L)|C[A-Z]{1,2}[ ]?\d{3,6}|N[A-Z]{1,2}[ ]?\d{3,6}/y,
  }),
  register('NG_NIN', {
    what: 'Nigerian national identity number',
    source: 'NIMC Act 2007; eleven digits',
    words: 'nin, national identification, national identity, nimc',
    valid: ['12345678901'],
    broken: ['1234567890'],
    form: '###########',
  }),
  register('NG_VEHICLE_REGISTRATION', {
    what: 'Nigerian vehicle registration',
    source: 'FRSC, number plates since 2011',
    words: 'plate, number plate, license plate, vehicle!, vehicle registration, registration!, frsc',
    valid: ['ABC-123DE', 'ABC 123 DE', 'ABC123DE'],
    broken: ['AB-123DE'],
    form: /[A-Z]{3}[ -]?\d{3}[ -]?[A-Z]{2}/y,
  }),
  register('PH_PASSPORT', {
    what: 'Philippine passport number',
    source: 'Department of Foreign Affairs',
    words: 'philippine passport, pasaporte, passport!, passport number',
    valid: ['P1234567A', 'EB1234567'],
    broken: ['P123456A'],
    form: /[A-Z]\d{7}[A-Z]|[A-Z]{2}\d{7}/iy,
  }),
  register('PH_TIN', {
    what: 'Philippine tax number',
    source: 'BIR, Revenue Regulations 7-2012',
    words: 'tin, bir, taxpayer identification, tax identification',
    valid: ['123-456-789-000', '123-456-789'],
    broken: ['123-456-78'],
    form: /\d{3}[ -]\d{3}[ -]\d{3}(?:[ -]\d{3,5})?/y,
  }),
  register('PH_UMID', {
    what: 'Philippine common reference number',
    source: 'Executive Order 420 (2005), UMID',
    words: 'umid, crn, common reference, multi purpose id',
    valid: ['0111-1234567-8', '011112345678'],
    broken: ['0111-123456-8'],
    form: /\d{4}-?\d{7}-?\d/y,
  }),
];
