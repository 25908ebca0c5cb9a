import { SEVERITIES } from '../../src/scanner/report.ts';
import { RUNTIME_RULES } from '../../src/scanner/runtime/rules.ts';
import { STATIC_RULES } from '../../src/scanner/static/rules/index.ts';
import { between, table } from './between.ts';

/** docs/audit.md with every rule about files, the worst first, and every one about what runs, by its flag. */
export const withAuditRules = (markdown: string): string =>
  between(
    between(markdown, 'audit rules', SEVERITIES.flatMap(section).join('\n\n')),
    'runtime rules',
    Object.entries(RUNTIME_RULES)
      .flatMap(([flag, rules]) => [`### \`${flag}\``, runtimeTable(rules)])
      .join('\n\n'),
  );

const runtimeTable = (rules: (typeof RUNTIME_RULES)[string]): string =>
  table(
    ['Rule', 'Flaw', 'Severity', 'Why', 'What to do', 'References'],
    rules.map(({ id, title, severity, why, fix, refs }) =>
      [`\`${id}\``, title, severity, why, fix, refs.join(', ')].map(cell),
    ),
  );

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
