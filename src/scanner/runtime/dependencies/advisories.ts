import { isRecord, parseJson } from '../../../lib/json.ts';
import type { Severity } from '../../report.ts';
import { type Found, judged, type Outcome, skipped } from '../outcome.ts';
import { textOf } from './lockfile.ts';
import { VULNERABLE } from './rules.ts';

const SEVERITY: Readonly<Record<string, Severity>> = { critical: 'critical', high: 'high', moderate: 'medium' };
const LONGEST = 160;

/** What `npm audit --json` printed. Where it printed no result, nothing can be said. */
export function advisoryOutcome(printed: string): Outcome {
  const report = parseJson(printed);
  if (!isRecord(report)) return skipped(VULNERABLE, 'npm audit printed no JSON');
  if (!isRecord(report.vulnerabilities)) return skipped(VULNERABLE, `npm audit got no answer${statusOf(report)}`);
  const found = new Map<string, Found>();
  for (const entry of Object.values(report.vulnerabilities)) {
    const vias = isRecord(entry) && Array.isArray(entry.via) ? entry.via.filter(isRecord) : [];
    for (const via of vias) {
      const subject = textOf(via.name) ?? 'a package';
      const message = `${subject}: ${(textOf(via.title) ?? 'vulnerable').slice(0, LONGEST)}`;
      const severity = SEVERITY[textOf(via.severity) ?? ''] ?? 'low';
      found.set(textOf(via.url) ?? message, { subject, message, severity });
    }
  }
  return judged(
    VULNERABLE,
    [...found.values()],
    found.size > 0 ? `${found.size} advisories` : 'npm audit knows of none',
  );
}

/** Numbers and codes only: what a registry says may quote its address. */
function statusOf({ error, statusCode }: { readonly error?: unknown; readonly statusCode?: unknown }): string {
  const code = isRecord(error) ? textOf(error.code) : undefined;
  if (code !== undefined && /^[A-Z\d]{3,20}$/.test(code)) return `: ${code}`;
  return typeof statusCode === 'number' ? `: the registry says ${statusCode}` : '';
}
