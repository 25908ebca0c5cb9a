import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { TOKEN } from '../../support/gateway.ts';
import { until } from '../../support/loopback.ts';
import { hasRedis, type RedisServer, redisServer } from '../../support/redis.ts';

/** A gateway of its own, and when it let requests in. */
function worker({ url }: RedisServer, requests: number, windowMs: number) {
  const file = fileURLToPath(new URL('worker.ts', import.meta.url));
  const process = spawn(globalThis.process.execPath, [file, url, `${requests}`, `${windowMs}`]);
  const starts: number[] = [];
  let port: string | undefined;
  let rest = '';
  process.stdout.on('data', (bytes) => {
    const lines = `${rest}${bytes}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines)
      if (line.startsWith('port ')) port = line.slice('port '.length);
      else starts.push(Number(line));
  });
  return {
    starts,
    isReady: () => port !== undefined,
    ask: async () => {
      const headers = { authorization: `Bearer ${TOKEN}` };
      const answer = await fetch(`http://127.0.0.1:${port}/v1/models`, { headers });
      await answer.text();
      return answer.status;
    },
    [Symbol.dispose]: () => process.kill('SIGKILL'),
  };
}

const LIMIT = 20;
const WINDOW_MS = 1_000;

// `retry`: what is measured are moments in processes that share their cores with others
test.runIf(hasRedis)(
  'DT-01: two gateways on one Redis keep to one limit together and use at least nine tenths of it',
  { retry: 2 },
  async () => {
    await using server = await redisServer();
    using first = worker(server, LIMIT, WINDOW_MS);
    using second = worker(server, LIMIT, WINDOW_MS);
    await until(() => first.isReady() && second.isReady());
    const from = Date.now();
    const end = from + 3.5 * WINDOW_MS;
    const caller = async ({ ask }: typeof first) => {
      while (Date.now() < end) await ask();
    };
    await Promise.all([first, second].flatMap((each) => [caller(each), caller(each)]));
    const starts = [...first.starts, ...second.starts].sort((a, b) => a - b);
    const shorter = WINDOW_MS / 1.05; // no more than the limit in it: a rate of at most 5 % above
    const inWindow = starts.map((at) => starts.filter((each) => each > at - shorter && each <= at).length);
    expect(Math.max(...inWindow)).toBeLessThanOrEqual(LIMIT);
    expect(starts.length).toBeGreaterThanOrEqual(0.9 * LIMIT * 4); // four windows have begun
    for (const each of [first, second]) expect(each.starts.length).toBeGreaterThan(0);
  },
);

test.runIf(hasRedis)('no request is stuck while Redis stands still, is away or starts empty', async () => {
  await using server = await redisServer();
  using only = worker(server, 1_000, 60_000);
  await until(() => only.isReady());
  const took = async () => {
    const from = performance.now();
    expect(await only.ask()).toBe(200); // by its part of the limit
    return performance.now() - from;
  };
  await took();
  server.freeze();
  expect(await took()).toBeLessThan(2_000); // one wait of 250 ms
  expect(await took()).toBeLessThan(1_000); // none
  server.thaw();
  await server.restart();
  expect(await took()).toBeLessThan(2_000);
  await server.kill();
  expect(await took()).toBeLessThan(2_000);
});
