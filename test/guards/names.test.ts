import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { namesSource } from '../../scripts/docs/names.ts';
import { RULE_NAMES } from '../../src/guards/names.ts';
import { RULES } from '../../src/guards/rules.ts';

test('the names are those of the rules, with what each finds, and their entities: npm run docs', () => {
  expect(readFileSync(new URL('../../src/guards/names.ts', import.meta.url), 'utf8')).toBe(namesSource());
  for (const [guard, rules] of Object.entries(RULES))
    for (const { rule, what, ...more } of rules) {
      const names: { readonly [name: string]: string } = RULE_NAMES[guard as keyof typeof RULES];
      expect(names[rule]).toBe(what);
      if ('entity' in more) expect(names).toHaveProperty(String(more.entity));
    }
});
