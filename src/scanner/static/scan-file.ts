import { parseJson } from '../../lib/json.ts';
import type { AuditFinding, Suppressed } from '../report.ts';
import { inlineScripts, type Stretch } from './inline-scripts.ts';
import { placesIn } from './place.ts';
import type { StaticRule, Tell } from './rule.ts';
import { isScript, ScriptFile } from './script-file.ts';
import { suppressionsIn } from './suppressions.ts';
import { textKindOf } from './text-file.ts';

/** What a file comes to. */
export interface FileResult {
  readonly findings: readonly AuditFinding[];
  readonly suppressed: readonly Suppressed[];
  /** Why it, or a part of it, could not be read. */
  readonly skipped?: string;
}

/** Whether any rule could have something to say about a file. */
export const isScanned = (path: string): boolean => isScript(path) || textKindOf(path) !== undefined;

/** Files that nobody deploys. */
const TEST = /(?:^|\/)(?:tests?|__tests__|__mocks__|e2e|spec)\/|\.(?:test|spec|e2e)(?:-d)?\.[cm]?[jt]sx?$/;

/** Every rule on one file, and on the scripts of a page. What no parser reads is skipped, with the reason. */
export function scanFile(path: string, text: string, given: readonly StaticRule[]): FileResult {
  const rules = TEST.test(path) ? given.filter(({ alsoInTests }) => alsoInTests) : given;
  const kind = textKindOf(path);
  const placeOf = placesIn(path, text);
  const findings = new Map<string, AuditFinding>(); // what is told twice of one place is one
  const tellFor =
    ({ id, severity, title }: StaticRule): Tell =>
    (span, message = title) =>
      findings.set(`${id} ${span.start}`, { rule: id, severity, message, place: placeOf(span) });
  let skipped: string | undefined;
  for (const script of scriptsIn(path, text)) {
    try {
      const file = new ScriptFile(path, text, script);
      for (const rule of rules) rule.script?.(file, tellFor(rule));
    } catch (error) {
      if (error instanceof RangeError) skipped = 'it is nested too deep';
      else if (error instanceof SyntaxError)
        skipped = kind ? 'no parser reads one of its scripts' : 'no parser reads it';
      else throw error;
    }
  }
  if (kind) {
    const file = { path, kind, text, ...(kind === 'json' && { json: parseJson(text) }) };
    for (const rule of rules) rule.texts?.[kind]?.(file, tellFor(rule));
  }
  return { ...accepted([...findings.values()], text), ...(skipped && { skipped }) };
}

function scriptsIn(path: string, text: string): readonly Stretch[] {
  if (isScript(path)) return [{ start: 0, end: text.length }];
  return textKindOf(path) === 'html' ? inlineScripts(text) : [];
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
