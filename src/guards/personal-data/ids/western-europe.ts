import { passesLuhn } from '../../checksums.ts';
import { crossWeighted, endsWith, isDate, restOf, weighted } from './check-digits.ts';
import { register } from './register.ts';

const DNI = 'TRWAGMYFPDXBNJZSQVHLCKE';
const isDni = (digits: string, letter: string): boolean => DNI.charAt(Number(digits) % 23) === letter;

/** The key of the French number: 97 less the rest; Corsica counts as 19 and 18. */
const isNir = (code: string): boolean => {
  const digits = code.replace('2A', '19').replace('2B', '18');
  return /^\d{15}$/.test(digits) && 97 - restOf(digits.slice(0, 13), 97) === Number(digits.slice(13));
};

const FISCAL_ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];
/** The last letter of an Italian fiscal code: signs in odd places by a table, the others by their value. */
const isFiscalCode = (code: string): boolean => {
  const value = (sign: string): number => (/\d/.test(sign) ? Number(sign) : sign.charCodeAt(0) - 65);
  const sum = Array.from(code.slice(0, 15)).reduce(
    (total, sign, at) => total + (at % 2 === 0 ? (FISCAL_ODD[value(sign)] ?? 0) : value(sign)),
    0,
  );
  return code.charCodeAt(15) - 65 === sum % 26;
};

const CIF = 'JABCDEFGHI';
/** Odd places are doubled as in Luhn; the check is a digit or its letter, by the kind of the company. */
const isCif = (code: string): boolean => {
  const sum = crossWeighted(code.slice(1, 8), [2, 1]);
  const check = (10 - (sum % 10)) % 10;
  const isLetter = /^[KNPQRSW]/.test(code);
  const isDigit = /^[ABEH]/.test(code);
  return (!isLetter && Number(code.at(-1)) === check) || (!isDigit && code.at(-1) === CIF.charAt(check));
};

const isBelgian = (code: string): boolean => {
  const body = code.slice(0, 9);
  const fits = (digits: string) => 97 - restOf(digits, 97) === Number(code.slice(9));
  const date = Number(code.slice(2, 4)) % 20 <= 12 && Number(code.slice(4, 6)) <= 31;
  return date && (fits(body) || fits(`2${body}`));
};

export const WESTERN_EUROPE = [
  register('ES_NIF', {
    what: 'Spanish tax number of a citizen',
    source: 'Orden INT/2058/2008; Ministerio del Interior, letra del DNI',
    words:
      'nif, dni, documento nacional de identidad, documento nacional, identidad, numero de identificacion fiscal, spanish id',
    valid: ['12345678Z', '12.345.678-Z', '12345678-Z'],
    broken: ['12345678A'],
    form: '##-###-###-A',
    passes: (code) => isDni(code.slice(0, 8), code.charAt(8)),
  }),
  register('ES_NIE', {
    what: 'Spanish number of a foreigner',
    source: 'Real Decreto 557/2011 art. 206; Ministerio del Interior',
    words: 'nie, numero de identidad de extranjero, extranjero, tarjeta de residencia, foreigner',
    valid: ['X1234567L', 'Y-1234567-X'],
    broken: ['X1234567M', 'W1234567L'],
    form: /[XYZ][ .-]?\d{7}[ .-]?[A-Z]/iy,
    passes: (code) => isDni(`${'XYZ'.indexOf(code.charAt(0))}${code.slice(1, 8)}`, code.charAt(8)),
  }),
  register('ES_CIF', {
    what: 'Spanish tax number of a company',
    source: 'Orden EHA/451/2008; Agencia Tributaria, NIF de personas jurídicas',
    words: 'cif, nif, codigo de identificacion fiscal, numero de identificacion fiscal',
    valid: ['A58818501', 'P-0801900-B'],
    broken: ['A58818502', 'P-0801900-0'],
    form: /[A-HJNP-SUVW][ -]?\d{7}[ -]?[0-9A-J]/iy,
    passes: isCif,
  }),
  register('ES_SOCIAL_SECURITY', {
    what: 'Spanish social security number',
    source: 'Tesorería General de la Seguridad Social, NAF: mod 97',
    words: 'seguridad social, numero de afiliacion, nss, naf, afiliacion',
    valid: ['503952399762', '50/39523997/62'],
    broken: ['503952399763'],
    form: '##-########-##',
    passes: (code) => restOf(code.slice(0, 10), 97) === Number(code.slice(10)),
  }),
  register('ES_PASSPORT', {
    what: 'Spanish passport number',
    source: 'Ministerio del Interior, Real Decreto 411/2014',
    words: 'pasaporte, passport spain, spanish passport',
    valid: ['AAA123456', 'XDA123456'],
    broken: ['A1234567'],
    form: 'AAA######',
  }),
  register('FR_NIR', {
    what: 'French social security number',
    source: 'INSEE, NIR: key of 97',
    words: 'nir, securite sociale, numero de securite sociale, secu, insee, social security',
    valid: ['2 55 08 14 168 025 38', '255081416802538'],
    broken: ['255081416802539'],
    form: /[1-478][ ]?\d{2}[ ]?(?:0[1-9]|[1-9]\d)[ ]?(?:\d{2}|2[AB])[ ]?\d{3}[ ]?\d{3}[ ]?\d{2}/iy,
    passes: isNir,
    alone: (matched) => /^[12]/.test(matched), // 3, where cards begin too, is rare
  }),
  register('FR_SIRET', {
    what: 'French number of an establishment',
    source: 'INSEE, SIRENE: Luhn',
    words: 'siret, numero siret, etablissement',
    valid: ['732 829 320 00074', '73282932000074'],
    broken: ['73282932000075'],
    form: '###-###-###-#####',
    passes: passesLuhn,
  }),
  register('FR_SIREN', {
    what: 'French company number',
    source: 'INSEE, SIRENE: Luhn',
    words: 'siren, rcs, numero siren',
    valid: ['732 829 320', '732829320'],
    broken: ['732829321'],
    form: '###-###-###',
    passes: passesLuhn,
  }),
  register('FR_PASSPORT', {
    what: 'French passport number',
    source: 'Décret 2005-1726; two digits, two letters, five digits',
    words: 'passeport, french passport, numero de passeport, passport!, passport number',
    valid: ['12AB34567', '12 AB 34567'],
    broken: ['1AB345678'],
    form: '##-AA-#####',
  }),
  register('FR_CNI', {
    what: 'French identity card number',
    source: 'Décret 55-1397; ANTS',
    words: "cni, carte d'identite, carte d identite, carte nationale d identite, carte nationale, piece d identite",
    valid: ['880692310285', 'X4RTBPFW4'],
    broken: ['8806923102'],
    form: /\d{12}|(?=[A-Z0-9]{0,8}\d)[A-Z0-9]{9}/iy,
  }),
  register('IT_FISCAL_CODE', {
    what: 'Italian fiscal code',
    source: 'D.M. 23 December 1976 n. 13813, Agenzia delle Entrate',
    words: 'codice fiscale, cf, fiscal code, c f',
    valid: ['RSSMRA85T10A562S', 'rssmra85t10a562s'],
    broken: ['RSSMRA85T10A562T'],
    form: /[A-Z]{6}[\dL-NP-V]{2}[A-EHLMPR-T](?:[04LQ][1-9M-NP-V]|[1256MNRS][\dL-NP-V]|[37PT][01LM])[A-MZ][\dL-NP-V]{3}[A-Z]/iy,
    passes: isFiscalCode,
    alone: () => true,
  }),
  register('IT_VAT_CODE', {
    what: 'Italian VAT number',
    source: 'D.P.R. 633/1972 art. 35; Agenzia delle Entrate: Luhn',
    words: 'partita iva, p iva, piva, iva, vat',
    valid: ['00743110157', 'IT00743110157'],
    broken: ['00743110158'],
    form: /(?:IT)?\d{11}/iy,
    passes: (code) => {
      const digits = code.replace('IT', '');
      const office = Number(digits.slice(7, 10)); // of the province that gave it out
      return passesLuhn(digits) && ((office >= 1 && office <= 100) || [120, 121, 888, 999].includes(office));
    },
  }),
  register('IT_DRIVER_LICENSE', {
    what: 'Italian driving licence number',
    source: 'Ministero delle Infrastrutture e dei Trasporti, patente di guida',
    words: 'patente, patente di guida, driving licence, driver license',
    valid: ['AB1234567C', 'U1A23B456C'],
    broken: ['AB123456C'],
    form: /[A-Z]{2}\d{7}[A-Z]|U1[A-Z0-9]{7}[A-Z]/iy,
  }),
  register('IT_IDENTITY_CARD', {
    what: 'Italian identity card number',
    source: 'Ministero dell’Interno, Carta di identità elettronica',
    words: "carta d'identita, carta d identita, carta identita, cie, identity card",
    valid: ['CA12345AA', 'AA1234567', 'AA 1234567', '1234567AA'],
    broken: ['CA1234AA'],
    form: /C[A-Z]\d{5}[A-Z]{2}|[A-Z]{2}[ ]?\d{7}|\d{7}[A-Z]{2}/iy,
  }),
  register('IT_PASSPORT', {
    what: 'Italian passport number',
    source: 'Polizia di Stato, passaporto',
    words: 'passaporto, italian passport',
    valid: ['YA1234567'],
    broken: ['Y1234567'],
    form: 'AA#######',
  }),
  register('NL_BSN', {
    what: 'Dutch citizen service number',
    source: 'Wet algemene bepalingen burgerservicenummer; the eleven test',
    words: 'bsn, burgerservicenummer, burger service, sofinummer, sofi',
    valid: ['111222333', '1112.22.333'],
    broken: ['111222334', '000000000'],
    form: '####-##-###',
    passes: (code) =>
      Number(code) > 0 && weighted(code.slice(0, 8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11 === Number(code.at(-1)),
  }),
  register('BE_NATIONAL_NUMBER', {
    what: 'Belgian national number',
    source: 'Arrêté royal du 3 avril 1984; IBZ: 97 less the rest',
    words:
      'rijksregisternummer, rijksregister, insz, numero national, registre national, niss, national number, national register',
    valid: ['85.07.30-033.28', '85073003328'],
    broken: ['85073003329'],
    form: '##-##-##-###-##',
    passes: isBelgian,
    alone: (matched) => matched.includes('.'),
  }),
  register('CH_AHV', {
    what: 'Swiss insurance number',
    source: 'AHVG art. 50c, ZAS: 13 digits of EAN under 756',
    words:
      'ahv, avs, ahv nummer, ahvnummer, sozialversicherungsnummer, versichertennummer, numero avs, social security',
    valid: ['756.9217.0769.85', '7569217076985'],
    broken: ['756.9217.0769.84'],
    form: /756[. ]?\d{4}[. ]?\d{4}[. ]?\d{2}/y,
    passes: (code) => weighted(code, [1, 3]) % 10 === 0,
  }),
  register('AT_SVNR', {
    what: 'Austrian social insurance number',
    source: 'Dachverband der Sozialversicherungsträger; weights of ASVG § 31',
    words: 'sozialversicherungsnummer, svnr, sv, versicherungsnummer, sozialversicherung, social insurance',
    valid: ['1237 010180', '1237010180'],
    broken: ['1238 010180'],
    form: /[1-9]\d{3}[ ./-]?\d{6}/y,
    passes: (code) =>
      isDate(code.slice(4), 'DMY') && weighted(code, [3, 7, 9, 0, 5, 8, 4, 2, 1, 6]) % 11 === Number(code.charAt(3)),
  }),
  register('PT_NIF', {
    what: 'Portuguese tax number',
    source: 'Decreto-Lei 14/2013; Autoridade Tributária',
    words: 'nif, contribuinte, numero de contribuinte, nipc, identificacao fiscal',
    valid: ['123456789', '123 456 789'],
    broken: ['123456780'],
    form: /[1-9]\d{2}[ .-]?\d{3}[ .-]?\d{3}/y,
    passes: (code) => {
      const rest = weighted(code.slice(0, 8), [9, 8, 7, 6, 5, 4, 3, 2]) % 11;
      return endsWith(code, rest < 2 ? 0 : 11 - rest);
    },
  }),
  register('IE_PPS', {
    what: 'Irish personal public service number',
    source: 'Department of Social Protection, PPS number: mod 23',
    words: 'pps, ppsn, personal public service',
    valid: ['1234567T', '1234567FA'],
    broken: ['1234567U'],
    form: /\d{7}[A-W][ABHW]?/iy,
    passes: (code) => {
      const second = code.charAt(8);
      const sum =
        weighted(code.slice(0, 7), [8, 7, 6, 5, 4, 3, 2]) + (second ? (second.charCodeAt(0) - 64) % 23 : 0) * 9;
      return 'WABCDEFGHIJKLMNOPQRSTUV'.charAt(sum % 23) === code.charAt(7);
    },
  }),
  register('LU_NATIONAL_ID', {
    what: 'Luxembourg national identification number',
    source: 'CTIE, matricule: Luhn over eleven digits, then date',
    words: 'matricule, numero d identification national, luxembourg id, cns',
    valid: ['1893120105732'],
    broken: ['1893120105742'],
    form: '####-##-##-###-##',
    passes: (code) => isDate(code.slice(2, 8), 'YMD') && passesLuhn(code.slice(0, 12)),
  }),
];
