import type { AuditFinding, AuditReport, ProbeResult } from '../report.ts';
import { codeInMarkdown, escapeMarkdown } from './escape.ts';
import { byRule, type RuleFindings, whereOf } from './findings.ts';
import { counted, shareText, summaryOf, trendLine } from './summary.ts';

/** A comment on a change may hold 65,536 characters. */
const MOST_RULES = 40;
const MOST_PLACES = 10;

/** A report for the comment on a change: the summary, then each rule with its places. */
export function markdownOf(report: AuditReport): string {
  const groups = byRule(report);
  const added = new Set(report.trend?.added);
  const trend = trendLine(report);
  const accepted = report.static?.suppressed.length ?? 0;
  const skipped = report.static?.skipped.length ?? 0;
  const rest = groups.length - MOST_RULES;
  const lines = [
    `## secure-llm audit of ${escapeMarkdown(report.subject)}`,
    `**${escapeMarkdown(summaryOf(report))}.**${trend === undefined ? '' : ` ${escapeMarkdown(trend)}.`}`,
    ...groups.slice(0, MOST_RULES).map((group) => ruleText(group, added)),
    ...(rest > 0 ? [`And ${counted(rest, 'rule')} more.`] : []),
    ...(report.probes ?? []).map(probeText),
    ...(report.runtime
      ? [
          table(
            ['check', 'result', 'seen'],
            report.runtime.checks.map(({ title, status, detail }) => [
              escapeMarkdown(title),
              status,
              escapeMarkdown(detail),
            ]),
          ),
        ]
      : []),
    ...(accepted > 0 ? [`${counted(accepted, 'finding')} accepted by comments in the code.`] : []),
    ...(skipped > 0 ? [`${counted(skipped, 'file')} not read.`] : []),
  ];
  return `${lines.join('\n\n')}\n`;
}

function ruleText({ rule, severity, findings }: RuleFindings, added: ReadonlySet<AuditFinding>): string {
  const rest = findings.length - MOST_PLACES;
  const places = findings.slice(0, MOST_PLACES).map((finding) => {
    const message = finding.message === rule.title ? '' : ` ${escapeMarkdown(finding.message)}`;
    return `- ${codeInMarkdown(whereOf(finding) || rule.id)}${message}${added.has(finding) ? ' **new**' : ''}`;
  });
  return [
    `### ${severity}: ${escapeMarkdown(rule.title)}`,
    [...places, ...(rest > 0 ? [`- and ${rest.toLocaleString('en')} more`] : [])].join('\n'),
    ...(rule.why === '' ? [] : [`${escapeMarkdown(rule.why)}`, `**Fix:** ${escapeMarkdown(rule.fix)}`]),
    `${codeInMarkdown(rule.id)} ${escapeMarkdown(rule.refs.join(', '))}`.trim(),
  ].join('\n\n');
}

const probeText = ({ target, safeguards, seed, categories, falsePositives, unfinished }: ProbeResult): string =>
  [
    `### Attacks on ${escapeMarkdown(target)}, safeguards ${escapeMarkdown(safeguards)} (seed ${seed})`,
    table(
      ['category', 'succeeded'],
      [
        ...categories.map(({ category, succeeded }) => [escapeMarkdown(category), shareText(succeeded)]),
        ['*harmless, but refused*', shareText(falsePositives)],
      ],
    ),
    ...(unfinished > 0 ? [`${counted(unfinished, 'probe')} left out or failed.`] : []),
  ].join('\n\n');

const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  [heads, heads.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
