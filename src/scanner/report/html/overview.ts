import type { AuditReport } from '../../report.ts';
import { escapeXml } from '../escape.ts';
import { byRule, bySeverity, findingsOf } from '../findings.ts';
import { counted, summaryOf } from '../summary.ts';
import { anchorOf } from './sections.ts';

const MOST_STEPS = 5;

const VERDICT = {
  critical: 'Critical: fix this before anything else',
  high: 'High risk: fix this before the next release',
  medium: 'Some risk: plan the fixes',
  low: 'Low risk: a few things to tidy up',
} as const;

/** What whoever has one minute needs: how it stands, what to do first, what has changed. */
export function overview(report: AuditReport): string {
  const [[worst] = []] = bySeverity(findingsOf(report));
  const when = report.time.replace('T', ' ').slice(0, 16);
  return `<header>
<p class="eyebrow">Security audit</p>
<h1>${escapeXml(report.subject)}</h1>
<p class="meta"><time datetime="${escapeXml(report.time)}">${escapeXml(when)} UTC</time> · took ${(report.durationMs / 1_000).toFixed(1)} s</p>
</header>
<section class="verdict ${worst ?? 'clean'}" aria-labelledby="verdict">
<h2 id="verdict">${worst ? VERDICT[worst] : 'Nothing found'}</h2>
<p>${escapeXml(summaryOf(report))}.</p>
${trendTiles(report)}
</section>
${firstSteps(report)}`;
}

function firstSteps(report: AuditReport): string {
  const groups = byRule(report);
  if (groups.length === 0) return '';
  const steps = groups.slice(0, MOST_STEPS).map(({ rule, severity, findings }, index) => {
    const place = `<a href="#${anchorOf(index)}">${counted(findings.length, 'finding')}</a>`;
    return `<li><p><span class="chip ${severity}">${severity}</span> <strong>${escapeXml(rule.title)}</strong> <span class="count">${place}</span></p><p>${escapeXml(rule.fix)}</p></li>`;
  });
  return `<section aria-labelledby="first"><h2 id="first">Do this first</h2><ol class="steps">${steps.join('\n')}</ol></section>`;
}

function trendTiles({ trend }: AuditReport): string {
  if (!trend) return '';
  const tiles = [
    ['new', trend.added.length],
    ['fixed', trend.fixed.length],
    ['known', trend.known],
  ] as const;
  const since = escapeXml(trend.since.slice(0, 10));
  return `<dl class="tiles">${tiles.map(([name, count]) => `<div class="${count > 0 ? name : 'none'}"><dt>${name} since ${since}</dt><dd>${count.toLocaleString('en')}</dd></div>`).join('')}</dl>`;
}
