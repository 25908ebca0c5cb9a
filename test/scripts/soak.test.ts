import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { describeMeasure, meetsBar } from '../../scripts/bench/support/report.ts';
import { soak } from '../../scripts/soak/soak.ts';

setFlagsFromString('--expose-gc');
globalThis.gc = runInNewContext('gc');

test('LO-02: calls with mixed faults and aborts leave no memory, timer, listener or place behind', {
  timeout: 60_000,
}, async () => {
  const { endings, measures } = await soak({ calls: 1_000, seed: 1 });
  expect(measures.filter((measure) => !meetsBar(measure)).map(describeMeasure)).toEqual([]);
  expect(endings.get('ok')).toBeGreaterThan(500);
  expect(endings.size).toBeGreaterThan(8);
});
