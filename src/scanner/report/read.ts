import { isRecord, parseJson } from '../../lib/json.ts';
import { type AuditReport, SEVERITIES } from '../report.ts';

/** As `toISOString` has it. */
const TIME = /^\d{4}-\d\d-\d\dT[\d:.]{8,12}Z$/;

/** Reads a report that was written as JSON. Undefined for what is none; of one, only what a comparison needs is checked. */
export function readReport(text: string): AuditReport | undefined {
  const report = parseJson(text);
  if (!isRecord(report) || !isRecord(report.tool) || report.tool.name !== 'secure-llm') return undefined;
  const { time, static: files, probes = [], runtime } = report;
  if (typeof time !== 'string' || !TIME.test(time) || !Array.isArray(probes)) return undefined;
  const parts = [files, runtime, ...probes].filter((part) => part !== undefined);
  return parts.every(isPart) ? (report as unknown as AuditReport) : undefined;
}

const isPart = (part: unknown): boolean =>
  isRecord(part) && Array.isArray(part.findings) && part.findings.every(isFinding);

const isFinding = (finding: unknown): boolean =>
  isRecord(finding) &&
  typeof finding.rule === 'string' &&
  typeof finding.message === 'string' &&
  SEVERITIES.some((severity) => severity === finding.severity) &&
  (finding.place === undefined || isPlace(finding.place)) &&
  (finding.subject === undefined || typeof finding.subject === 'string');

const isPlace = (place: unknown): boolean =>
  isRecord(place) &&
  typeof place.path === 'string' &&
  [place.line, place.column, place.endLine, place.endColumn].every(Number.isSafeInteger);
