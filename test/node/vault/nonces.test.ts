import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';

test('100,000 records of four threads and a restart share no salt and nonce (DS-04)', {
  timeout: 120_000,
}, async () => {
  const seals = async (count: number): Promise<readonly string[]> => {
    const worker = new Worker(new URL('./seals-worker.ts', import.meta.url), { workerData: count });
    const [pairs] = await once(worker, 'message');
    return pairs;
  };
  const before = await Promise.all([1, 2, 3, 4].map(() => seals(20_000)));
  const after = await seals(20_000); // a thread begins as a process does
  const pairs = [...before, after].flat();
  expect(pairs).toHaveLength(100_000);
  expect(new Set(pairs).size).toBe(100_000);
  expect(new Set(pairs.map((pair) => pair.slice(0, 42))).size).toBe(100_000); // nor a salt, which makes the key
});
