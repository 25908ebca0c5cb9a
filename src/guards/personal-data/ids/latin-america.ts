import { isDate, weighted } from './check-digits.ts';
import { register } from './register.ts';

/** A rest of eleven turned round; ten and eleven are zero. */
const turned = (sum: number): number => (sum % 11 < 2 ? 0 : 11 - (sum % 11));

const isCpf = (code: string): boolean =>
  !/^(\d)\1+$/.test(code) &&
  turned(weighted(code.slice(0, 9), [10, 9, 8, 7, 6, 5, 4, 3, 2])) === Number(code.charAt(9)) &&
  turned(weighted(code.slice(0, 10), [11, 10, 9, 8, 7, 6, 5, 4, 3, 2])) === Number(code.charAt(10));

/** Since 2026 with letters, which count as their ASCII code less 48. */
const isCnpj = (code: string): boolean => {
  const check = (length: number): number =>
    turned(
      Array.from(code.slice(0, length)).reduce(
        (sum, sign, at) => sum + (sign.charCodeAt(0) - 48) * (((length - at - 1) % 8) + 2),
        0,
      ),
    );
  return !/^(\d)\1+$/.test(code) && check(12) === Number(code.charAt(12)) && check(13) === Number(code.charAt(13));
};

const CURP = '0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ';
const isCurp = (code: string): boolean => {
  const sum = Array.from(code.slice(0, 17)).reduce((total, sign, at) => total + CURP.indexOf(sign) * (18 - at), 0);
  return isDate(code.slice(4, 10), 'YMD') && (10 - (sum % 10)) % 10 === Number(code.charAt(17));
};

const RFC = '0123456789ABCDEFGHIJKLMN&OPQRSTUVWXYZ Ñ';
const isRfc = (code: string): boolean => {
  const sum = Array.from(code.padStart(13, ' ').slice(0, 12)).reduce(
    (total, sign, at) => total + RFC.indexOf(sign) * (13 - at),
    0,
  );
  return isDate(code.slice(-9, -3), 'YMD') && '0123456789A'.charAt((11 - (sum % 11)) % 11) === code.at(-1);
};

export const LATIN_AMERICA = [
  register('BR_CPF', {
    what: 'Brazilian tax number of a person',
    source: 'Receita Federal, IN RFB 2172/2024; two digits of mod 11',
    words: 'cpf, cadastro de pessoas fisicas, cadastro de pessoa fisica',
    valid: ['529.982.247-25', '52998224725'],
    broken: ['529.982.247-26', '111.111.111-11'],
    form: '###-###-###-##',
    passes: isCpf,
    alone: (matched) => matched.includes('.'),
  }),
  register('BR_CNPJ', {
    what: 'Brazilian company number, also with letters as from 2026',
    source: 'Receita Federal, IN RFB 2119/2022 and 2229/2024; two digits of mod 11',
    words: 'cnpj, cadastro nacional da pessoa juridica',
    valid: ['11.222.333/0001-81', '11222333000181', '12.ABC.345/01DE-35'],
    broken: ['11.222.333/0001-82'],
    form: /[A-Z\d]{2}\.?[A-Z\d]{3}\.?[A-Z\d]{3}\/?[A-Z\d]{4}-?\d{2}/iy,
    passes: isCnpj,
    alone: (matched) => matched.includes('/'),
  }),
  register('MX_CURP', {
    what: 'Mexican population register code',
    source: 'RENAPO, Instructivo normativo para la asignación de la CURP',
    words: 'curp, clave unica de registro de poblacion, clave unica',
    valid: ['HEGG560427MVZRRL04'],
    broken: ['HEGG560427MVZRRL05', 'HEGG561327MVZRRL04'],
    form: /[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z\d]\d/iy,
    passes: isCurp,
    alone: () => true,
  }),
  register('MX_RFC', {
    what: 'Mexican taxpayer code',
    source: 'SAT, Registro Federal de Contribuyentes; mod 11',
    words: 'rfc, registro federal de contribuyentes, contribuyentes',
    valid: ['GODE561231GR8', 'GODE-561231-GR8'],
    broken: ['GODE561231GR7', 'GODE561331GR8'],
    form: /[A-Z&]{3,4}-?\d{6}-?[A-Z\d]{2}[\dA]/iy,
    passes: isRfc,
  }),
  register('AR_CUIT', {
    what: 'Argentine tax and labour number',
    source: 'AFIP, Resolución General 10/1997; mod 11',
    words: 'cuit, cuil, clave unica de identificacion tributaria',
    valid: ['20-12345678-6', '20123456786'],
    broken: ['20-12345678-7'],
    form: /(?:2[03-7]|3[034])-?\d{8}-?\d/y,
    passes(code) {
      const check = (11 - (weighted(code.slice(0, 10), [5, 4, 3, 2, 7, 6, 5, 4, 3, 2]) % 11)) % 11;
      return Math.min(check, 9) === Number(code.at(-1)); // nine stands for ten as well
    },
  }),
  register('CL_RUT', {
    what: 'Chilean tax and identity number',
    source: 'Registro Civil, RUN; mod 11 with K',
    words: 'rut, run, rol unico tributario, rol unico nacional, cedula de identidad',
    valid: ['12.345.678-5', '12345678-5', '6.265.837-1'],
    broken: ['12.345.678-6'],
    form: /\d{1,2}\.?\d{3}\.?\d{3}-?[\dK]/iy,
    passes(code) {
      const reversed = Array.from(code.slice(0, -1)).reverse().join('');
      return '0123456789K0'.charAt(11 - (weighted(reversed, [2, 3, 4, 5, 6, 7]) % 11)) === code.at(-1);
    },
  }),
];
