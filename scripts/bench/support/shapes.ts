/** Ordinary text without anything to find. */
const PARAGRAPH =
  'The committee met on Tuesday to go over the plans for the new library, which is to open in spring. Most of the members ' +
  'were in favour; two asked what it would cost to heat the reading room. "We have to give people a reason to come," said ' +
  'the chair, and nobody spoke against it. A report will follow, with figures for 2025 and a list of the rooms.\n\n';

/** Units that, repeated, make rules with a weak spot slow. */
export const SHAPES: Readonly<Record<string, string>> = {
  'a…': 'a',
  '@…': '@',
  digits: '1234567890',
  spaces: ' ',
  'zero-width': '\u200b',
  base64: 'QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWZnaGlqa2xtbm9w',
  'a.a.a.': 'a.',
  'a@a.a@': 'a@a.a@',
  '1-1-1-': '1-',
  'Aa Aa': 'Aa ',
  'http://': 'http://',
  newlines: '\n',
  'ignore…': 'ignore ',
  'key=': 'key=',
  '<<<': '<',
};

export const repeated = (unit: string, length: number): string =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

export const prose = (length: number): string => repeated(PARAGRAPH, length);
