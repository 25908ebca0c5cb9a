import { parseJson } from '../../lib/json.ts';
import type { AuditFinding, Suppressed } from '../report.ts';
import { placeOf } from './place.ts';
import type { StaticRule, Tell } from './rule.ts';
import { isScript, ScriptFile } from './script-file.ts';
import { suppressionsIn } from './suppressions.ts';
import { textKindOf } from './text-file.ts';

/** What a file comes to. */
export interface FileResult {
  readonly findings: readonly AuditFinding[];
  readonly suppressed: readonly Suppressed[];
  /** Why it could not be read, where it could not. */
  readonly skipped?: string;
}

/** Whether any rule could have something to say about a file. */
export const isScanned = (path: string): boolean => isScript(path) || textKindOf(path) !== undefined;

/** Every rule on one file. A file that no parser reads is skipped, with the reason. */
export function scanFile(path: string, text: string, rules: readonly StaticRule[]): FileResult {
  const findings: AuditFinding[] = [];
  const tellFor =
    ({ id, severity, title }: StaticRule): Tell =>
    (span, message = title) =>
      findings.push({ rule: id, severity, message, place: placeOf(path, text, span) });
  if (isScript(path)) {
    let file: ScriptFile;
    try {
      file = new ScriptFile(path, text);
    } catch {
      return { findings: [], suppressed: [], skipped: 'no parser reads it' };
    }
    for (const rule of rules) rule.script?.(file, tellFor(rule));
  }
  const kind = textKindOf(path);
  if (kind) {
    const file = { path, kind, text, ...(kind === 'json' && { json: parseJson(text) }) };
    for (const rule of rules) rule.texts?.[kind]?.(file, tellFor(rule));
  }
  return accepted(findings, text);
}

/** Takes out what a comment accepts with a reason. */
function accepted(findings: readonly AuditFinding[], text: string): FileResult {
  const accepts = suppressionsIn(text);
  const reasonFor = ({ rule, place }: AuditFinding) =>
    accepts.find((each) => each.rule === rule && (each.line === place?.line || each.line + 1 === place?.line))?.reason;
  const suppressed = findings.flatMap((finding) => {
    const reason = reasonFor(finding);
    return reason === undefined ? [] : [{ finding, reason }];
  });
  return { findings: findings.filter((finding) => reasonFor(finding) === undefined), suppressed };
}
