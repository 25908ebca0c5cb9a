import type { AuditFinding, AuditReport, RuleInfo, Severity } from '../report.ts';
import { findingsOf } from './findings.ts';
import { linkTo } from './references.ts';
import { fingerprints } from './trend.ts';

const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const;

/** Where code hosts draw their lines: 9, 7 and 4. */
const SCORE = { critical: '9.5', high: '8.0', medium: '5.5', low: '2.0' } as const satisfies Record<Severity, string>;

/** SARIF 2.1.0, as code hosts and editors read it. */
export function sarifOf(report: AuditReport): object {
  const { tool, rules, trend } = report;
  const names = fingerprints([
    ...findingsOf(report),
    ...(report.static?.suppressed ?? []).map(({ finding }) => finding),
    ...(trend?.fixed ?? []),
  ]);
  const added = new Set(trend?.added);
  const resultOf = (finding: AuditFinding) => ({
    ruleId: finding.rule,
    ...indexOf(rules, finding.rule),
    level: LEVEL[finding.severity],
    message: { text: finding.message.toWellFormed() },
    locations: [locationOf(finding)],
    partialFingerprints: { 'secureLLM/v1': (names.get(finding) ?? '').toWellFormed() },
  });
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: tool.name, semanticVersion: tool.version, rules: rules.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        originalUriBaseIds: { SRCROOT: { description: { text: 'The folder that was audited.' } } },
        invocations: [{ executionSuccessful: true, endTimeUtc: report.time, ...notesOf(report) }],
        results: [
          ...findingsOf(report).map((finding) => ({
            ...resultOf(finding),
            ...(trend && { baselineState: added.has(finding) ? 'new' : 'unchanged' }),
          })),
          ...(report.static?.suppressed ?? []).map(({ finding, reason }) => ({
            ...resultOf(finding),
            suppressions: [{ kind: 'inSource', justification: reason.toWellFormed() }],
          })),
          ...(trend?.fixed ?? []).map((finding) => ({ ...resultOf(finding), baselineState: 'absent' })),
        ],
      },
    ],
  };
}

function descriptorOf({ id, title, severity, why, fix, refs }: RuleInfo): object {
  const helpUri = refs.map(linkTo).find((link) => link !== undefined);
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${why}\n\n${fix}\n\n${refs.join(', ')}`,
      markdown: `${why}\n\n**Fix:** ${fix}\n\n${refs.join(', ')}`,
    },
    ...(helpUri && { helpUri }),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: { 'security-severity': SCORE[severity], precision: 'high', tags: ['security', ...refs] },
  };
}

/** What is in no file gets a place of its own, as code hosts refuse results without one. */
function locationOf({ place, subject = 'secure-llm' }: AuditFinding): object {
  const region = place
    ? { startLine: place.line, startColumn: place.column, endLine: place.endLine, endColumn: place.endColumn }
    : { startLine: 1 };
  const artifactLocation = { uri: uriOf(place?.path ?? subject), uriBaseId: 'SRCROOT' };
  return {
    physicalLocation: { artifactLocation, region },
    ...(!place && { logicalLocations: [{ fullyQualifiedName: subject.toWellFormed() }] }),
  };
}

const uriOf = (path: string): string => path.toWellFormed().split('/').map(encodeURIComponent).join('/');

function indexOf(rules: readonly RuleInfo[], id: string): { readonly ruleIndex?: number } {
  const ruleIndex = rules.findIndex((rule) => rule.id === id);
  return ruleIndex === -1 ? {} : { ruleIndex };
}

function notesOf({ static: files }: AuditReport): object {
  if (!files || files.skipped.length === 0) return {};
  return {
    toolExecutionNotifications: files.skipped.map(({ path, reason }) => ({
      level: 'warning',
      message: { text: `not read: ${reason}`.toWellFormed() },
      locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(path), uriBaseId: 'SRCROOT' } } }],
    })),
  };
}
