import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { withFigures } from './eval/document.ts';
import { asText, meets, type Report } from './eval/report.ts';
import { REPORTS } from './eval/reports.ts';

/**
 * `npm run eval -- --data DIR [name…]` measures the embedded provider and the guards on open data, the files of a folder.
 * `--verbose` lists single finds by row and offset; `--write` sets the figures of all reports into docs/evaluation.md.
 */
const { values, positionals } = parseArgs({
  options: { data: { type: 'string' }, verbose: { type: 'boolean' }, write: { type: 'boolean' } },
  allowPositionals: true,
});
const names = Object.keys(REPORTS);
const unknown = positionals.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new TypeError(`There is no report ${unknown.join(', ')}; there are ${names.join(', ')}`);
const { data } = values;
if (data === undefined) throw new TypeError('`--data` must name the folder with the files of the open data');
if (values.write && positionals.length > 0) throw new TypeError('`--write` takes all reports, so name none');

const reports: Report[] = [];
for (const name of positionals.length > 0 ? positionals : names) {
  const made = await REPORTS[name]?.(data);
  for (const report of made ?? []) {
    reports.push(report);
    console.log(`${asText(report, values.verbose)}\n`);
  }
}
const bars = reports.flatMap((report) => report.bars ?? []);
console.log(`${bars.filter(meets).length} of ${bars.length} bars are met`);

if (values.write) {
  const path = new URL('../docs/evaluation.md', import.meta.url);
  const commit = execFileSync('git', ['rev-parse', '--short=12', 'HEAD'], { encoding: 'utf8' }).trim();
  const date = new Date().toISOString().slice(0, 10);
  writeFileSync(path, withFigures(readFileSync(path, 'utf8'), { date, commit, reports }));
  for (const [file, svg] of reports.flatMap(({ pictures = [] }) => pictures))
    writeFileSync(new URL(`../docs/${file}`, import.meta.url), svg);
  console.log('docs/evaluation.md was written');
}
