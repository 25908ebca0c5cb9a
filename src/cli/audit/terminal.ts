import { byRule, type RuleFindings, whereOf } from '../../scanner/report/findings.ts';
import { counted, shareText, summaryOf, trendLine } from '../../scanner/report/summary.ts';
import type { AuditFinding, AuditReport, ProbeResult, RuntimeCheck, Severity } from '../../scanner/report.ts';
import type { Output } from '../io.ts';
import { printable } from '../terminal/printable.ts';
import type { Style } from '../terminal/style.ts';
import { table } from '../terminal/table.ts';
import { wrap } from '../terminal/wrap.ts';

const WIDEST = 100; // longer lines of prose are hard to read
const MOST_PLACES = 12; // where a person reads; what is piped on is whole
const INDENT = '  ';

const COLOURS = {
  critical: ['bold', 'red'],
  high: 'red',
  medium: 'yellow',
  low: 'cyan',
} as const satisfies Readonly<Record<Severity, Parameters<Style>[0]>>;

const SIGNS = {
  passed: ['green', '✓'],
  failed: ['red', '✗'],
  skipped: ['dim', '–'],
} as const satisfies Readonly<Record<RuntimeCheck['status'], readonly [Parameters<Style>[0], string]>>;

/** A report for a terminal: the summary first, then every rule with its places, why and fix once. */
export function terminalText(report: AuditReport, { isTTY, columns }: Output, style: Style): string {
  const width = Math.max(40, Math.min(columns, WIDEST));
  const added = new Set(report.trend?.added);
  const most = isTTY ? MOST_PLACES : Number.POSITIVE_INFINITY;
  const trend = trendLine(report);
  const blocks = [
    [style('bold', line(`${report.subject}: ${summaryOf(report)}`)), ...(trend === undefined ? [] : [trend])],
    ...byRule(report).map((group) => ruleLines(group, { added, most, width, style })),
    ...(report.probes ?? []).map((result) => probeLines(result, style)),
    ...(report.runtime ? [checkLines(report.runtime.checks, style)] : []),
    footLines(report, style),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

interface Look {
  readonly added: ReadonlySet<AuditFinding>;
  readonly most: number;
  readonly width: number;
  readonly style: Style;
}

function ruleLines({ rule, severity, findings }: RuleFindings, { added, most, width, style }: Look): string[] {
  const places = findings.slice(0, most).map((finding) => {
    const message = finding.message === rule.title ? '' : `  ${finding.message}`;
    const isNew = added.has(finding) ? style('green', '  new') : '';
    return `${INDENT}${style('cyan', line(whereOf(finding)))}${line(message)}${isNew}`;
  });
  const rest = findings.length - places.length;
  return [
    `${style(COLOURS[severity], severity.padEnd(8))}  ${style('bold', line(rule.title))}  ${style('dim', line(rule.id))}`,
    ...places,
    ...(rest > 0 ? [style('dim', `${INDENT}and ${rest} more`)] : []),
    ...advice('Why', rule.why, width, style),
    ...advice('Fix', rule.fix, width, style),
  ];
}

function advice(head: string, text: string, width: number, style: Style): string[] {
  if (text === '') return [];
  return wrap(line(text), width - 7).map((each, index) =>
    `${INDENT}${index === 0 ? style('dim', head) : '   '}  ${each}`.trimEnd(),
  );
}

const probeLines = (result: ProbeResult, style: Style): string[] => [
  style('bold', line(`Attacks on ${result.target}, safeguards ${result.safeguards} (seed ${result.seed})`)),
  ...table(
    [
      ...result.categories.map(({ category, succeeded }) => [INDENT + line(category), shareText(succeeded)]),
      [`${INDENT}harmless, but refused`, shareText(result.falsePositives)],
    ],
    ['left', 'right'],
  ),
  ...(result.unfinished > 0
    ? [style('dim', `${INDENT}${counted(result.unfinished, 'probe')} left out or failed`)]
    : []),
];

const checkLines = (checks: readonly RuntimeCheck[], style: Style): string[] => [
  style('bold', 'Runtime checks'),
  ...table(
    checks.map(({ title, status, detail }) => [
      `${INDENT}${style(SIGNS[status][0], SIGNS[status][1])} ${line(title)}`,
      style('dim', line(detail)),
    ]),
  ),
];

function footLines({ static: files }: AuditReport, style: Style): string[] {
  const accepted = files?.suppressed.length ?? 0;
  const skipped = files?.skipped ?? [];
  const named = skipped.slice(0, 3).map(({ path, reason }) => `${path} (${reason})`);
  return [
    ...(accepted > 0 ? [`${counted(accepted, 'finding')} accepted in comments`] : []),
    ...(skipped.length > 0
      ? [`${counted(skipped.length, 'file')} not read: ${named.join(', ')}${skipped.length > 3 ? ' …' : ''}`]
      : []),
  ].map((text) => style('dim', line(text)));
}

/** Text that stays on its line and commands nothing. */
const line = (text: string): string => printable(text.replace(/[\t\n\r]/g, ' '));
