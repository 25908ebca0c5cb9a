import { one, type Random, seeded } from '../../../src/lib/random.ts';

export { one, type Random, seeded };

/** One valid number, in its plain spelling without separators. */
export type Generator = (random: Random) => string;

export const DIGITS = '0123456789';
export const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';

export const pick = (random: Random, from: string): string => from.charAt(Math.floor(random() * from.length));

/** A whole number from `low` to `high`, both included, with zeros in front up to `width`. */
export const between = (random: Random, low: number, high: number, width = 0): string =>
  String(low + Math.floor(random() * (high - low + 1))).padStart(width, '0');

/** `#` is any digit, `*` one from 1 to 9, `@` a letter; the rest stands as it is. */
export const fill = (random: Random, shape: string): string =>
  shape.replace(/[#*@]/g, (sign) => pick(random, sign === '#' ? DIGITS : sign === '*' ? '123456789' : LETTERS));

/** What stands for a body: a shape for `fill`, or a function where parts hang together. */
type Body = string | Generator;

/** A body with what `check` gives behind it; another body where it gives none. */
export const checked =
  (body: Body, check: (body: string) => string | number | undefined): Generator =>
  (random) => {
    for (;;) {
      const made = typeof body === 'string' ? fill(random, body) : body(random);
      const sign = check(made);
      if (sign !== undefined) return `${made}${sign}`;
    }
  };

/** A number that `isValid` accepts; for rules that are easier to test than to solve. About one in a hundred has to be. */
export const accepted =
  (body: Body, isValid: (number: string) => boolean): Generator =>
  (random) => {
    for (;;) {
      const made = typeof body === 'string' ? fill(random, body) : body(random);
      if (isValid(made)) return made;
    }
  };

/** A date of birth from 1930 to 2009, and the parts that registers write of it. */
export function birth(random: Random): {
  readonly year: number;
  readonly yy: string;
  readonly mm: string;
  readonly dd: string;
} {
  const year = Number(between(random, 1930, 2009));
  return { year, yy: String(year).slice(2), mm: between(random, 1, 12, 2), dd: between(random, 1, 28, 2) };
}
