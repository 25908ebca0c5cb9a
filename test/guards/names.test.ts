import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { descriptionsSource, namesSource } from '../../scripts/docs/names.ts';
import { DESCRIPTIONS } from '../../src/guards/descriptions.ts';
import { RULE_NAMES } from '../../src/guards/names.ts';
import { RULES } from '../../src/guards/rules.ts';

const source = (file: string) => readFileSync(new URL(`../../src/guards/${file}`, import.meta.url), 'utf8');

test('the names are those of the rules and their entities, the descriptions what each finds: npm run docs', () => {
  expect(source('names.ts')).toBe(namesSource());
  expect(source('descriptions.ts')).toBe(descriptionsSource());
  for (const [guard, rules] of Object.entries(RULES))
    for (const { rule, what, ...more } of rules) {
      const names: readonly string[] = RULE_NAMES[guard as keyof typeof RULES];
      expect(names).toContain(rule);
      expect(DESCRIPTIONS[guard]?.[rule]).toBe(what);
      if ('entity' in more) expect(names).toContain(String(more.entity));
    }
});
