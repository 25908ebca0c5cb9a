import { open, readdir, readFile, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { InvalidInputError } from '../../errors.ts';

/** What came of an attempt: the lock, or who has it and the file to delete where that one is gone. */
export type LockAttempt =
  | { readonly release: () => Promise<void> }
  | { readonly release?: undefined; readonly holder: string; readonly lock: string };

/** A process, by what no other one has at any time: process ids are used again. */
interface Owner {
  /** As it stands in a file name. */
  readonly host: string;
  readonly pid: number;
  /** When it began, in the words of its system; `0` where that cannot be told. */
  readonly started: string;
}

/**
 * Keeps a second writer from a file, by a file beside it that is named after the process: `<path>.lock-<host>-<pid>-<start>`.
 * First it is made, then others are looked for, so of two that come at once at least one sees the other; at worst both give
 * up. What a dead process of this host has left is removed. One of another host cannot be judged, so it counts as alive.
 * Resolves with what gives the lock back. Throws InvalidInputError where another writer holds it.
 */
export async function lockFile(path: string): Promise<() => Promise<void>> {
  const attempt = await tryLock(path);
  if (attempt.release) return attempt.release;
  throw new InvalidInputError(
    'fileSink.path',
    `is written by ${attempt.holder}: give each writer a file of its own, or delete ${attempt.lock} if that process is gone`,
  );
}

/** The same, once, without an error where another holds it. */
export async function tryLock(path: string): Promise<LockAttempt> {
  const own: Owner = { host: ownHost(), pid: process.pid, started: await startOf(process.pid) };
  const lock = `${path}${nameOf(own)}`;
  try {
    await (await open(lock, 'wx', 0o600)).close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return held(own, lock);
    throw error;
  }
  try {
    for (const name of await readdir(dirname(path))) {
      const other = name.startsWith(basename(path)) ? ownerIn(name.slice(basename(path).length)) : undefined;
      const file = join(dirname(path), name);
      if (!other || file === join(lock)) continue;
      if (await isAlive(other)) {
        await rm(lock, { force: true });
        return held(other, file);
      }
      await rm(file, { force: true });
    }
  } catch (error) {
    await rm(lock, { force: true });
    throw error;
  }
  return { release: () => rm(lock, { force: true }) };
}

const ownHost = (): string => encodeURIComponent(hostname());

const nameOf = ({ host, pid, started }: Owner): string => `.lock-${host}-${pid}-${started}`;

function ownerIn(name: string): Owner | undefined {
  const [, host, pid, started] = /^\.lock-(.+)-(\d+)-(\d+)$/.exec(name) ?? [];
  return host && pid && started ? { host, pid: Number(pid), started } : undefined;
}

async function isAlive({ host, pid, started }: Owner): Promise<boolean> {
  if (host !== ownHost()) return true;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  const now = await startOf(pid);
  return now === '0' || started === '0' || now === started;
}

/** Clock ticks since the system began; Linux tells. */
async function startOf(pid: number): Promise<string> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const ticks = text.slice(text.lastIndexOf(')') + 2).split(' ')[19]; // field 22; names of programs may hold blanks
  return ticks && /^\d+$/.test(ticks) ? ticks : '0';
}

const held = ({ host, pid }: Owner, lock: string) => ({ holder: `process ${pid} of ${host}`, lock });
