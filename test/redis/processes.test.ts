import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { until } from '../support/loopback.ts';
import { hasRedis, redisServer } from '../support/redis.ts';

interface Work {
  readonly requests: number | '';
  readonly places: number | '';
  readonly windowMs?: number;
  readonly leaseMs?: number;
  readonly holdMs?: number;
}

/** A process that works, and the times of its starts as they come. */
function worker(url: string, { requests, places, windowMs = 1_000, leaseMs = 1_000, holdMs = 0 }: Work) {
  const file = fileURLToPath(new URL('worker.ts', import.meta.url));
  const limits = [requests, places].map((limit) => (limit === '' ? 'Infinity' : `${limit}`));
  const process: ChildProcess = spawn(globalThis.process.execPath, [
    file,
    url,
    ...limits,
    ...[windowMs, leaseMs, holdMs].map(String),
  ]);
  const starts: number[] = [];
  let isReady = false;
  let rest = '';
  process.stdout?.on('data', (bytes) => {
    const lines = `${rest}${bytes}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines)
      if (line === 'ready') isReady = true;
      else starts.push(Number(line));
  });
  return {
    starts,
    isReady: () => isReady,
    kill: () => process.kill('SIGKILL'),
    [Symbol.dispose]: () => process.kill('SIGKILL'),
  };
}

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

// `retry`: what is measured are moments in processes that share their cores with others
test.runIf(hasRedis)(
  'DT-01: two processes keep to one limit together and use at least nine tenths of it',
  {
    retry: 2,
  },
  async () => {
    await using server = await redisServer();
    using first = worker(server.url, { requests: 20, places: '' });
    using second = worker(server.url, { requests: 20, places: '' });
    await until(() => first.isReady() && second.isReady());
    const from = Date.now() + 500;
    await wait(4_000);
    const starts = [...first.starts, ...second.starts].sort((a, b) => a - b).filter((at) => at >= from);
    const last = Math.max(...starts);
    const seconds = (last - from) / 1_000;
    const inWindow = starts.map((end) => starts.filter((at) => at > end - 1_000 && at <= end).length);
    expect(Math.max(...inWindow)).toBeLessThanOrEqual(20 * 1.05);
    expect(starts.length / seconds).toBeGreaterThanOrEqual(20 * 0.9);
    for (const { starts } of [first, second]) expect(starts.length).toBeGreaterThan(20); // each has its part
  },
);

test.runIf(hasRedis)(
  'DT-02: the place of a process that was killed is free within its lease and a second',
  {
    retry: 2,
  },
  async () => {
    await using server = await redisServer();
    using holder = worker(server.url, { requests: '', places: 1, holdMs: 60_000 });
    await until(() => holder.starts.length === 1);
    using next = worker(server.url, { requests: '', places: 1, holdMs: 60_000 });
    await until(() => next.isReady());
    await wait(1_500); // longer than the lease, which is renewed meanwhile
    expect(next.starts).toEqual([]);
    holder.kill();
    const killedAt = Date.now();
    await until(() => next.starts.length === 1);
    expect((next.starts[0] ?? 0) - killedAt).toBeLessThanOrEqual(1_000 + 1_000);
  },
);
