import { lstat, stat, writeFile } from 'node:fs/promises';
import { UsageError } from '../usage-error.ts';

/**
 * Writes what a flag names a file for. Not through a link to another file: it may have come with the project that is audited,
 * and point anywhere. Throws UsageError.
 */
export async function writeOut(flag: 'out' | 'sbom', path: string, text: string): Promise<void> {
  if (await pointsToFile(path)) throw new UsageError(`--${flag} names a link: name the file itself`);
  await writeFile(path, text).catch(() => {
    throw new UsageError(`--${flag} cannot be written: check the path and its permissions`);
  });
}

/** Or to none yet; pipes and devices, as shells hand them over by links, can be written to. */
async function pointsToFile(path: string): Promise<boolean> {
  const stats = await lstat(path).catch(() => undefined);
  if (!stats?.isSymbolicLink()) return false;
  return (await stat(path).catch(() => undefined))?.isFile() ?? true;
}
