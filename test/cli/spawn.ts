import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Starts a TypeScript file of this repository, with nothing of our environment but what Node needs. */
export function start(script: string, argv: readonly string[], env: NodeJS.ProcessEnv = {}) {
  const { PATH, SystemRoot } = process.env;
  const child = spawn(process.execPath, [script, ...argv], {
    cwd: root,
    env: { ...(PATH && { PATH }), ...(SystemRoot && { SystemRoot }), ...env },
  });
  const printed = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    printed.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    printed.err += text;
  });
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...printed }));
  return { child, ended };
}

/** Runs a file to its end, with `input` on stdin. */
export function runFile(script: string, argv: readonly string[], input = '', env: NodeJS.ProcessEnv = {}) {
  const { child, ended } = start(script, argv, env);
  child.stdin.on('error', () => {}); // it may not read to the end
  child.stdin.end(input);
  return ended;
}
