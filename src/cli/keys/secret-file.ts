import { type FileHandle, open, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { syncDirectory } from '../../node/vault/log-files.ts';
import { UsageError } from '../usage-error.ts';

/** Writes a file that only this user may read. Refuses where something is there already. */
export async function createSecretFile(path: string, text: string): Promise<void> {
  const file = await created(path, {
    exists: 'the file of --out is there already, and is not written over: name another one',
    fails: '--out cannot be written: check the path and its permissions',
  });
  try {
    await writeTo(file, text);
    await syncDirectory(path);
  } catch {
    await rm(path, { force: true });
    throw new UsageError('--out cannot be written to the end: check the room on its disk');
  }
}

/**
 * Replaces a file as a whole, its mode and owner kept: after a crash it is the old one or the new one. The new one is made
 * beside it as `<path>.new`, which also keeps a second process from changing the file meanwhile. Answers with the mode.
 */
export async function replaceSecretFile(
  path: string,
  change: (text: string) => string | Promise<string>,
): Promise<number> {
  const target = await realpath(path).catch(unreadable); // so that a link stays one
  const next = `${target}.new`;
  const file = await created(next, {
    exists: 'another process changes the file of --key-file: where none does, delete what ends in .new beside it',
    fails: 'nothing can be written beside the file of --key-file: check the permissions of the directory',
  });
  try {
    const { mode, uid, gid } = await stat(target);
    const changed = await change(await readFile(target, 'utf8').catch(unreadable));
    await file.chown(uid, gid);
    await file.chmod(mode & 0o777);
    await writeTo(file, changed);
    await rename(next, target);
    await syncDirectory(target);
    return mode & 0o777;
  } catch (error) {
    await file.close();
    await rm(next, { force: true });
    if (error instanceof UsageError) throw error;
    throw new UsageError('--key-file cannot be replaced: check who owns it, its permissions and the room on its disk');
  }
}

const created = (path: string, rules: { readonly exists: string; readonly fails: string }): Promise<FileHandle> =>
  open(path, 'wx', 0o600).catch(({ code }: NodeJS.ErrnoException) => {
    throw new UsageError(code === 'EEXIST' ? rules.exists : rules.fails);
  });

async function writeTo(file: FileHandle, text: string): Promise<void> {
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

function unreadable(): never {
  throw new UsageError('--key-file cannot be read: check the path and its permissions');
}
