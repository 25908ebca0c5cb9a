import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What the guard needs of Unicode's files and no JavaScript engine tells. */
export interface UnicodeFacts {
  /** As in '17.0.0'. */
  readonly version: string;
  /** Code points to the ASCII letter or digit that most fonts draw them as. */
  readonly alike: Alike;
  /** The same for those that are only like it: small capitals, letters in boxes, and what is drawn like these. */
  readonly roughlyAlike: Alike;
  /** Bases of VS1 to VS3 other than ideographs and hieroglyphs. */
  readonly variantBases: readonly number[];
}

export type Alike = ReadonlyMap<number, string>;

/** Letters that their Unicode name says to be a Latin one in another dress. */
const DRESSED = [
  /^LATIN LETTER SMALL CAPITAL ([A-Z])$/,
  /^LATIN SMALL LETTER DOTLESS ([IJ])$/,
  /^(?:NEGATIVE CIRCLED|NEGATIVE SQUARED|CROSSED NEGATIVE SQUARED) LATIN CAPITAL LETTER ([A-Z])$/,
  /^REGIONAL INDICATOR SYMBOL LETTER ([A-Z])$/,
];
const DIGIT =
  /^(?:DINGBAT )?(?:NEGATIVE CIRCLED|CIRCLED SANS-SERIF|NEGATIVE CIRCLED SANS-SERIF|DOUBLE CIRCLED) DIGIT (\w+)$/;
/** What confusables.txt leaves out: capital Qa; Ghe with a stroke, which alphabets of small capitals use for F. */
const QA: readonly [number, string] = [0x51a, 'Q'];
const GHE: readonly [number, string] = [0x493, 'f'];
const DIGITS = ['ZERO', 'ONE', 'TWO', 'THREE', 'FOUR', 'FIVE', 'SIX', 'SEVEN', 'EIGHT', 'NINE'];
const ASCII = /^[0-9A-Za-z]$/;

/** @param folder holds confusables.txt, UnicodeData.txt and StandardizedVariants.txt of one version of Unicode */
export function factsOf(folder: string): UnicodeFacts {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const confusables = read('confusables.txt');
  const version = /^# Version: (\S+)/m.exec(confusables)?.[1];
  if (version === undefined) throw new Error('confusables.txt does not say its version');
  const rows = rowsOf(confusables).flatMap(([source, prototype]) => {
    const [code, other] = codesOf(prototype);
    return code === undefined || other !== undefined ? [] : [{ code: Number.parseInt(source, 16), prototype: code }];
  });
  const alike = new Map([QA]);
  const rough = dressed(read('UnicodeData.txt'));
  for (const [prototype, all] of Map.groupBy(rows, ({ prototype }) => prototype)) {
    const codes = all.map(({ code }) => code);
    const target = String.fromCodePoint(prototype);
    if (ASCII.test(target)) for (const code of codes) alike.set(code, cased(code, target));
    else for (const [code, letter] of likeOneOf([prototype, ...codes], rough)) rough.set(code, letter);
  }
  return { version, alike, roughlyAlike: rough, variantBases: variantBasesOf(read('StandardizedVariants.txt')) };
}

/** The fields of the lines of a Unicode file. */
const rowsOf = (file: string): readonly (readonly [string, string])[] =>
  file
    .replace(/^\ufeff|#.*/gm, '')
    .split('\n')
    .map((line) => line.split(';').map((field) => field.trim()))
    .flatMap(([first, second]) => (first && second !== undefined ? [[first, second]] : []));

const codesOf = (field: string): readonly number[] => field.split(' ').map((code) => Number.parseInt(code, 16));

function dressed(unicodeData: string): Map<number, string> {
  const found = new Map([GHE]);
  for (const [code, name] of rowsOf(unicodeData)) {
    const letter = DRESSED.map((pattern) => pattern.exec(name)?.[1]).find((letter) => letter !== undefined);
    const digit = DIGITS.indexOf(DIGIT.exec(name)?.[1] ?? '');
    const target = letter?.toLowerCase() ?? (digit < 0 ? undefined : String(digit));
    if (target !== undefined) found.set(Number.parseInt(code, 16), target);
  }
  return found;
}

/** All of a class of characters that are drawn alike, if one of them is a letter in another dress and it is one code each. */
function likeOneOf(codes: readonly number[], rough: ReadonlyMap<number, string>): readonly [number, string][] {
  const targets = new Set(codes.flatMap((code) => rough.get(code) ?? []));
  const [target] = targets;
  return target === undefined || targets.size > 1 ? [] : codes.map((code) => [code, target]);
}

/** The file folds capital I, digit one and small l into one; a capital stands for a capital here. */
const cased = (code: number, target: string): string =>
  target === 'l' && /\p{Lu}/u.test(String.fromCodePoint(code)) ? 'I' : target;

function variantBasesOf(file: string): readonly number[] {
  const bases = rowsOf(file).flatMap(([sequence]) => {
    const [base = 0, selector = 0] = codesOf(sequence);
    return selector >= 0xfe00 && selector <= 0xfe02 ? [base] : [];
  });
  return [...new Set(bases)].filter((base) => !/[\p{Ideographic}\p{sc=Egyp}]/u.test(String.fromCodePoint(base)));
}
