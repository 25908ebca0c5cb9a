import type { PersonalDataRule } from '../../../src/guards/personal-data/rule.ts';
import { personalData } from '../../../src/guards/personal-data.ts';
import { DIGITS, LETTERS, pick, type Random } from './make.ts';

/** The numbers in the examples of a rule, as they are written there. */
export const shapesOf = ({ examples, entity }: Pick<PersonalDataRule, 'examples' | 'entity'>): readonly string[] =>
  examples.flatMap((make) => {
    const text = make();
    return personalData
      .scan(text)
      .filter((match) => match.entity === entity)
      .map(({ start, end }) => text.slice(start, end));
  });

/** The same shape with every digit and letter drawn anew. */
export const coined = (shape: string, random: Random): string =>
  shape.replace(/\d|[A-Z]|[a-z]/g, (sign) => {
    if (/\d/.test(sign)) return pick(random, DIGITS);
    const letter = pick(random, LETTERS);
    return /[A-Z]/.test(sign) ? letter : letter.toLowerCase();
  });

/** A number with the separators of an example that has as many letters and digits; each such example in turn, and plain. */
export function spelt(number: string, shapes: readonly string[], turn: number): string {
  const signs = number.replace(/[^A-Za-z0-9]/g, '');
  const fitting = shapes.filter((shape) => shape.replace(/[^A-Za-z0-9]/g, '').length === signs.length);
  const shape = [number, ...fitting][turn % (fitting.length + 1)] ?? number;
  if (shape === number) return number;
  let next = 0;
  return shape.replace(/[A-Za-z0-9]/g, () => signs.charAt(next++));
}
