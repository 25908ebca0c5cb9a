import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { faultServer } from '../../src/node/fault-server.ts';
import { faults } from '../../src/testing/faults.ts';
import { runFile, start } from './spawn.ts';

const MAIN = 'src/cli/main.ts';

const asking = (url: string) => ['chat', '-p', 'Hi', '--provider', 'openai', '--model', 'm', '--base-url', url];

test('the process reads stdin, prints to stdout and exits with 0', async () => {
  const { code, out, err } = await runFile(MAIN, ['sentiment', '--json'], 'A wonderful day.');
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(JSON.parse(out)).toMatchObject({ label: 'positive' });
});

test('the process exits with 2 for wrong usage', async () => {
  const { code, out, err } = await runFile(MAIN, ['chat', '--nonsense']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^secure-llm: [^\n]+\n$/);
});

test.skipIf(process.platform === 'win32')('an interrupt ends the call and the process exits with 130', async () => {
  await using server = await faultServer();
  server.next(faults.stallMidStream(['One ']));
  const { child, ended } = start(MAIN, asking(server.url));
  child.stdin.end();
  await once(child.stdout, 'data');
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, out: 'One \n', err: '' });
});

test.skipIf(process.platform === 'win32')('an interrupt while stdin is read exits with 130', async () => {
  const { child, ended } = start(MAIN, ['summarize', '-']);
  await new Promise((resolve) => child.stdin.write('x'.repeat(1_500_000), resolve)); // more than pipes hold: it reads
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, out: '', err: '' });
});

// Windows would run `git.exe` and `npm.cmd` of the folder that is audited: libuv and its shell look there first, unless this is set.
test.skipIf(process.platform === 'win32')('programs are looked for on the path alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cli-path-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'a.ts'), '');
  await writeFile(join(folder, 'git'), '#!/bin/sh\necho "$NoDefaultCurrentDirectoryInExePath" > seen\n', {
    mode: 0o755,
  });
  await runFile(MAIN, ['audit', folder], '', { PATH: `${folder}:/usr/bin:/bin` });
  expect(await readFile(join(folder, 'seen'), 'utf8')).toBe('1\n');
});

test('a reader that closes the pipe is no error', async () => {
  await using server = await faultServer();
  server.next(
    faults.stream(
      Array.from({ length: 400 }, () => 'word '),
      { delayMs: 5 },
    ),
  );
  const { child, ended } = start(MAIN, asking(server.url));
  child.stdin.end();
  await once(child.stdout, 'data');
  child.stdout.destroy();
  const { code, err } = await ended;
  expect({ code, err }).toEqual({ code: 0, err: '' });
});
