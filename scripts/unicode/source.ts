import type * as Data from '../../src/guards/unicode/data.ts';
import type { Alike, UnicodeFacts } from './facts.ts';

/** Letters and digits, and the estimated sign, which is a letter e. Signs and marks are never part of a word. */
const WORD = /^[\p{L}\p{N}\u212e]$/u;
/** Letters in boxes and circles are symbols. */
const WORD_OR_SYMBOL = /^[\p{L}\p{N}\p{So}]$/u;

/** Scripts that are not set inside a Latin word by right, so that a letter of theirs which looks Latin there is a disguise. */
const TWIN_SCRIPTS =
  /^(?=\p{L})[\p{sc=Cyrl}\p{sc=Grek}\p{sc=Copt}\p{sc=Armn}\p{sc=Cher}\p{sc=Lisu}\p{sc=Cans}\p{sc=Tfng}\p{sc=Runr}]$/u;
/** Their letters for measures (alpha, gamma, iota, nu, rho, sigma, upsilon), and two that only cursive fonts draw alike. */
const NO_TWINS = /^[\u03b1\u03b3\u03b9\u03bd\u03c1\u03f1\u03c3\u03c5\u0433\u0448]$/;

/** The source of `src/guards/unicode/data.ts`, as the formatter leaves it. What normalization tells is left out. */
export function dataSource({ version, alike, roughlyAlike, variantBases }: UnicodeFacts): string {
  const drawn = needed(alike, WORD);
  const rough = new Map([...needed(roughlyAlike, WORD_OR_SYMBOL)].filter(([code]) => !drawn.has(code)));
  return `${HEAD}
export const UNICODE_VERSION = '${version}';

/** Characters that most fonts draw as an ASCII letter or digit, which is the key: code points in hexadecimal. */
export const ALIKE: Readonly<Record<string, string>> = {
${lines(drawn)}
};

/** The same for those that are only like it: small capitals, letters in boxes, and what is drawn like these. */
export const ROUGHLY_ALIKE: Readonly<Record<string, string>> = {
${lines(rough)}
};

/** A class of letters of other scripts that stand for a Latin one inside a Latin word. */
export const TWINS =
  '${classOf([...drawn].filter(isTwin).map(([code]) => code))}';

/** A class of the bases of VS1 to VS3, without ideographs and hieroglyphs. */
export const VARIANT_BASES =
  '${classOf(variantBases)}';
`;
}

/** The facts of which that file was made, read back. */
export const factsIn = ({ UNICODE_VERSION, ALIKE, ROUGHLY_ALIKE, VARIANT_BASES }: typeof Data): UnicodeFacts => ({
  version: UNICODE_VERSION,
  alike: codesIn(ALIKE),
  roughlyAlike: codesIn(ROUGHLY_ALIKE),
  variantBases: everyCode().filter((code) => new RegExp(`^[${VARIANT_BASES}]$`, 'u').test(String.fromCodePoint(code))),
});

const HEAD = `/**
 * Written by \`npm run unicode\` from confusables.txt of UTS #39, UnicodeData.txt and StandardizedVariants.txt. Facts that no
 * JavaScript engine tells; what normalization tells is left out.
 */`;

/** What is of the kind asked for, and does not become another entry or ASCII by normalization. */
function needed(alike: Alike, kind: RegExp): Alike {
  return new Map(
    [...alike].filter(([code]) => {
      const character = String.fromCodePoint(code);
      const normal = character.normalize('NFKC');
      return code > 0x7f && kind.test(character) && (normal === character || !isOne(normal, alike));
    }),
  );
}

const isOne = (normal: string, alike: Alike): boolean =>
  /^\(?[0-9A-Za-z]\)?$/.test(normal) || alike.has(normal.codePointAt(0) ?? 0);

/** The basic plane alone, so that a pattern of them needs no pairs; capitals for capitals, and no digits. */
const isTwin = ([code, target]: readonly [number, string]): boolean => {
  const character = String.fromCodePoint(code);
  const isCased = /\p{Lu}|\p{Ll}/u.test(character);
  return (
    code <= 0xffff &&
    /[A-Za-z]/.test(target) &&
    TWIN_SCRIPTS.test(character) &&
    !NO_TWINS.test(character) &&
    (!isCased || /\p{Lu}/u.test(character) === /[A-Z]/.test(target))
  );
};

function lines(alike: Alike): string {
  const groups = [...Map.groupBy(alike, ([, target]) => target)].sort(([one], [other]) => (one < other ? -1 : 1));
  return groups
    .map(([target, all]) => {
      const codes = all.map(([code]) => code).sort((one, other) => one - other);
      return `  ${target}: '${codes.map((code) => code.toString(16)).join(' ')}',`;
    })
    .join('\n');
}

/** What stands between the brackets of a character class. */
function classOf(codes: readonly number[]): string {
  const ordered = [...new Set(codes)].sort((one, other) => one - other);
  const starts = ordered.filter((code, index) => ordered[index - 1] !== code - 1);
  return starts
    .map((start) => {
      let end = start;
      while (ordered.includes(end + 1)) end++;
      return start === end ? escaped(start) : `${escaped(start)}${end > start + 1 ? '-' : ''}${escaped(end)}`;
    })
    .join('');
}

const escaped = (code: number): string =>
  code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, '0')}`;

const codesIn = (alike: Readonly<Record<string, string>>): Alike =>
  new Map(
    Object.entries(alike).flatMap(([target, codes]) =>
      codes.split(' ').map((code): [number, string] => [Number.parseInt(code, 16), target]),
    ),
  );

const everyCode = (): readonly number[] => Array.from({ length: 0x110000 }, (_, code) => code);
