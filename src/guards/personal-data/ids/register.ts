import type { CodeRule } from '../rule.ts';

/** A register as its rule is written down. */
interface Register {
  readonly what: string;
  readonly source: string;
  /**
   * Context words, parted by commas; the first stands in the examples. A wide one ends in `!`: it must stand right before
   * the number.
   */
  readonly words: string;
  /** Numbers that are found, as they are written. */
  readonly valid: readonly string[];
  /** Numbers of the shape that are not. */
  readonly broken?: readonly string[];
  readonly knownMisses?: string;
  /**
   * Forms, parted by `|`: `#` a digit, `A` a letter, `*` either, `-` one sign or none between groups; or a pattern. Digits
   * alone that have a check digit are taken in groups of any length.
   */
  readonly form: string | RegExp;
  /** Decides on letters and digits alone, in capitals. */
  readonly passes?: (code: string) => boolean;
  /** Whether such a number, as written, counts with no word before it. */
  readonly alone?: (matched: string) => boolean;
}

/** A rule out of an entry: examples stand behind a word, and what has no word or no valid digits is left. */
export function register(entity: string, entry: Register): CodeRule {
  const { what, source, words, valid, broken = [], form, passes, alone, knownMisses = NO_WORD } = entry;
  const context = words.split(', ');
  const plain = valid.find((number) => !alone?.(number));
  return {
    rule: `pii/${entity.toLowerCase().replaceAll('_', '-')}`,
    entity,
    what,
    source,
    examples: valid.map((number) => () => `${context[0]}: ${number}`),
    lookAlikes: [
      ...broken.map((number) => () => `${context[0]}: ${number}`),
      ...(plain === undefined ? [] : [() => `order ${plain}`]),
    ],
    knownMisses,
    anchor: 'code',
    context,
    pattern: typeof form === 'string' ? patternOf(passes && /^[#-]+$/.test(form) ? regrouped(form) : form) : form,
    ...(passes && { check: (matched: string) => passes(compact(matched)) }),
    ...(alone && { alone }),
  };
}

const NO_WORD = 'A number with no word for it within 64 characters before.';
const SIGNS: Readonly<Record<string, string>> = { '#': '\\d', A: '[A-Z]', '*': '[A-Z0-9]', '-': '[ ./-]?' };

/** A sign or none between any two digits. */
const regrouped = (form: string): string => Array.from(form.replaceAll('-', '')).join('-');

const patternOf = (form: string): RegExp =>
  new RegExp(`(?:${Array.from(form, (sign) => SIGNS[sign] ?? sign).join('')})`, 'iy');

const compact = (matched: string): string => matched.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
