import { describe, expect, test } from 'vitest';
import { TOOL_INPUT_RULES, toolInput } from '../../src/guards/tool-input.ts';
import { isLinear } from '../support/linear.ts';

const rules = (text: string, ...kinds: Parameters<typeof toolInput>[0]): readonly string[] =>
  toolInput(kinds)
    .scan(text)
    .map(({ rule }) => rule);

describe.each(TOOL_INPUT_RULES)('$rule', ({ rule, kind, examples, lookAlikes }) => {
  test('finds each example', () => {
    for (const example of examples) expect(rules(example(), kind), example()).toContain(rule);
  });

  test('leaves each look-alike', () => {
    for (const lookAlike of lookAlikes) expect(rules(lookAlike(), kind), lookAlike()).not.toContain(rule);
  });
});

test('only the kinds that are asked for are read', () => {
  const text = "'; DROP TABLE a; $(id) ../../b";
  expect(rules(text, 'path')).toEqual(['tool-input/path-parent']);
  expect(rules(text)).toEqual([]);
});

test.each([
  '; rm ',
  '$(',
  '`id ',
  "' or ",
  "'a' or a=",
  '; select a ',
  '../',
  '%2e',
  'file://',
  '\\\\a',
  '/etc/',
  '> /',
  '/*',
  ' /* or ',
])('stays linear on %j repeated', (unit) => {
  const guard = toolInput(['shell', 'sql', 'path']);
  expect(isLinear(unit, (text) => guard.scan(text))).toBe(true);
});
