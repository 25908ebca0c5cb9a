import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const isInstalled = spawnSync('redis-server', ['--version']).status === 0;

/**
 * Whether a real Redis can be started here. Where the tests must not be skipped, `REQUIRE_REDIS=1` makes its absence an error.
 */
export const hasRedis = ((): boolean => {
  if (isInstalled) return true;
  if (process.env.REQUIRE_REDIS === '1')
    throw new Error('`redis-server` is not installed, and REQUIRE_REDIS=1 forbids to skip');
  console.warn('SKIPPED: the tests of shared limits need `redis-server`, which is not installed');
  return false;
})();

/** A `redis-server` on a free port of 127.0.0.1, without persistence. `await using` kills it. */
export interface RedisServer extends AsyncDisposable {
  readonly port: number;
  readonly url: string;
  /** Stops every answer while connections stay open. */
  freeze(): void;
  thaw(): void;
  kill(): Promise<void>;
  /** Starts it again on its port, empty. */
  restart(): Promise<void>;
}

export async function redisServer(): Promise<RedisServer> {
  const port = await freePort();
  const folder = mkdtempSync(join(tmpdir(), 'redis-'));
  let server = await start(port, folder);
  const killNow = () => server.kill('SIGKILL');
  process.once('exit', killNow); // a test run that ends early
  const kill = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const exit = once(server, 'exit');
    server.kill('SIGKILL');
    await exit;
  };
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    freeze: () => server.kill('SIGSTOP'),
    thaw: () => server.kill('SIGCONT'),
    kill,
    async restart() {
      await kill();
      server = await start(port, folder);
    },
    async [Symbol.asyncDispose]() {
      await kill();
      process.off('exit', killNow);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function start(port: number, folder: string): Promise<ChildProcess> {
  const options = { port, bind: '127.0.0.1', dir: folder, save: '', appendonly: 'no', 'enable-debug-command': 'local' };
  const server = spawn(
    'redis-server',
    Object.entries(options).flatMap(([name, value]) => [`--${name}`, `${value}`]),
    {
      stdio: ['ignore', 'pipe', 'ignore'],
    },
  );
  let printed = '';
  await new Promise<void>((ready, fail) => {
    server.stdout.on('data', (bytes) => {
      printed += bytes;
      if (printed.includes('Ready to accept connections')) ready();
    });
    server.once('exit', () => fail(new Error(`redis-server did not start: ${printed.slice(-500)}`)));
  });
  return server;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
