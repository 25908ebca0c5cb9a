import { parseArgs } from 'node:util';
import { describeMeasure, meetsBar } from './bench/support/report.ts';
import { soak } from './soak/soak.ts';

/**
 * `npm run soak -- --calls N --seed N`: a million calls in this process, with faults and aborts, and what is left of them;
 * exits 1 if a bar is missed.
 */
const { values } = parseArgs({
  options: { calls: { type: 'string', default: '1000000' }, seed: { type: 'string', default: '20261123' } },
});
const [calls, seed] = [Number(values.calls), Number(values.seed)];
if (!Number.isInteger(calls) || calls < 100) throw new TypeError('`--calls` must be an integer of 100 or more');
if (!Number.isInteger(seed)) throw new TypeError('`--seed` must be an integer');

const started = performance.now();
const onProgress = process.stderr.isTTY
  ? (done: number) => void process.stderr.write(`\r${Math.round((100 * done) / calls)} %`)
  : undefined;
const { endings, requests, measures } = await soak({ calls, seed, ...(onProgress && { onProgress }) });
if (onProgress) process.stderr.write('\r');
const seconds = Math.round((performance.now() - started) / 1_000);
console.log(
  `${calls.toLocaleString('en')} calls, ${requests.toLocaleString('en')} requests, ${seconds} s, seed ${seed}`,
);
for (const [ending, count] of [...endings].sort(([, a], [, b]) => b - a))
  console.log(`  ${ending}: ${count.toLocaleString('en')}`);
for (const measure of measures) {
  console.log(`  ${describeMeasure(measure)}`);
  if (!meetsBar(measure)) process.exitCode = 1;
}
