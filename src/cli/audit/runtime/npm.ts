import { execFile } from 'node:child_process';
import type { Io } from '../../io.ts';

const TIMEOUT_MS = 60_000;

/**
 * What `npm audit --json` prints for a folder; it ends with 1 where it finds something. It sends the names and versions of the
 * lockfile to the registry that npm is set to, and runs nothing of the project. Undefined where there is no npm, or no end.
 */
export function npmAudit(folder: string, { env, signal }: Io): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const options = { cwd: folder, env, signal, timeout: TIMEOUT_MS, maxBuffer: 2 ** 27, windowsHide: true };
    const shell = process.platform === 'win32'; // where npm is a script of the shell; every argument is written here
    execFile('npm', ['audit', '--json', '--package-lock-only'], { ...options, shell }, (error, stdout) => {
      if (signal.aborted) reject(signal.reason);
      else resolve(error && (typeof error.code === 'string' || error.killed) ? undefined : stdout);
    });
  });
}
