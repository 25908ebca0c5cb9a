import { readdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { type Bench, describeMeasure, meetsBar } from './bench/support/report.ts';

/** `npm run bench -- [name…]`: runs the files of `scripts/bench/`, or those named; exits 1 if a bar is missed. */
const files = await readdir(new URL('bench/', import.meta.url));
const subjects = files.filter((file) => file.endsWith('.ts')).map((file) => file.slice(0, -3));
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !subjects.includes(name));
if (unknown.length > 0) {
  console.error(`No such bench: ${unknown.join(', ')}. There are: ${subjects.join(', ')}`);
  process.exit(2);
}

console.log(
  `node ${process.version}, ${process.platform} ${process.arch}, ${cpus().length} cores. Trust ratios, not times.`,
);
for (const name of wanted.length > 0 ? wanted : subjects) {
  const { bench }: { bench: Bench } = await import(`./bench/${name}.ts`);
  console.log(`\n${name}`);
  for (const measure of await bench()) {
    console.log(`  ${describeMeasure(measure)}`);
    if (!meetsBar(measure)) process.exitCode = 1;
  }
}
