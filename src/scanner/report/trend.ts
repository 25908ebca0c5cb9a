import type { AuditFinding, AuditReport, Trend } from '../report.ts';
import { findingsOf } from './findings.ts';

/** What makes two findings the same although lines moved between them. */
const sameness = ({ rule, place, subject, message }: AuditFinding): string =>
  JSON.stringify([rule, place?.path ?? subject ?? '', message]);

/** Compares with an earlier report. Of several that are the same, as many are known as there were. */
export function trendOf(report: AuditReport, earlier: AuditReport): Trend {
  const before = findingsOf({
    ...(report.static && earlier.static && { static: earlier.static }),
    ...(report.probes && earlier.probes && { probes: earlier.probes }),
    ...(report.runtime && earlier.runtime && { runtime: earlier.runtime }),
  });
  const left = new Map<string, number>();
  for (const finding of before) left.set(sameness(finding), (left.get(sameness(finding)) ?? 0) + 1);
  const take = (finding: AuditFinding): boolean => {
    const count = left.get(sameness(finding)) ?? 0;
    if (count > 0) left.set(sameness(finding), count - 1);
    return count > 0;
  };
  const now = findingsOf(report);
  const added = now.filter((finding) => !take(finding));
  for (const { finding } of report.static?.suppressed ?? []) take(finding);
  return { since: earlier.time, added, known: now.length - added.length, fixed: before.filter(take) };
}

/** A name for each finding that stays the same when lines move; those that would share one are counted through. */
export function fingerprints(findings: readonly AuditFinding[]): ReadonlyMap<AuditFinding, string> {
  const seen = new Map<string, number>();
  return new Map(
    findings.map((finding) => {
      const key = sameness(finding);
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return [finding, `${key}#${count}`];
    }),
  );
}
