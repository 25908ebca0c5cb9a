import type { AuditFinding, AuditReport } from '../../report.ts';
import { escapeXml } from '../escape.ts';
import { byRule, type RuleFindings, whereOf } from '../findings.ts';
import { linkTo, riskNamed } from '../references.ts';
import { counted } from '../summary.ts';

/** Where the findings of a rule stand in the page, by their order. */
export const anchorOf = (index: number): string => `finding-${index + 1}`;

/** Every finding, by severity and rule. */
export function findingsSection(report: AuditReport): string {
  const added = new Set(report.trend?.added);
  const groups = byRule(report).map((group, index) => ruleArticle(group, index, added));
  return section('findings', 'Findings', groups);
}

function ruleArticle(group: RuleFindings, index: number, added: ReadonlySet<AuditFinding>): string {
  const { rule, severity, findings } = group;
  const places = findings.map((finding) => {
    const message = finding.message === rule.title ? '' : ` ${escapeXml(finding.message)}`;
    const isNew = added.has(finding) ? ' <span class="chip new">new</span>' : '';
    return `<li><code>${escapeXml(whereOf(finding))}</code>${message}${isNew}</li>`;
  });
  const advice =
    rule.why === ''
      ? ''
      : `<dl><dt>Why</dt><dd>${escapeXml(rule.why)}</dd><dt>Fix</dt><dd>${escapeXml(rule.fix)}</dd></dl>`;
  return `<article class="${severity}" id="${anchorOf(index)}">
<h3><span class="chip ${severity}">${severity}</span> ${escapeXml(rule.title)}</h3>
${advice}
<ul class="places">${places.join('\n')}</ul>
<p class="meta"><code>${escapeXml(rule.id)}</code> ${rule.refs.map(referenceText).join(' · ')}</p>
</article>`;
}

function referenceText(reference: string): string {
  const [link, risk] = [linkTo(reference), riskNamed(reference)];
  if (link) return `<a href="${escapeXml(link)}" rel="noreferrer">${escapeXml(reference)}</a>`;
  return escapeXml(risk ? `${reference} ${risk}` : reference);
}

/** What was checked of a running system. */
export function checksSection({ runtime }: AuditReport): string {
  const rows = (runtime?.checks ?? []).map(
    ({ title, status, detail }) =>
      `<tr><td><span class="chip ${status}">${status}</span></td><th scope="row">${escapeXml(title)}</th><td>${escapeXml(detail)}</td></tr>`,
  );
  return section(
    'checks',
    'Runtime checks',
    rows.length === 0 ? [] : [`<table class="checks"><tbody>${rows.join('\n')}</tbody></table>`],
  );
}

/** What comments in the code accept, and why: somebody should read it now and then. */
export function acceptedSection({ static: files }: AuditReport): string {
  const rows = (files?.suppressed ?? []).map(
    ({ finding, reason }) =>
      `<li><code>${escapeXml(whereOf(finding))}</code> ${escapeXml(finding.message)}: <q>${escapeXml(reason)}</q></li>`,
  );
  return section(
    'accepted',
    'Accepted in comments',
    rows.length === 0 ? [] : [`<ul class="places">${rows.join('\n')}</ul>`],
  );
}

/** What no rule has seen. */
export function skippedSection({ static: files }: AuditReport): string {
  const rows = (files?.skipped ?? []).map(
    ({ path, reason }) => `<li><code>${escapeXml(path)}</code> ${escapeXml(reason)}</li>`,
  );
  if (rows.length === 0) return '';
  return section('skipped', 'Not read', [
    `<details><summary>${counted(rows.length, 'file')}</summary><ul class="places">${rows.join('\n')}</ul></details>`,
  ]);
}

const section = (id: string, title: string, content: readonly string[]): string =>
  content.length === 0
    ? ''
    : `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2>\n${content.join('\n')}\n</section>`;
