import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

let isBuilt = false;

/** The folder of the package as it is published, made from the sources as they are now. */
export function built(): string {
  if (!isBuilt) {
    const { status, stderr } = spawnSync('tsup', ['--no-dts', '--silent'], { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(`tsup ended with ${status}: ${stderr}`);
  }
  isBuilt = true;
  return `${ROOT}dist`;
}
