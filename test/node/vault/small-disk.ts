import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

/** Whether a disk can be mounted here, as the root of a user namespace. */
export const canMount = (() => {
  try {
    execFileSync('unshare', ['-rm', 'true'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

/** Runs a file with a disk of 64 kB mounted at `directory`, which is its first argument, and answers with the JSON that it prints. */
export function onSmallDisk(script: string, directory: string): unknown {
  mkdirSync(directory, { recursive: true });
  const mounted = 'mount -t tmpfs -o size=64k none "$1" && exec "$2" "$3" "$1"';
  const argv = ['-rm', 'sh', '-c', mounted, 'sh', directory, process.execPath, script];
  return JSON.parse(execFileSync('unshare', argv, { encoding: 'utf8' }));
}
