import { expect, test } from 'vitest';
import { RULE_NAMES } from '../../src/guards/names.ts';
import { RULES } from '../../src/guards/rules.ts';

test('a policy may name every rule and entity of a guard, and nothing else', () => {
  const names = Object.entries(RULES).map(([guard, rules]) => [
    guard,
    new Set(rules.flatMap(({ rule, ...more }) => ('entity' in more ? [rule, more.entity] : [rule]))),
  ]);
  expect(Object.entries(RULE_NAMES).map(([guard, each]) => [guard, new Set<unknown>(each)])).toEqual(names);
});
