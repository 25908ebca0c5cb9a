import { describe, expect, test } from 'vitest';
import { luhn, mod11and10, mod11to2, restOf, verhoeff } from '../../scripts/eval/ids/checks.ts';
import { GENERATORS } from '../../scripts/eval/ids/index.ts';
import { seeded } from '../../scripts/eval/ids/make.ts';
import { reportIds } from '../../scripts/eval/ids/report.ts';
import { coined, shapesOf, spelt } from '../../scripts/eval/ids/shapes.ts';
import { RULES } from '../../src/guards/rules.ts';

test('check digits are those of the examples that their sources print', () => {
  expect(luhn('7992739871')).toBe(3);
  expect(verhoeff('236')).toBe(3);
  expect(mod11and10('0794')).toBe(5); // ISO/IEC 7064, clause 8
  expect(mod11to2('0794')).toBe('0'); // the same, clause 7
  expect(restOf('3214282912345698765432161182', 97)).toBe(1); // ISO 13616-1, annex A
});

test('every maker gives the same numbers for the same seed, and not one number only', () => {
  for (const [entity, generate] of Object.entries(GENERATORS)) {
    const numbers = (seed: number) => {
      const random = seeded(seed);
      return Array.from({ length: 5 }, () => generate(random));
    };
    expect(numbers(3), entity).toEqual(numbers(3));
    expect(new Set(numbers(3)).size, entity).toBe(5);
  }
});

describe('shapes', () => {
  const examples = [() => 'NHS number: 943 476 5919', () => 'nhsNumber=9434765919'];

  test('are the numbers in the examples of a rule', () => {
    expect(shapesOf({ entity: 'UK_NHS', examples })).toEqual(['943 476 5919', '9434765919']);
  });

  test('keep their separators and the kind of every sign', () => {
    expect(coined('AB-12 c/3', seeded(1))).toMatch(/^[A-Z]{2}-\d\d [a-z]\/\d$/);
  });

  test('lend their separators to numbers of as many signs, in turn', () => {
    const shapes = ['943 476 5919', '12-34'];
    expect([0, 1, 2].map((turn) => spelt('0123456789', shapes, turn))).toEqual([
      '0123456789',
      '012 345 6789',
      '0123456789',
    ]);
    expect(spelt('123', shapes, 1)).toBe('123');
  });
});

test('each entity whose rules have words is measured, with or without a maker', () => {
  const entities = new Set(RULES.pii.flatMap((rule) => ('context' in rule ? [rule.entity] : [])));
  const [, table] = reportIds().parts;
  expect(typeof table === 'object' && table.rows.map(([entity]) => entity)).toEqual([...entities].sort());
});
