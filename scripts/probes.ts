import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { between } from './docs/between.ts';
import { reportProbes } from './eval/probes-report.ts';
import { asMarkdown, asText, barTable, markdownTable, meets } from './eval/report.ts';

/**
 * `npm run probes` attacks a model that obeys everything behind three sets of safeguards, about a minute; it needs no data.
 * `--write` sets the figures into docs/evaluation.md.
 */
const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });
const [SEED, PER_CATEGORY] = [1, 100];

const report = await reportProbes(SEED, PER_CATEGORY);
console.log(asText(report));
const { bars = [] } = report;
console.log(`\n${bars.filter(meets).length} of ${bars.length} bars are met`);

if (values.write) {
  const path = new URL('../docs/evaluation.md', import.meta.url);
  const date = new Date().toISOString().slice(0, 10);
  const written = [
    `Measured on ${date} with \`npm run probes\`: seed ${SEED}, ${PER_CATEGORY} attacks of each category; 95 % Wilson intervals.`,
    markdownTable(barTable([report])),
    asMarkdown(report),
  ].join('\n\n');
  writeFileSync(path, between(readFileSync(path, 'utf8'), 'probes', written));
  console.log('docs/evaluation.md was written');
}
