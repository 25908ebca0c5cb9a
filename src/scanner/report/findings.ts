import { type AuditFinding, type AuditReport, type RuleInfo, SEVERITIES, type Severity } from '../report.ts';

/** The findings of one rule, in the order of files and lines. */
export interface RuleFindings {
  readonly rule: RuleInfo;
  readonly severity: Severity;
  readonly findings: readonly AuditFinding[];
}

export type AuditParts = Pick<AuditReport, 'static' | 'probes' | 'runtime'>;

/** Findings of every part. */
export const findingsOf = ({ static: files, probes = [], runtime }: AuditParts): readonly AuditFinding[] => [
  ...(files?.findings ?? []),
  ...probes.flatMap(({ findings }) => findings),
  ...(runtime?.findings ?? []),
];

/** Findings by severity and rule: the worst first, and of those the most frequent. */
export function byRule(report: AuditReport): readonly RuleFindings[] {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const groups = new Map<string, AuditFinding[]>();
  for (const finding of findingsOf(report)) {
    const key = `${finding.severity} ${finding.rule}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  return Array.from(groups.values(), (findings): RuleFindings => {
    const [{ rule: id, severity, message } = UNKNOWN] = findings;
    const rule = rules.get(id) ?? { id, title: message, severity, why: '', fix: '', refs: [] };
    return { rule, severity, findings: findings.toSorted(inOrder) };
  }).sort(
    (one, other) =>
      rank(one.severity) - rank(other.severity) ||
      other.findings.length - one.findings.length ||
      compare(one.rule.id, other.rule.id),
  );
}

/** How many there are of each severity, the worst first, without those that there are none of. */
export const bySeverity = (findings: readonly AuditFinding[]): readonly (readonly [Severity, number])[] =>
  SEVERITIES.map(
    (severity) => [severity, findings.filter((each) => each.severity === severity).length] as const,
  ).filter(([, count]) => count > 0);

/** `src/app.ts:2:41`, or the subject of what is in no file. */
export const whereOf = ({ place, subject = '' }: AuditFinding): string =>
  place ? `${place.path}:${place.line}:${place.column}` : subject;

export const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

const UNKNOWN: AuditFinding = { rule: '', severity: 'low', message: '' };

const inOrder = (one: AuditFinding, other: AuditFinding): number =>
  compare(one.place?.path ?? one.subject ?? '', other.place?.path ?? other.subject ?? '') ||
  (one.place?.line ?? 0) - (other.place?.line ?? 0) ||
  (one.place?.column ?? 0) - (other.place?.column ?? 0);

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
