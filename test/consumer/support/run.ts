import { spawnSync } from 'node:child_process';

/** Runs a command to its end and answers what it printed; throws with both streams when it failed. */
export function run(command: string, given: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): string {
  const { status, stdout, stderr, error } = spawnSync(command, given, {
    cwd,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${command} ${given.join(' ')} ended with ${status}\n${stdout}\n${stderr}`);
  return stdout;
}

/** The same with this Node, so that a child sees the version under test. */
export const node = (given: readonly string[], cwd: string, env?: NodeJS.ProcessEnv): string =>
  run(process.execPath, given, cwd, env);
