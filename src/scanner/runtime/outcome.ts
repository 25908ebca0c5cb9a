import type { AuditFinding, RuleInfo, RuntimeCheck, Severity } from '../report.ts';

/** A rule about what runs or is installed. Each has one check, which fails where the rule finds something. */
export interface RuntimeRule extends RuleInfo {
  /** What holds where nothing is found, in one line: `Every package has a hash`. */
  readonly holds: string;
}

/** What one check has come to. */
export interface Outcome {
  readonly rule: RuntimeRule;
  readonly check: RuntimeCheck;
  readonly findings: readonly AuditFinding[];
}

export interface Found {
  /** Where: a file, the id of a key, a URL without its query. */
  readonly subject: string;
  /** The same as long as the flaw is, so without days and counts: a baseline compares it. @default the title of the rule */
  readonly message?: string;
  /** @default that of the rule */
  readonly severity?: Severity;
}

/** Failed where something was found, passed otherwise. */
export const judged = (rule: RuntimeRule, found: readonly Found[], detail: string): Outcome => ({
  rule,
  check: checkOf(rule, found.length > 0 ? 'failed' : 'passed', detail),
  findings: found.map(({ subject, message = rule.title, severity = rule.severity }) => ({
    rule: rule.id,
    severity,
    message,
    subject,
  })),
});

/** @param reason why nothing can be said */
export const skipped = (rule: RuntimeRule, reason: string): Outcome => ({
  rule,
  check: checkOf(rule, 'skipped', reason),
  findings: [],
});

const checkOf = ({ id, holds }: RuntimeRule, status: RuntimeCheck['status'], detail: string): RuntimeCheck => ({
  id,
  title: holds,
  status,
  detail,
});

/** `a, b, c and 4 more`. */
export function listed(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(', ')} and ${rest} more` : names.join(', ');
}
