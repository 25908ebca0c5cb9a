import type { AuditFinding, AuditReport } from '../report.ts';
import { escapeXml } from './escape.ts';
import { findingsOf, whereOf } from './findings.ts';

/** JUnit XML: every finding is a failed test, what a comment accepts a skipped one, a check of a running system its own. */
export function junitOf(report: AuditReport): string {
  const rules = new Map(report.rules.map((rule) => [rule.id, rule]));
  const failed = (finding: AuditFinding): string => {
    const { why = '', fix = '' } = rules.get(finding.rule) ?? {};
    return findingCase(
      finding,
      `<failure type=${quoted(finding.severity)} message=${quoted(finding.message)}>${escapeXml(`${why}\n${fix}\n${whereOf(finding)}`)}</failure>`,
    );
  };
  const suites = [
    suite(
      'files',
      report.static && [
        ...report.static.findings.map(failed),
        ...report.static.suppressed.map(({ finding, reason }) =>
          findingCase(finding, `<skipped message=${quoted(reason)}/>`),
        ),
      ],
    ),
    suite(
      'probes',
      report.probes?.flatMap(({ findings }) => findings.map(failed)),
    ),
    suite(
      'runtime',
      report.runtime && [
        ...report.runtime.findings.map(failed),
        ...report.runtime.checks
          .filter(({ status }) => status !== 'failed')
          .map(({ id, title, status, detail }) =>
            testCase(id, title, status === 'skipped' ? `<skipped message=${quoted(detail)}/>` : ''),
          ),
      ],
    ),
  ];
  const failures = findingsOf(report).length;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="secure-llm audit" failures="${failures}">\n${suites.join('')}</testsuites>\n`;
}

/** One test stands for all where there is nothing to tell: readers take a suite without tests for an error. */
function suite(name: string, cases: readonly string[] | undefined): string {
  if (!cases) return '';
  const all = cases.length > 0 ? cases : [testCase(name, 'no findings', '')];
  const count = (tag: string) => all.filter((each) => each.includes(`<${tag} `)).length;
  return `  <testsuite name="${name}" tests="${all.length}" failures="${count('failure')}" skipped="${count('skipped')}">\n${all.join('')}  </testsuite>\n`;
}

const findingCase = (finding: AuditFinding, content: string): string =>
  testCase(finding.rule, `${finding.message} (${whereOf(finding)})`, content, finding.place?.path);

function testCase(className: string, name: string, content: string, file?: string): string {
  const where = file === undefined ? '' : ` file=${quoted(file)}`;
  const end = content === '' ? '/>' : `>${content}</testcase>`;
  return `    <testcase classname=${quoted(className)} name=${quoted(name)}${where}${end}\n`;
}

const quoted = (text: string): string => `"${escapeXml(text).replace(/[\t\n\r]/g, ' ')}"`;
