import { type CountedText, counted } from './texts.ts';

const LANGUAGES =
  'af am ar as az be bg bn bs ca cs cy da de el en es et eu fa fi fil fr ga gl gu ha he hi hr hu hy id ig is it ja ka kk km kn ko ky lo lt lv mk ml mn mr ms my ne nl no or pa pl ps pt ro ru sd si sk sl so sq sr sv sw ta te th ti tk tr uk ur uz vi yo zh zh-Hant zu bo'.split(
    ' ',
  );
const REGIONS =
  'US GB DE FR IT ES PT BR RU CN JP KR IN PK BD LK NP MM TH KH LA VN ID PH AU NZ ZA NG KE ET EG SA AE IL TR GR PL CZ SK HU RO BG UA FI SE NO DK IS IE NL BE CH AT MX AR CL CO PE'.split(
    ' ',
  );
const CURRENCIES = 'USD EUR GBP JPY CNY INR RUB KRW THB ETB LAK KHR MMK LKR'.split(' ');
const LISTED = 12;

export const LISTS = 'lists of names (CLDR)';

/** Lists of languages, regions, currencies and dates in the words of the CLDR that this Node carries. */
export const wordsOfCldr = (): CountedText[] =>
  LANGUAGES.filter((lang) => Intl.DisplayNames.supportedLocalesOf([lang]).length > 0).flatMap((lang) => {
    const names = (type: 'language' | 'region' | 'currency', codes: readonly string[]) => {
      const display = new Intl.DisplayNames([lang], { type });
      return codes.map((code) => display.of(code) ?? code);
    };
    const date = new Intl.DateTimeFormat([lang], { dateStyle: 'full', timeZone: 'UTC' });
    const words = [
      ...names('language', LANGUAGES),
      ...names('region', REGIONS),
      ...names('currency', CURRENCIES),
      ...Array.from({ length: 24 }, (_, day) => date.format(Date.UTC(2026, day % 12, 1 + day))),
    ];
    const list = new Intl.ListFormat([lang]);
    return Array.from({ length: Math.ceil(words.length / LISTED) }, (_, at) =>
      counted(list.format(words.slice(at * LISTED, (at + 1) * LISTED)), LISTS, lang, false),
    );
  });

const HEX = '0123456789abcdef';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const UPPER = LOWER.toUpperCase();
const ALPHABETS: Readonly<Record<string, string>> = {
  hexadecimal: HEX,
  base64: `${UPPER}${LOWER}0123456789+/`,
  base32: `${UPPER}234567`,
  'random letters': LOWER,
  'random capitals': UPPER,
  'letters and digits': `${LOWER}0123456789`,
  'long numbers': '0123456789',
};

/** Keys, numbers and data as they stand in prompts, from one seed. */
export function madeTexts(): CountedText[] {
  let seed = 7;
  const random = () => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) & 0x7fffffff;
    return seed / 0x80000000;
  };
  const upTo = (max: number) => Math.floor(random() * max);
  const some = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[upTo(alphabet.length)]).join('');
  const uuid = () => [8, 4, 4, 4, 12].map((length) => some(HEX, length)).join('-');
  const make = (group: string, count: number, text: () => string) =>
    Array.from({ length: count }, () => counted(text(), group, '', false));
  return [
    ...Object.entries(ALPHABETS).flatMap(([group, alphabet]) =>
      make(group, 80, () => some(alphabet, 8 + Math.floor(random() * random() * 400))),
    ),
    ...make('UUIDs', 60, () => Array.from({ length: 1 + upTo(9) }, uuid).join(random() < 0.5 ? '\n' : ', ')),
    ...make('tables of numbers', 60, () =>
      Array.from({ length: 3 + upTo(40) }, () => (random() * 10 ** upTo(7)).toFixed(upTo(4))).join(some(' ,;\t', 1)),
    ),
    ...make('JSON', 40, () => {
      const rows = Array.from({ length: 1 + upTo(6) }, (_, id) => ({
        id,
        name: some(UPPER, 1) + some(LOWER, 3),
        score: upTo(1e5) / 100,
        tags: ['a', 'beta', 'x1'],
        ok: random() < 0.5,
      }));
      return JSON.stringify(rows, undefined, upTo(2) * 2);
    }),
  ];
}
