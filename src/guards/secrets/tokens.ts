import { literally } from '../../lib/regexp.ts';
import type { SecretPattern } from './rule.ts';
import { isRandom, madeUp } from './rule.ts';

/** So many characters of an alphabet. */
interface Run {
  readonly of: string;
  readonly least: number;
  readonly most: number;
}

/** The keys of a vendor: literals that they start with, and what follows. */
export interface TokenForm {
  readonly vendor: string;
  /** The vendor's page, or the public list that the form is taken from. */
  readonly source: string;
  readonly starts: readonly string[];
  readonly rest: readonly (Run | string)[];
  /** A sticky pattern's lookbehind that has to fit in front of it, with an example of what it fits. */
  readonly after?: { readonly pattern: string; readonly example: string };
  /** Bits a character of what follows the start. @default 2.5 */
  readonly bits?: number;
}

const run =
  (of: string) =>
  (least: number, most = least): Run => ({ of, least, most });
export const digits = run('0-9');
export const hex = run('0-9a-f');
export const anyHex = run('0-9A-Fa-f');
export const lower = run('0-9a-z');
export const upper = run('0-9A-Z');
export const alnum = run('0-9A-Za-z');
export const word = run('0-9A-Za-z_-');
export const base64 = run('0-9A-Za-z+/');
/** Of base64, with what fills it up. */
export const filled = run('0-9A-Za-z+/=');

const patternOf = (part: Run | string): string =>
  typeof part === 'string' ? literally(part) : `[${part.of}]{${part.least},${part.most}}`;

/** Every beginning of what follows, as far as a text goes. */
const openOf = (parts: readonly (Run | string)[]): string =>
  parts.reduceRight<string>(
    (rest, part) =>
      typeof part === 'string'
        ? Array.from(part).reduceRight((inner, unit) => `(?:$|${literally(unit)}${inner})`, rest)
        : `(?:[${part.of}]{0,${part.most}}$|[${part.of}]{${part.least},${part.most}}${rest})`,
    '$',
  );

/** Nothing of a token may follow, nor the ending of a file. */
const ALONE = '(?![A-Za-z0-9_]|-[A-Za-z0-9]|[.][a-z]{2})';

/** What a form is found by, for each of its starts. */
export function tokenPatterns(
  rule: string,
  { starts, rest, after, bits = 2.5 }: TokenForm,
): readonly (SecretPattern & { readonly start: string })[] {
  const before = after ? `(?<=${after.pattern})` : '';
  return starts.map((start) => ({
    rule,
    start,
    pattern: new RegExp(before + literally(start) + rest.map(patternOf).join('') + ALONE, 'y'),
    open: new RegExp(
      `${before}(?:${openOf([start, ...rest])}|${literally(start)}${rest.map(patternOf).join('')}(?:-|[.][a-z]?)?$)`,
      'y',
    ),
    check: (matched) => isRandom(matched.slice(start.length), bits),
  }));
}

const CHARACTERS: Readonly<Record<string, string>> = {
  '0-9': '0123456789',
  'A-Z': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'a-z': 'abcdefghijklmnopqrstuvwxyz',
  'a-f': 'abcdef',
  'A-F': 'ABCDEF',
};
const alphabetOf = (of: string): string =>
  of.replace(/[+/=_-]+$/, '').replace(/.-./g, (range) => CHARACTERS[range] ?? '');

/** A key that no vendor issued, as short as the form allows. */
export function exampleOf({ starts: [start = ''], rest, after }: TokenForm): string {
  let text = (after?.example ?? '') + start;
  for (const part of rest)
    text += typeof part === 'string' ? part : madeUp(text.length + part.least, alphabetOf(part.of)).slice(text.length);
  return text;
}

/** The same with a stand-in, and the same cut short. */
export const lookAlikesOf = (form: TokenForm): readonly (() => string)[] => {
  const [start = ''] = form.starts;
  const filled = form.rest
    .map((part) => (typeof part === 'string' ? part : part.of.charAt(0).repeat(part.least)))
    .join('');
  const key = exampleOf(form).slice(form.after?.example.length ?? 0);
  return [() => start + filled, () => key.slice(0, start.length + 4)];
};
