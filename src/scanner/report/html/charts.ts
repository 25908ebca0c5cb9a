import { type AuditReport, type ProbeResult, SEVERITIES, type Share } from '../../report.ts';
import { escapeXml } from '../escape.ts';
import { findingsOf } from '../findings.ts';
import { riskNamed } from '../references.ts';
import { counted, shareText } from '../summary.ts';

/** How many findings there are of each severity. */
export function severityChart(report: AuditReport): string {
  const findings = findingsOf(report);
  if (findings.length === 0) return '';
  const counts = SEVERITIES.map((severity) => ({
    label: severity,
    css: severity,
    count: findings.filter((each) => each.severity === severity).length,
  }));
  return bars('severity', 'By severity', counts);
}

/** How many findings there are under each risk of OWASP's lists. A finding may stand under several. */
export function riskChart(report: AuditReport): string {
  const refs = new Map(report.rules.map((rule) => [rule.id, rule.refs]));
  const counts = new Map<string, number>();
  for (const { rule } of findingsOf(report))
    for (const ref of refs.get(rule) ?? []) if (riskNamed(ref)) counts.set(ref, (counts.get(ref) ?? 0) + 1);
  const rows = Array.from(counts, ([ref, count]) => ({ label: `${ref} ${riskNamed(ref)}`, css: 'risk', count }));
  return bars(
    'risks',
    'By OWASP risk',
    rows.sort((one, other) => other.count - one.count),
  );
}

interface Bar {
  readonly label: string;
  readonly css: string;
  readonly count: number;
}

function bars(id: string, title: string, rows: readonly Bar[]): string {
  if (rows.length === 0) return '';
  const most = Math.max(...rows.map(({ count }) => count));
  const lines = rows.map(
    ({ label, css, count }) =>
      `<tr><th scope="row">${escapeXml(label)}</th><td class="plot">${plot(rectangle(css, 0, count / most))}</td><td class="number">${count.toLocaleString('en')}</td></tr>`,
  );
  return `<section aria-labelledby="${id}"><h2 id="${id}">${title}</h2><table class="chart"><tbody>${lines.join('')}</tbody></table></section>`;
}

/** Attacks that reached their goal, by category with their intervals, and what harmless requests had to bear. */
export const attackCharts = ({ probes = [] }: AuditReport): string => probes.map(attackChart).join('\n');

function attackChart(result: ProbeResult, index: number): string {
  const { target, safeguards, seed, categories, falsePositives, unfinished } = result;
  const row = (label: string, css: string, share: Share) =>
    `<tr class="${css}"><th scope="row">${escapeXml(label)}</th><td class="plot">${interval(css, share)}</td><td class="number">${shareText(share)}</td></tr>`;
  const left = unfinished > 0 ? ` ${counted(unfinished, 'probe')} left out or failed.` : '';
  return `<section aria-labelledby="attacks-${index}"><h2 id="attacks-${index}">Attacks on ${escapeXml(target)}, safeguards ${escapeXml(safeguards)}</h2>
<p class="meta">Share that succeeded, from 0 to 100 %, with its 95 % interval; seed ${seed}.${left} The last row is what it costs: harmless requests that were refused.</p>
<table class="chart"><tbody>${categories.map(({ category, succeeded }) => row(category, 'attack', succeeded)).join('')}${row('harmless, but refused', 'harmless', falsePositives)}</tbody></table></section>`;
}

const interval = (css: string, { count, of, low, high }: Share): string =>
  of === 0 ? '' : plot(rectangle(`${css} range`, low, high) + rectangle(css, count / of - 0.006, count / of + 0.006));

/** Shares of the width. */
function rectangle(css: string, from: number, to: number): string {
  const [start, end] = [Math.max(0, from), Math.min(1, to)];
  return `<rect class="${css}" x="${round(start * 100)}" width="${round((end - start) * 100)}" height="10"/>`;
}

const plot = (shapes: string): string =>
  `<svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true" focusable="false"><rect class="track" width="100" height="10"/>${shapes}</svg>`;

const round = (number: number): number => Math.round(number * 100) / 100;
