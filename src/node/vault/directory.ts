import { mkdir, open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/** Makes a directory that only this user may enter, with those above it: after a loss of power they are there. */
export async function makeDirectory(directory: string): Promise<void> {
  const first = await mkdir(resolve(directory), { recursive: true, mode: 0o700 });
  if (first === undefined) return; // there was one
  const top = dirname(first);
  for (let path = resolve(directory); path !== top && path !== dirname(path); path = dirname(path))
    await settle(dirname(path));
}

/** Writes the names in a directory to the disk, where the file system can. */
export async function settle(directory: string): Promise<void> {
  try {
    const handle = await open(directory, 'r');
    await handle.sync().finally(() => handle.close());
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'ENOENT', 'EINVAL'].includes(codeOf(error))) throw error; // Windows has no such thing
  }
}

/** What the system calls an error. */
export const codeOf = (error: unknown): string => (error as NodeJS.ErrnoException).code ?? '';
