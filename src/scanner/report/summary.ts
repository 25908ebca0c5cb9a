import type { AuditReport } from '../report.ts';
import { bySeverity, findingsOf } from './findings.ts';

/** The first line of a report: `12 findings in 34 files: 2 critical, 10 high`. */
export function summaryOf(report: AuditReport): string {
  const findings = findingsOf(report);
  const severities = bySeverity(findings).map(([severity, count]) => `${count} ${severity}`);
  const what = findings.length === 0 ? 'No findings' : counted(findings.length, 'finding');
  return `${what} in ${scopeOf(report)}${severities.length > 0 ? `: ${severities.join(', ')}` : ''}`;
}

/** What was looked at: `34 files, 120 probes and 9 checks`. */
function scopeOf({ static: files, probes, runtime }: AuditReport): string {
  const parts = [
    ...(files ? [counted(files.files, 'file')] : []),
    ...(probes
      ? [
          counted(
            probes.reduce((sum, { requests }) => sum + requests, 0),
            'probe',
          ),
        ]
      : []),
    ...(runtime ? [counted(runtime.checks.filter(({ status }) => status !== 'skipped').length, 'check')] : []),
  ];
  return parts.length < 2 ? parts.join() : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

/** `2 new, 1 fixed, 9 known since 2026-11-30`; undefined without an earlier report. */
export const trendLine = ({ trend }: AuditReport): string | undefined =>
  trend &&
  `${trend.added.length} new, ${trend.fixed.length} fixed, ${trend.known} known since ${trend.since.slice(0, 10)}`;

export const counted = (count: number, one: string): string =>
  `${count.toLocaleString('en')} ${one}${count === 1 ? '' : 's'}`;

/** `3 of 40 (1.6–19.9 %)`. */
export const shareText = ({
  count,
  of,
  low,
  high,
}: {
  count: number;
  of: number;
  low: number;
  high: number;
}): string => (of === 0 ? 'none ran' : `${count} of ${of} (${percent(low)}–${percent(high)} %)`);

const percent = (share: number): string => (share * 100).toFixed(1).replace(/\.0$/, '');
