import { passesLuhn } from '../../checksums.ts';
import { endsWith, isDate, passesMod11To2, passesVerhoeff, weighted } from './check-digits.ts';
import { register } from './register.ts';

const SINGAPORE: Readonly<Record<string, readonly [number, string]>> = {
  S: [0, 'JZIHGFEDCBA'],
  T: [4, 'JZIHGFEDCBA'],
  F: [0, 'XWUTRQPNMLK'],
  G: [4, 'XWUTRQPNMLK'],
  M: [3, 'XWUTRQPNJLK'],
};
const isNric = (code: string): boolean => {
  const [offset, letters] = SINGAPORE[code.charAt(0)] ?? [0, ''];
  const rest = (weighted(code.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + offset) % 11;
  return letters.charAt(rest) === code.charAt(8);
};

/** Businesses have nine signs, companies ten that begin with their year; other entities are taken by their form. */
const isUen = (code: string): boolean => {
  if (/^[RST]/.test(code)) return true;
  const [weights, letters] =
    code.length === 9 ? [[10, 4, 9, 3, 8, 2, 7, 1], 'XMKECAWLJDB'] : [[10, 8, 6, 4, 9, 7, 5, 3, 1], 'ZKCMDNERGWH'];
  return (letters as string).charAt(weighted(code.slice(0, -1), weights as number[]) % 11) === code.at(-1);
};

const GST = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const isGstin = (code: string): boolean => {
  const sum = Array.from(code.slice(0, 14)).reduce((total, sign, at) => {
    const product = GST.indexOf(sign) * (at % 2 === 0 ? 1 : 2);
    return total + Math.floor(product / 36) + (product % 36);
  }, 0);
  return GST.charAt((36 - (sum % 36)) % 36) === code.charAt(14);
};

/** Numbers given out since October 2020 have no check digit. */
const isResident = (code: string): boolean => isDate(code.slice(0, 6), 'YMD');
const passesResident = (code: string): boolean =>
  isResident(code) && endsWith(code, 11 - (weighted(code.slice(0, 12), [2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5]) % 11));
const digitsOf = (matched: string): string => matched.replace(/\D/g, '');

const TAIWAN = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';
const isTaiwanese = (code: string): boolean => {
  const letter = TAIWAN.indexOf(code.charAt(0)) + 10;
  return (
    (Math.floor(letter / 10) + (letter % 10) * 9 + weighted(code.slice(1), [8, 7, 6, 5, 4, 3, 2, 1, 1])) % 10 === 0
  );
};

const isHongKong = (code: string): boolean => {
  const letters = code.length === 8 ? ` ${code}` : code;
  const value = (sign: string): number => (sign === ' ' ? 36 : Number.parseInt(sign, 36));
  return Array.from(letters).reduce((sum, sign, at) => sum + value(sign) * (9 - at), 0) % 11 === 0;
};

export const ASIA = [
  register('IN_AADHAAR', {
    what: 'Indian Aadhaar number',
    source: 'UIDAI, A UID Numbering Scheme: Verhoeff',
    words: 'aadhaar, aadhar, uidai, आधार',
    valid: ['2341 2341 2346', '234123412346', '2341-2341-2346'],
    broken: ['2341 2341 2347', '1341 2341 2346'],
    form: /[2-9]\d{3}[ -]?\d{4}[ -]?\d{4}/y,
    passes: passesVerhoeff,
  }),
  register('IN_PAN', {
    what: 'Indian permanent account number',
    source: 'Income Tax Department, structure of the PAN',
    words: 'pan, permanent account, permanent account number, pan card, income tax',
    valid: ['ABCPE1234F', 'AAACB1234C'],
    broken: ['ABCDE1234F'],
    form: /[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]/iy,
  }),
  register('IN_GSTIN', {
    what: 'Indian goods and services tax number',
    source: 'GST Network, GSTIN: state, PAN, check sign of 36',
    words: 'gstin, gst, gst number, goods and services tax',
    valid: ['27AAPFU0939F1ZV'],
    broken: ['27AAPFU0939F1ZW', '99AAPFU0939F1ZV'],
    form: /(?:0[1-9]|[1-3]\d)[A-Z]{5}\d{4}[A-Z][A-Z\d]Z[A-Z\d]/iy,
    passes: isGstin,
    alone: () => true,
  }),
  register('IN_VEHICLE_REGISTRATION', {
    what: 'Indian vehicle registration',
    source: 'Central Motor Vehicles Rules 1989, rule 50',
    words:
      'vehicle!, vehicle registration, registration!, registration number, vehicle number, car!, rto, number plate, plate, rc',
    valid: ['MH 12 AB 1234', 'KA01AB1234', 'DL-3C-AA-1234', '22 BH 1234 AA'],
    broken: ['MH 12 AB 12345'],
    form: /(?:A[NPRS]|BR|C[GH]|D[DLN]|G[AJ]|H[PR]|J[HK]|K[AL]|L[AD]|M[HLNPZ]|NL|O[DR]|P[BY]|RJ|SK|T[GNRS]|U[KP]|WB)[ -]?\d{1,2}[ -]?[A-Z]{1,3}[ -]?[A-Z]{0,2}[ -]?\d{4}|\d{2}[ -]?BH[ -]?\d{4}[ -]?[A-Z]{1,2}/iy,
  }),
  register('IN_VOTER', {
    what: 'Indian voter identity number',
    source: 'Election Commission of India, EPIC',
    words: 'voter, voter id, epic, election card, elector',
    valid: ['ABC1234567'],
    broken: ['AB12345678'],
    form: 'AAA#######',
  }),
  register('IN_PASSPORT', {
    what: 'Indian passport number',
    source: 'Passport Seva, Ministry of External Affairs',
    words: 'indian passport, passport india, passport!, passport number',
    valid: ['A2096457', 'J8369854'],
    broken: ['Q2096457', 'A0096457'],
    form: /[A-PR-WY][1-9]\d{5}[1-9]/iy,
  }),
  register('SG_NRIC_FIN', {
    what: 'Singaporean identity number',
    source: 'ICA, NRIC and FIN: check letter of mod 11',
    words: 'nric, fin, identity card, ic number, ic, identification number, singpass',
    valid: ['S1234567D', 'T0123456G', 'F1234567N', 'M1234567K'],
    broken: ['S1234567A', 'A1234567D'],
    form: /[STFGM]\d{7}[A-Z]/iy,
    passes: isNric,
  }),
  register('SG_UEN', {
    what: 'Singaporean entity number',
    source: 'ACRA, Unique Entity Number',
    words: 'uen, unique entity, acra, business registration',
    valid: ['00192200M', '197401143C', 'S16FC0121D'],
    broken: ['00192200K', '197401143D'],
    knownMisses:
      'The check letter of the newest form is not looked at; with no word for it within 64 characters before.',
    passes: isUen,
    form: /\d{8}[A-Z]|(?:19|20)\d{7}[A-Z]|[RST]\d{2}[A-Z]{2}\d{4}[A-Z]/iy,
  }),
  register('KR_RRN', {
    what: 'Korean resident registration number',
    source: '주민등록법 시행규칙; date, sex, and until 2020 a check digit',
    words: '주민등록번호, 주민번호, resident registration, rrn, jumin',
    valid: ['900101-1234568', '9001011234568'],
    broken: ['901301-1234568'],
    form: /\d{6}-?[1-4]\d{6}/y,
    passes: isResident,
    alone: (matched) => matched.includes('-') && passesResident(digitsOf(matched)),
  }),
  register('KR_FRN', {
    what: 'Korean foreigner registration number',
    source: '출입국관리법 시행규칙; as the resident number with 5 to 8',
    words: '외국인등록번호, 외국인등록, foreigner registration, alien registration, frn',
    valid: ['900101-5234567'],
    broken: ['901301-5234567'],
    form: /\d{6}-?[5-8]\d{6}/y,
    passes: isResident,
  }),
  register('KR_BRN', {
    what: 'Korean business registration number',
    source: '국세청, 사업자등록번호; weights 1, 3, 7, 1, 3, 7, 1, 3, 5',
    words: '사업자등록번호, 사업자번호, business registration, brn',
    valid: ['124-81-00998', '1248100998'],
    broken: ['124-81-00999'],
    form: /[1-9]\d{2}-?\d{2}-?\d{5}/y,
    passes: (code) =>
      endsWith(
        code,
        10 -
          ((weighted(code.slice(0, 9), [1, 3, 7, 1, 3, 7, 1, 3, 5]) + Math.floor((Number(code.charAt(8)) * 5) / 10)) %
            10),
      ),
  }),
  register('KR_DRIVER_LICENSE', {
    what: 'Korean driver licence number',
    source: '도로교통공단, 운전면허번호',
    words:
      '운전면허, 면허번호, 운전면허번호, korean driver license, driver license, driver s license, drivers license, driving license, driver licence',
    valid: ['11-12-123456-10'],
    broken: ['41-12-123456-10'],
    form: /(?:1[1-9]|2[0-8])-\d{2}-\d{6}-\d{2}/y,
  }),
  register('KR_PASSPORT', {
    what: 'Korean passport number',
    source: '여권법 시행규칙; ICAO Doc 9303',
    words: '여권번호, 여권, korean passport, passport!, passport number',
    valid: ['M12345678', 'M123A4567'],
    broken: ['X12345678'],
    form: /[MSRODG](?:\d{8}|\d{3}[A-Z]\d{4})/iy,
  }),
  register('TH_TNIN', {
    what: 'Thai national identity number',
    source: 'กรมการปกครอง, เลขประจำตัวประชาชน; mod 11',
    words: 'เลขประจำตัวประชาชน, บัตรประชาชน, เลขบัตร, thai national id, thai id, citizen id, national id',
    valid: ['1-2345-67890-12-1', '1234567890121'],
    broken: ['1-2345-67890-12-2'],
    form: /[1-8][ -]?\d{4}[ -]?\d{5}[ -]?\d{2}[ -]?\d/y,
    passes: (code) => endsWith(code, 11 - (weighted(code.slice(0, 12), [13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) % 11)),
  }),
  register('CN_ID', {
    what: 'Chinese resident identity number',
    source: 'GB 11643-1999; ISO/IEC 7064 MOD 11-2',
    words: '身份证, 身份证号, 公民身份号码, chinese id, resident identity, identity card, id card',
    valid: ['11010519491231002X', '440524188001010014'],
    broken: ['110105194912310021'],
    form: /[1-9]\d{5}(?:18|19|20)\d{9}[\dX]/iy,
    passes: (code) => isDate(code.slice(8, 14), 'YMD') && passesMod11To2(code),
    alone: () => true,
  }),
  register('HK_ID', {
    what: 'Hong Kong identity card number',
    source: 'Registration of Persons Regulations; mod 11',
    words: 'hkid, hong kong id, hong kong identity, 香港身份證, 身份證, 身份证',
    valid: ['A123456(3)', 'A1234563'],
    broken: ['A123456(4)'],
    form: /[A-Z]{1,2}\d{6}(?:\([\dA]\)|[\dA])/iy,
    passes: isHongKong,
  }),
  register('TW_ID', {
    what: 'Taiwanese identity card number',
    source: '戶籍法; letter and nine digits, weights 1, 9, 8, …',
    words: '身分證, 身份證, 身分證字號, taiwan id, national id',
    valid: ['A123456789'],
    broken: ['A123456788'],
    form: /[A-Z][1289]\d{8}/iy,
    passes: isTaiwanese,
  }),
  register('JP_MY_NUMBER', {
    what: 'Japanese individual number',
    source: '総務省令第85号 (2014) art. 5; mod 11',
    words: 'マイナンバー, 個人番号, my number, individual number',
    valid: ['1234 5678 9018', '123456789018'],
    broken: ['1234 5678 9019'],
    form: '####-####-####',
    passes(code) {
      const rest = weighted(code.slice(0, 11), [6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11;
      return Number(code.at(-1)) === (rest <= 1 ? 0 : 11 - rest);
    },
  }),
  register('IL_ID', {
    what: 'Israeli identity number',
    source: 'רשות האוכלוסין, מספר זהות; Luhn',
    words: 'תעודת זהות, מספר זהות, ת ז, teudat zehut, israeli id, national id',
    valid: ['123456782', '12345678-2'],
    broken: ['123456783'],
    form: /\d{8}-?\d/y,
    passes: passesLuhn,
  }),
];
