import { expect, test } from 'vitest';
import { byRule, findingsOf } from '../../../src/scanner/report/findings.ts';
import { readReport } from '../../../src/scanner/report/read.ts';
import { fingerprints, trendOf } from '../../../src/scanner/report/trend.ts';
import type { AuditFinding, AuditReport } from '../../../src/scanner/report.ts';
import { finding, SAMPLE } from './sample.ts';

const withFiles = (findings: readonly AuditFinding[], more: Partial<AuditReport> = {}): AuditReport => {
  const { tool, time, durationMs, subject, rules } = SAMPLE;
  return {
    tool,
    time,
    durationMs,
    subject,
    rules,
    static: { files: 1, skipped: [], suppressed: [], findings },
    ...more,
  };
};

test('findings stand by severity, then by how many there are, then by file and line', () => {
  const groups = byRule(SAMPLE).map(({ rule, findings }) => `${rule.severity} ${findings.length}`);
  expect(groups).toEqual(['critical 2', 'critical 1', 'high 1', 'high 1', 'medium 4', 'medium 1', 'low 1']);
  const [group] = byRule(withFiles([finding(3, 'b.ts', 1), finding(3, 'a.ts', 9), finding(3, 'a.ts', 2)]));
  expect(group?.findings.map(({ place }) => `${place?.path}:${place?.line}`)).toEqual(['a.ts:2', 'a.ts:9', 'b.ts:1']);
});

test('a finding that moved is known, one more of its kind is new, one less is fixed', () => {
  const before = withFiles([finding(0, 'a.ts', 3), finding(3, 'a.ts', 10), finding(3, 'a.ts', 20)]);
  const moved = withFiles([
    finding(0, 'a.ts', 33),
    finding(3, 'a.ts', 5),
    finding(3, 'a.ts', 40),
    finding(3, 'a.ts', 50),
  ]);
  expect(trendOf(moved, before)).toMatchObject({ added: [finding(3, 'a.ts', 50)], known: 3, fixed: [] });
  const fewer = withFiles([finding(3, 'a.ts', 21)]);
  expect(trendOf(fewer, before)).toMatchObject({
    added: [],
    known: 1,
    fixed: [finding(0, 'a.ts', 3), finding(3, 'a.ts', 10)],
  });
});

test('what a comment accepts now is not fixed, nor is what another part found that did not run', () => {
  const before = withFiles([finding(0, 'a.ts', 3)], { ...(SAMPLE.runtime && { runtime: SAMPLE.runtime }) });
  const suppressed = [{ finding: finding(0, 'a.ts', 3), reason: 'an example' }];
  const now = withFiles([], { static: { files: 1, skipped: [], findings: [], suppressed } });
  expect(trendOf(now, before)).toMatchObject({ added: [], known: 0, fixed: [] });
});

test('a fingerprint stays when lines move, and no two findings share one', () => {
  const named = (lines: readonly number[]) => [
    ...fingerprints(lines.map((line) => finding(3, 'src/a.ts', line))).values(),
  ];
  expect(named([1, 2, 3])).toEqual(named([10, 20, 30]));
  expect(new Set(fingerprints(findingsOf(SAMPLE)).values()).size).toBe(findingsOf(SAMPLE).length);
});

test('a report is read back, and nothing else is taken for one', () => {
  expect(readReport(JSON.stringify(SAMPLE))).toEqual(SAMPLE);
  const broken: readonly unknown[] = [
    [],
    null,
    { ...SAMPLE, tool: { name: 'other' } },
    { ...SAMPLE, time: 'yesterday' },
    { ...SAMPLE, time: '(\u001b[31m) 2026-01-01' }, // a date to Date.parse, and a command to a terminal
    { ...SAMPLE, static: null },
    { ...SAMPLE, probes: {} },
    { ...SAMPLE, static: { findings: [{ rule: 'A', severity: 'fatal', message: '' }] } },
    { ...SAMPLE, static: { findings: [{ rule: 'A', severity: 'low', message: '', place: { path: 1 } }] } },
    { ...SAMPLE, static: { findings: [{ ...finding(3, 'a.ts', 1), place: { path: 'a.ts', line: {} } }] } },
  ];
  for (const each of broken) expect(readReport(JSON.stringify(each)), JSON.stringify(each)).toBeUndefined();
  expect(readReport('{')).toBeUndefined();
});
