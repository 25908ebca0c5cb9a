import { once } from 'node:events';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runFile, start } from '../spawn.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-process-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Lines of a log, every second one with something to replace. */
async function logFile(megabytes: number): Promise<string> {
  const path = join(folder, `${megabytes}.log`);
  const handle = await open(path, 'w');
  const lines = Array.from({ length: 10_000 }, (_, n) =>
    n % 2 === 0 ? `${n} ${'-'.repeat(70)} done\n` : `${n} ![x](https://evil.example/${n})\u202e ${'-'.repeat(30)}\n`,
  ).join('');
  const block = lines.repeat(Math.ceil(1_000_000 / lines.length)).slice(0, 1_000_000);
  for (let n = 0; n < megabytes; n++) await handle.write(block);
  await handle.close();
  return path;
}

test('a file is scanned and cleaned in a heap that does not hold it', { timeout: 120_000 }, async () => {
  const argv = ['scan', '--stage', 'output', '--redact', '-q', await logFile(24)]; // 48 MB as a string
  const { child, ended } = start('src/cli/main.ts', argv, { NODE_OPTIONS: '--max-old-space-size=48' });
  let printed = 0;
  child.stdout.removeAllListeners('data').on('data', ({ length }: string) => {
    printed += length;
  });
  child.stderr.removeAllListeners('data').resume();
  expect((await ended).code).toBe(0);
  expect(printed).toBeGreaterThan(22_000_000);
});

test.skipIf(process.platform === 'win32')('an interrupt while stdin is read exits with 130', async () => {
  const { child, ended } = start('src/cli/main.ts', ['scan', '--redact', '--stage', 'output', '-']);
  child.stdin.on('error', () => {});
  child.stdin.write('a word\n'.repeat(100_000));
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  expect((await ended).code).toBe(130);
});

test('a reader that closes the pipe is no error, and what was found by then counts', async () => {
  const path = await logFile(1);
  const { child, ended } = start('src/cli/main.ts', ['scan', '--stage', 'output', path]);
  await once(child.stdout, 'data');
  child.stdout.destroy();
  expect(await ended).toMatchObject({ code: 1, err: '' });
});

test('the process reads a pipe and says with its exit code what it found', async () => {
  const { code, out } = await runFile('src/cli/main.ts', ['scan', '-q'], 'mail jane.doe@example.com');
  expect({ code, out }).toEqual({ code: 1, out: 'stdin:1:6: redact pii/email: Email address\n' });
});
