import { SEVERITIES } from '../../src/scanner/report.ts';
import { STATIC_RULES } from '../../src/scanner/static/rules/index.ts';
import { between, table } from './between.ts';

/** docs/audit.md with every rule about files, the worst first. */
export const withAuditRules = (markdown: string): string =>
  between(markdown, 'audit rules', SEVERITIES.flatMap(section).join('\n\n'));

function section(severity: (typeof SEVERITIES)[number]): readonly string[] {
  const rules = STATIC_RULES.filter((rule) => rule.severity === severity);
  if (rules.length === 0) return [];
  const rows = rules
    .toSorted((one, other) => (one.id < other.id ? -1 : 1))
    .map(({ id, title, why, fix, refs }) => [`\`${id}\``, title, why, fix, refs.join(', ')].map(cell));
  const heading = `### ${severity.charAt(0).toUpperCase()}${severity.slice(1)}`;
  return [heading, table(['Rule', 'Flaw', 'Why', 'What to do', 'References'], rows)];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
