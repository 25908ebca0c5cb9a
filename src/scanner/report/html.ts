import { base64 } from '../../lib/base64.ts';
import type { AuditReport } from '../report.ts';
import { escapeXml } from './escape.ts';
import { attackCharts, riskChart, severityChart } from './html/charts.ts';
import { overview } from './html/overview.ts';
import { acceptedSection, checksSection, findingsSection, skippedSection } from './html/sections.ts';
import { STYLE } from './html/style.ts';

/**
 * One file that needs no other: styles inside, charts as SVG, no script. Its policy lets a browser load nothing at all,
 * and the one style sheet is named by its hash.
 */
export async function htmlOf(report: AuditReport): Promise<string> {
  const title = escapeXml(`secure-llm audit of ${report.subject}`);
  const hash = base64(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(STYLE))));
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
${overview(report)}
${severityChart(report)}
${riskChart(report)}
${attackCharts(report)}
${findingsSection(report)}
${checksSection(report)}
${acceptedSection(report)}
${skippedSection(report)}
</main>
<footer><p>Made by secure-llm ${escapeXml(report.tool.version)}. An audit finds what its rules know; finding nothing proves nothing more than that.</p></footer>
</body>
</html>
`;
}
