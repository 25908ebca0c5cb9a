import { describe, expect, test } from 'vitest';
import type { Example, StaticRule } from '../../src/scanner/static/rule.ts';
import { STATIC_RULES } from '../../src/scanner/static/rules/index.ts';
import { scanFile } from '../../src/scanner/static/scan-file.ts';

const foundIn = (rule: StaticRule, { path = 'src/app.ts', text }: Example) => {
  const { findings, skipped } = scanFile(path, text(), [rule]);
  expect(skipped).toBeUndefined();
  return findings.length;
};

describe.each(STATIC_RULES.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  test.each(rule.bad.map((example, index) => [index, example] as const))('finds bad example %i', (_, example) => {
    expect(foundIn(rule, example)).toBeGreaterThan(0);
  });

  test.each(rule.good.map((example, index) => [index, example] as const))('leaves good example %i', (_, example) => {
    expect(foundIn(rule, example)).toBe(0);
  });

  test('says what it is, why and what to do', () => {
    expect(rule.id).toMatch(/^SLLM-[A-Z0-9]+(-[A-Z0-9]+)*$/);
    expect(rule.refs.length).toBeGreaterThan(0);
    for (const ref of rule.refs) expect(ref).toMatch(/^(LLM\d\d:2025|API\d{1,2}:2023|CWE-\d+)$/);
    expect([rule.bad.length, rule.good.length].every((count) => count > 0)).toBe(true);
    for (const line of [rule.title, rule.why, rule.fix]) expect(line.length).toBeGreaterThan(10);
  });
});

test('a comment with a reason accepts a finding on its line or the next, one without does not', () => {
  const code = 'new OpenAI({ apiKey, dangerouslyAllowBrowser: true });';
  const scan = (comment: string) => scanFile('src/app.ts', `${comment}\n${code}`, STATIC_RULES);
  expect(scan('// secure-llm-ignore SLLM-BROWSER-SDK: an internal tool').suppressed).toHaveLength(1);
  expect(scan('// secure-llm-ignore SLLM-BROWSER-SDK:').findings).toHaveLength(1);
  expect(scan('// secure-llm-ignore SLLM-OTHER: an internal tool').findings).toHaveLength(1);
});

test('places count lines and columns from 1', () => {
  const { findings } = scanFile('src/app.ts', '\n  new OpenAI({ dangerouslyAllowBrowser: true });', STATIC_RULES);
  expect(findings[0]?.place).toMatchObject({ path: 'src/app.ts', line: 2, column: 41, endLine: 2, endColumn: 45 });
});
