import { readdir, readFile, writeFile } from 'node:fs/promises';
import { document } from './bench/support/document.ts';
import { machine } from './bench/support/machine.ts';
import { type Bench, describeMeasure, meetsBar } from './bench/support/report.ts';

/**
 * `npm run bench -- [name…] [--write] [--portkey=DIR]`: runs the files of `scripts/bench/`, or those named; exits 1 if a bar is missed. `--write`
 * puts what was measured into `scripts/bench/measured.json`, and docs/performance.md is made of that.
 */
const files = await readdir(new URL('bench/', import.meta.url));
const benches = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
const given = process.argv.slice(2);
const wanted = given.filter((argument) => !argument.startsWith('--'));
const unknown = wanted.filter((name) => !benches.includes(name));
if (unknown.length > 0) {
  console.error(`No such bench: ${unknown.join(', ')}. There are: ${benches.join(', ')}`);
  process.exit(2);
}

const MEASURED = new URL('bench/measured.json', import.meta.url);
const measured = JSON.parse(await readFile(MEASURED, 'utf8'));
const here = machine();
console.log(`${here.node}, ${here.system}, ${here.processors}. Trust ratios, not times.`);
for (const name of wanted.length > 0 ? wanted : benches) {
  const { bench }: { bench: Bench } = await import(`./bench/${name}.ts`);
  console.log(`\n${name}`);
  const measures = await bench();
  for (const measure of measures) {
    console.log(`  ${describeMeasure(measure)}`);
    if (!meetsBar(measure)) process.exitCode = 1;
  }
  measured[name] = { date: new Date().toISOString().slice(0, 10), machine: here, measures };
}
if (given.includes('--write')) {
  await writeFile(MEASURED, `${JSON.stringify(measured, null, 2)}\n`);
  const page = new URL('../docs/performance.md', import.meta.url);
  await writeFile(page, document(await readFile(page, 'utf8'), measured));
}
